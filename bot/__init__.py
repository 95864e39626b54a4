"""Decides: the verbs of the bot, with no chat library and no database library."""
