"""The tests, by room, and what runs them all: `python3 -m tests`."""
