"""The tests, by room, and what runs them all: `python3 -m tests`."""

UNHURRIED = 60.0
"""Real seconds for what Discord wants within three, where what is said is tried and not how soon.

A machine that runs other things too can stand still for longer than Discord would wait.
"""
