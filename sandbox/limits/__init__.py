"""Rules that Discord applies to what bots send: one module for each kind of thing."""
