"""The rules that recognise an hour: 18 h 30, half past six, alle sette, midi et demi."""

from __future__ import annotations

from bot.dates.elements import DAY, HOUR, MINUTE, Clock, DayPart, Impossible, Offset
from bot.dates.lexicon import Number
from bot.dates.patterns import Built, Rule, rule

NOON = 12 * HOUR


def _clock(at: str | None, options: tuple[int, ...], pliable: tuple[int, ...] = ()) -> Built:
    return (Clock(options, pliable, starting=at == "from"),)


def _minutes(number: Number | None) -> int | None:
    """Minutes written as minutes are: two figures, or words."""
    if number is None:
        return 0
    return number.value if number.figures != 1 and number.value < 60 else None


def _twice(seconds: int) -> tuple[int, ...]:
    """Both hours of a 12-hour clock; twelve o'clock is noon or the end of the day."""
    hour, rest = divmod(seconds, HOUR)
    if hour == 12:
        return (NOON + rest, DAY + rest)
    return (seconds, seconds + 12 * HOUR)


def _on_the_hand(at: str | None, hour: Number, seconds: int, *, asked: bool) -> Built:
    """Build an hour that may be of a 12-hour clock; `asked` if nothing tells which half."""
    if hour.value > 23:
        return (Impossible(),)
    if not 1 <= hour.value <= 12 or hour.padded:
        return _clock(at, _midnight(seconds) if seconds == 0 else (seconds,))
    if asked:
        return _clock(at, _twice(seconds), _twice(seconds))
    return _clock(at, (seconds,), _twice(seconds) if hour.value < 12 else ())


def _midnight(seconds: int = 0) -> tuple[int, ...]:
    """Tuesday midnight: where Tuesday begins, or where it ends."""
    return (seconds, seconds + DAY)


def _h(at: str | None, hour: Number, minute: Number | None = None) -> Built:
    """18 h, 18 h 30: figures are of a 24-hour clock, words ("à huit heures") may not be."""
    minutes = _minutes(minute)
    if minutes is None:
        return (Impossible(),) if minute is not None and minute.value > 59 else None
    seconds = hour.value * HOUR + minutes * MINUTE
    return _on_the_hand(at, hour, seconds, asked=hour.figures == 0 and hour.value != 12)


def _h_past(at: str | None, hour: Number, minutes: int) -> Built:
    """8 h et demie: a way of speaking that goes with the 12-hour clock."""
    seconds = hour.value * HOUR + minutes * MINUTE
    return _on_the_hand(at, hour, seconds, asked=hour.value != 12)


def _less(at: str | None, hour: Number, less: Number) -> Built:
    if not 0 < less.value < 60:
        return None
    return _before(at, hour, less.value)


def _less_quarter(at: str | None, hour: Number) -> Built:
    return _before(at, hour, 15)


def _before(at: str | None, hour: Number, minutes: int) -> Built:
    """8 h moins dix, alle 8 meno un quarto; none of them reaches back over midnight."""
    if hour.value == 0 or hour.value > 23 or hour.padded:
        return None
    seconds = hour.value * HOUR - minutes * MINUTE
    if hour.value >= 12:
        return _clock(at, (seconds,))
    both = (seconds, seconds + 12 * HOUR)
    return _clock(at, both, both)


def _colon(at: str | None, hour: Number, minute: Number) -> Built:
    minutes = _minutes(minute)
    if minutes is None:
        return (Impossible(),) if minute.figures == 2 else None
    return _on_the_hand(at, hour, hour.value * HOUR + minutes * MINUTE, asked=False)


def _colon_asked(at: str | None, hour: Number, minute: Number) -> Built:
    """6:30 in English is morning or evening; 06:30 and 12:30 are not asked about."""
    minutes = _minutes(minute)
    if minutes is None:
        return (Impossible(),) if minute.figures == 2 else None
    seconds = hour.value * HOUR + minutes * MINUTE
    return _on_the_hand(at, hour, seconds, asked=hour.value != 12)


def _dot(at: str | None, hour: Number, minute: Number) -> Built:
    """18.30; what no clock shows is left to be a date."""
    if hour.value > 23 or _minutes(minute) is None:
        return None
    return _colon(at, hour, minute)


