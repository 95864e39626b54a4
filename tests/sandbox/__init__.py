"""The sandbox by itself: its world, limits, doors and wires."""
