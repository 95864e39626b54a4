"""Reads the reply a person typed, in French, English or Italian: what is unsure is left alone."""

from bot.listening.reading import Heard, as_json, listen

__all__ = ["Heard", "as_json", "listen"]
