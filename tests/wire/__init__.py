"""The real discord.py against the sandbox."""
