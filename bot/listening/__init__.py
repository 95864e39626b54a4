"""Reads the reply a person typed, in French, English or Italian: what is unsure is left alone.

A yes is heard where every word of its clause is known (`lexicon/`) and nothing beside it doubts,
denies, asks, quotes, jokes or tells of others. What was decided where people differ:

- "Ok", "d'accord", "va bene" alone, thanks and praise say that one has read: no answer.
- "Oui", "sì", a raised hand are a yes only if the whole message is understood. A thumb or a tick
  says that one has read.
- A condition or a doubt beside a yes makes it a "maybe", never more.
- A day or a network without a yes, or a plan ("je publierai jeudi"), answers *when* and *where*:
  no choice, but a day and networks. Two days, a range, "mardi prochain": no day.
- "It's out" needs no choice. A link alone is a post; a link beside thanks, praise, a question or
  other people's names is not.
"""

from bot.listening.reading import Heard, as_json, listen

__all__ = ["Heard", "as_json", "listen"]
