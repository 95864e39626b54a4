"""A year in a minute: the real bot among invented people, on a clock that jumps."""
