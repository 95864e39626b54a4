"""A pretend Discord on the wire: for trying the bot without an account, and for its tests."""
