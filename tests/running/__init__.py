"""What `python3 -m tests` does: have what the tests need, then look at everything once."""
