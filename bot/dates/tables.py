"""The shape of a language's table of words."""

Table = dict[str, str | dict[int, str] | dict[str, str]]
"""Kind → phrases parted by `|`, or kind → value → phrases.

The grammar's patterns name the kinds; only the phrases differ between languages.
"""
