"""The date reader."""