def _dot_asked(at: str | None, hour: Number, minute: Number) -> Built:
    if hour.value > 23 or _minutes(minute) is None:
        return None
    return _colon_asked(at, hour, minute)


def _seconds(at: str | None, hour: Number, minute: Number, second: Number) -> Built:
    if hour.figures != 2 or minute.figures != 2 or second.figures != 2:
        return None
    if hour.value > 23 or minute.value > 59 or second.value > 59:
        return (Impossible(),)
    return _clock(at, (hour.value * HOUR + minute.value * MINUTE + second.value,))


def _half_day(at: str | None, hour: Number, half: str) -> Built:
    return _half_day_minutes(at, hour, None, half)


def _half_day_minutes(at: str | None, hour: Number, minute: Number | None, half: str) -> Built:
    minutes = _minutes(minute)
    if not 1 <= hour.value <= 12 or minutes is None:
        return (Impossible(),)
    seconds = hour.value % 12 * HOUR + minutes * MINUTE
    if half == "pm":
        return _clock(at, (seconds + NOON,))
    return _clock(at, _midnight(seconds) if hour.value == 12 else (seconds,))


def _words_half_day(at: str | None, hour: Number, minute: Number, half: str) -> Built:
    """Six thirty pm: in words only; figures would need a colon."""
    if hour.figures or minute.figures:
        return None
    return _half_day_minutes(at, hour, minute, half)


def _words_asked(at: str, hour: Number, minute: Number) -> Built:
    if hour.figures or minute.figures or minute.value < 10 or minute.value > 59:
        return None
    return _colon_asked(at, hour, minute)


def _alone(at: str, hour: Number) -> Built:
    """At 18, alle 19: beyond twelve there is one reading only."""
    return _on_the_hand(at, hour, hour.value * HOUR, asked=True)


def _alone_italian(at: str, hour: Number) -> Built:
    """Alle 8 is said of the morning and of the evening; alle 9 less so, ore 8 never."""
    asked = hour.value < 12 if hour.figures == 0 else hour.value < 9 and at != "ore"
    return _on_the_hand(at, hour, hour.value * HOUR, asked=asked)


def _alone_past(at: str, hour: Number, minutes: int) -> Built:
    """Alle 8 e mezza; from 9 in figures the 24-hour clock is meant, as in alle 9."""
    seconds = hour.value * HOUR + minutes * MINUTE
    asked = hour.value < 12 if hour.figures == 0 else hour.value < 9
    return _on_the_hand(at, hour, seconds, asked=asked)


def _alone_and(at: str, hour: Number, minute: Number) -> Built:
    """Alle 18 e 30; "ore 18 e 20" may be two shows."""
    minutes = _minutes(minute)
    if minutes is None or (minute.figures and hour.value < minutes <= 23):
        return None
    return _alone_past(at, hour, minutes)


def _english(at: str | None, minutes: int, hour: Number, half: str | None) -> Built:
    """Half past six, quarter to seven pm."""
    if not 1 <= hour.value <= 12 or hour.padded:
        return None
    if half is None:
        seconds = hour.value * HOUR + minutes * MINUTE
        if hour.value == 12 and minutes > 0:
            return _clock(at, (seconds,))
        both = (seconds, seconds + 12 * HOUR)
        return _clock(at, both, both)
    if hour.value == 12 and (half == "am" or minutes < 0):
        return None  # quarter to 12 pm: eleven in the morning, or in the evening?
    seconds = hour.value % 12 * HOUR + (NOON if half == "pm" else 0) + minutes * MINUTE
    return _clock(at, (seconds,))


def _english_past(at: str | None, minute: Number, hour: Number, half: str | None) -> Built:
    return _english(at, minute.value, hour, half) if 1 <= minute.value <= 59 else None


def _english_to(at: str | None, minute: Number, hour: Number, half: str | None) -> Built:
    """Twenty to six; "ten to six" may be from ten until six."""
    return _english_minutes_to(at, minute, hour, half) if minute.value > 12 else None


def _english_minutes_to(at: str | None, minute: Number, hour: Number, half: str | None) -> Built:
    return _english(at, -minute.value, hour, half) if 1 <= minute.value <= 59 else None


