"""The front door, from a bare machine inwards."""
