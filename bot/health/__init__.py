"""How the bot is: what it knows about itself, and who may ask."""