def _in_part(at: str | None, hour: Number, part: str) -> Built:
    """7 in the evening, 7 di sera."""
    if not 1 <= hour.value <= 12:
        return None
    both = _twice(hour.value * HOUR)
    return (Clock(both, both, starting=at == "from"), DayPart(part, tied=True))


def _at_today_part(hour: Number, part: str) -> Built:
    """8 tonight."""
    return _at_offset_part(hour, 0, part)


def _at_offset_part(hour: Number, days: int, part: str) -> Built:
    """9 tomorrow morning."""
    if not 1 <= hour.value <= 12 or days < 0:
        return None
    both = _twice(hour.value * HOUR)
    return (Clock(both, both), Offset(days), DayPart(part))


def _noon(at: str | None) -> Built:
    return _clock(at, (NOON,))


def _noon_past(at: str | None, minutes: int) -> Built:
    return _clock(at, (NOON + minutes * MINUTE,))


def _noon_less_quarter(at: str | None) -> Built:
    return _clock(at, (NOON - 15 * MINUTE,))


def _noon_less(at: str | None, less: Number) -> Built:
    return _clock(at, (NOON - less.value * MINUTE,)) if 0 < less.value < 60 else None


def _noon_minutes(at: str | None, minute: Number) -> Built:
    minutes = _minutes(minute)
    return None if not minutes else _clock(at, (NOON + minutes * MINUTE,))


def _midnight_word(at: str | None) -> Built:
    return _clock(at, _midnight())


RULES: tuple[Rule, ...] = (
    rule("(at)? (n) h", _h),
    rule("(at)? (n) h (n) min?", _h),
    rule("(at)? (n) h (past_hour)", _h_past),
    rule("(at)? (n) h less (n) min?", _less),
    rule("(at)? (n) h less_quarter", _less_quarter),
    rule("(at)? (n) glued: (n) h?", _colon, "fr it"),
    rule("(at)? (n) glued: (n) hours_word?", _colon_asked, "en"),
    rule("(at)? (n) glued: (n) glued: (n)", _seconds),
    rule("(at)? (n) . (n) h?", _dot, "fr it"),
    rule("(at)? (n) . (n) hours_word?", _dot_asked, "en"),
    rule("(at)? (n) (ampm)", _half_day),
    rule("(at)? (n) glued:|.|h (n) (ampm)", _half_day_minutes),
    rule("(at)? (n) oclock (ampm)", _half_day, "en"),
    rule("(at)? (n) (n) (ampm)", _words_half_day, "en"),
    rule("(at)? (n) oclock", _alone, "en"),
    rule("(at) (n)", _alone, "en"),
    rule("(at) (n) (n)", _words_asked, "en"),
    rule("(at) (n)", _alone_italian, "it"),
    rule("(at) (n) glued, (n)", _dot, "it"),
    rule("(at) (n) (past_hour)", _alone_past, "it"),
    rule("(at) (n) and (n)", _alone_and, "it"),
    rule("(at) (n) less (n)", _less, "it"),
    rule("(at) (n) less_quarter", _less_quarter, "it"),
    rule("(at)? (past_first) (n) oclock? (ampm)?", _english, "en"),
    rule("(at)? (n) min? past (n) oclock? (ampm)?", _english_past, "en"),
    rule("(at)? (n) to (n) oclock? (ampm)?", _english_to, "en"),
    rule("(at)? (n) min to (n) oclock? (ampm)?", _english_minutes_to, "en"),
    rule("(at)? (n) oclock? (hour_part)", _in_part, "en it"),
    rule("(n) (today_part)", _at_today_part, "en"),
    rule("(n) (offset) (part)", _at_offset_part, "en"),
    rule("to? (at)? noon", _noon),
    rule("to? (at)? noon (past_hour)", _noon_past),
    rule("(at)? (past_first) noon", _noon_past, "en"),
    rule("to? (at)? noon less_quarter", _noon_less_quarter),
    rule("(at)? noon (n)", _noon_minutes, "fr"),
    rule("to? (at)? noon less (n)", _noon_less),
    rule("to? (at)? midnight", _midnight_word),
)
