"""The English words of dates and hours, folded (no capitals, blanks for apostrophes and dashes)."""

from bot.dates.tables import Table

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
UNITS = _UNITS.split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = _ORDINALS.split()

NUMBERS: dict[int, str] = dict(enumerate(UNITS))
for _tens, _name in ((20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty")):
    NUMBERS[_tens] = _name
    NUMBERS |= {_tens + unit: f"{_name} {UNITS[unit]}" for unit in range(1, 10)}
NUMBERS[60] = "sixty"

_NTH = dict(enumerate(ORDINALS, start=1))
_NTH |= {20 + unit: f"twenty {ORDINALS[unit - 1]}" for unit in range(1, 10)}
_NTH |= {30: "thirtieth", 31: "thirty first"}


def _suffix(number: int) -> str:
    if number in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _figured(number: int) -> str:
    figures = f"{number} {_suffix(number)}"
    return f"{figures}|0{figures}" if number < 10 else figures


YEARS: dict[int, str] = {
    2000 + number: f"twenty {words}|two thousand {words}|two thousand and {words}"
    for number, words in NUMBERS.items()
    if 20 <= number < 50
}

WORDS: Table = {
    "weekday": {
        0: "monday|mon",
        1: "tuesday|tue|tues|teusday|tuseday",
        2: "wednesday|wed|weds|wensday|wednsday|wendsday|wednesay",
        3: "thursday|thu|thur|thurs|thrusday|thurday",
        4: "friday|fri|firday",
        5: "saturday|sat|saterday|satruday",
        6: "sunday|sun",
    },
    "month": {
        1: "january|jan",
        2: "february|feb|febuary|feburary",
        3: "march|mar",
        4: "april|apr",
        5: "may",
        6: "june|jun",
        7: "july|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "october|oct",
        11: "november|nov",
        12: "december|dec",
    },
    "offset": {
        0: "today",
        1: "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow|2 morrow|2 moro",
        2: "the day after tomorrow|day after tomorrow|overmorrow",
        -1: "yesterday",
        -2: "the day before yesterday|day before yesterday",
    },
    "nth": {number: f"{name}|{_figured(number)}" for number, name in _NTH.items()},
    "figured": {number: _figured(number) for number in _NTH},
    "rank": {
        1: "first|1 st",
        2: "second|2 nd",
        3: "third|3 rd",
        4: "fourth|4 th",
        -1: "last",
    },
    "part": {
        "morning": "morning|early morning|late morning",
        "afternoon": "afternoon|early afternoon",
        "late": "late afternoon|end of the day|end of day",
        "evening": "evening|night|early evening",
    },
    "hour_part": {
        "morning": "in the morning",
        "afternoon": "in the afternoon",
        "evening": "in the evening|at night",
    },
    "today_part": {
        "morning": "this morning",
        "afternoon": "this afternoon",
        "evening": "this evening|tonight|tonite|2 nite",
    },
    "noon": "noon|midday|mid day|12 noon|twelve noon",
    "midnight": "midnight|12 midnight|twelve midnight",
    "the": "the",
    "this": "this",
    "on": "on",
    "of": "of",
    "at": {"at": "at|@", "from": "from|starting at|starting from|beginning at"},
    "h": "h",
    "hours_word": "hrs|hours|h",
    "min": "min|mins|minute|minutes",
    "past_first": {
        30: "half past",
        15: "quarter past|a quarter past|quarter after|a quarter after",
        -15: "quarter to|a quarter to|quarter till|a quarter till|quarter of",
    },
    "past": "past|after",
    "to": "to",
    "past_hour": {30: "and a half|and half", 15: "and a quarter", 45: "and three quarters"},
    "and": "and",
    "oclock": "o clock|oclock",
    "sharp": "sharp|exactly|on the dot",
    "next": "next",
    "coming": "coming|this coming|the coming",
    "last": "last|past",
    "next_week": "next week|of next week|in next week|the next week",
    "this_week": "this week|of this week",
    "next_month": "of next month|next month|of the next month",
    "this_month": "of this month|this month",
    "weeks_on": {1: "week"},
    "weekend": "weekend|week end",
    "in": "in",
    "a": "a|an",
    "unit": {
        "minute": "minute|minutes|min|mins",
        "hour": "hour|hours|hr|hrs|h",
        "day": "day|days",
        "week": "week|weeks|wk|wks",
        "fortnight": "fortnight|fortnights",
        "month": "month|months",
        "year": "year|years",
    },
    "time": "time|s time",
    "from_now": "from now",
    "from_then": "from|on|from this",
    "stretch": {
        15: "a quarter of an hour|quarter of an hour|1 / 4 hour",
        30: "half an hour|half hour|a half hour|1 / 2 hour|1 / 2 an hour",
        45: "three quarters of an hour|3 quarters of an hour|3 / 4 hour",
        90: "one and a half hours|1 and a half hours|one and a half hour",
        150: "two and a half hours|2 and a half hours",
        210: "three and a half hours|3 and a half hours",
    },
    "ago_after": "ago",
    "opening": "let s say|let s meet|let s do|see you|date",
    "closing": "please|pls|plz|thanks|thank you|cheers",
    "zone_after": "time",
    "feast": {
        "01-01": "new year s day|new years day",
        "03-17": "st patrick s day|saint patrick s day|st patricks day",
        "02-14": "valentine s day|valentines day|saint valentine s day|st valentine s day",
        "10-31": "halloween",
        "11-01": "all saints day|all saints",
        "12-24": "christmas eve|xmas eve",
        "12-25": "christmas day|christmas|xmas|xmas day",
        "12-26": "boxing day",
        "12-31": "new year s eve|new years eve",
        "easter+0": "easter sunday|easter day",
        "easter+1": "easter monday",
        "easter-2": "good friday",
        "easter+39": "ascension day",
        "easter+49": "pentecost sunday|whit sunday",
        "easter+50": "whit monday",
    },
}

MARKS: dict[str, str] = {
    "negation": "not|except|no|never|cancelled|canceled|without|don t|isn t|nor",
    "past": "ago|last|yesterday",
    "recurring": "every|each|all|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays"
    "|daily|weekly|weekdays|weekends",
    "approximate": "around|about|soon|ish|roughly|sometime|maybe|perhaps|probably|approximately"
    "|early|late|mid|end|beginning|few|couple|later|earlier|circa|some|spring|summer|autumn|fall"
    "|winter|asap|eod",
    "range": "between|until|till|to|through|thru|by|before|after|from|since|starting|within|during"
    "|for|week|month|weekend|-|onwards",
    "several": "or|and|then|also",
}
