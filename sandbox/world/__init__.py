"""What there is in the pretend Discord and what can happen to it; no I/O."""
