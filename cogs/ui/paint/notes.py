"""What we say to one person: the private answer to a gesture, reminders, notices."""

from typing import Any

from discord import ButtonStyle, ui

from bot import words
from bot.notes import Held, Item, Note, Noted, Notice, Promise, ReminderNote, ThreadNote
from bot.words import count, day, known, say
from cogs.ui.buttons import Verb, button, view
from cogs.ui.paint.ink import Painted, address, lines, networks, plain, stamp, when
from cogs.ui.paint.questions import days_to_choose, questions

REMINDER_TEXT = 300
"""Characters of one mobilisation in a reminder, its address not counted."""
MOST_ROWS = 5


def note(told: Note) -> Painted:
    """Any private message."""
    if isinstance(told, ReminderNote):
        return reminder(told)
    if isinstance(told, Notice):
        return notice(told)
    if isinstance(told, Held):
        return held(told)
    if isinstance(told, ThreadNote):
        return thread_note(told)
    return noted(told)


def noted(told: Noted, *, done: bool = False) -> Painted:
    """What was understood, what will follow, and two questions that can be skipped.

    `done` leaves the questions out: the person has finished.
    """
    asks = None if done else questions(told)
    return Painted(
        content=lines(
            _understood(told),
            _chosen(told),
            _to_come(told),
            say(_asking(told), told.locale) if asks else None,
            say("noted.freedom", told.locale) if done and told.choice else None,
        ),
        view=asks,
    )


def _asking(told: Noted) -> str:
    if told.posted:
        return "noted.ask_post"
    return "noted.ask" if told.choice == "in" else "noted.ask_maybe"


def unposted(told: Noted) -> Painted:
    """A declared post was taken back: said first; what stands besides it follows."""
    said = say("noted.unposted", told.locale, title=plain(told.title, 200))
    stands = told.posted or told.choice is not None
    rest = noted(told, done=not told.posted) if stands else Painted(content="")
    return Painted(content=lines(said, rest.content), view=rest.view)


def without_questions(shown: str, locale: str) -> str:
    """A private answer when its person has finished: the questions become a thank-you."""
    kept = shown
    for language in words.LOCALES:
        for question in ("noted.ask", "noted.ask_maybe", "noted.ask_post"):
            kept = kept.replace(say(question, language), "")
    return lines(kept.strip(), say("pick.thanks", locale))


def _understood(told: Noted) -> str:
    title = plain(told.title, 200)
    if told.posted:
        thanks = say("noted.posted", told.locale, title=title)
        if told.posts > 1:
            return f"{thanks} {count('noted.posts', told.posts, told.locale)}"
        return thanks
    return say(f"noted.{told.choice or 'none'}", told.locale, title=title)


def _chosen(told: Noted) -> str | None:
    if told.choice not in {"in", "maybe"} and not told.posted:
        return None
    said = [
        say("noted.day", told.locale, day=day(told.day, told.locale)) if told.day else None,
        say("noted.networks", told.locale, networks=networks(told.networks, told.locale))
        if told.networks
        else None,
    ]
    return " ".join(part for part in said if part) or None


def _to_come(told: Noted) -> str | None:
    if told.choice not in {"in", "maybe"} or told.posted:
        return None
    if not told.by_message:
        return say("noted.closed_messages", told.locale)
    if not told.promises:
        return say("noted.no_promise", told.locale) if told.choice == "in" else None
    return lines(
        say("noted.promises", told.locale),
        *(_promise(promise, told.locale) for promise in told.promises[:6]),
        _hours(told),
    )


def _hours(told: Noted) -> str | None:
    """No platform tells where somebody lives: they learn once whose hours were taken."""
    if told.hours_of is None:
        return None
    place = words.place_of(told.hours_of, told.locale)
    return f"-# {say('noted.hours_of', told.locale, place=place)}"


def _promise(promise: Promise, locale: str) -> str:
    return say(
        "noted.promise", locale, when=stamp(promise.at), reason=reason(promise.reason, locale)
    )


def reason(kind: str, locale: str) -> str:
    """Why a reminder comes, in words."""
    key = f"reason.{kind}"
    return say(key, locale) if known(key, locale) else kind


def reminder(told: ReminderNote) -> Painted:
    """A gentle reminder; several mobilisations share one message, each with its own row."""
    items = told.items[:MOST_ROWS]
    alone = len(items) == 1
    opening = (
        _opening(items[0], told.locale)
        if alone
        else say("remind.opening.several", told.locale, n=len(told.items))
    )
    late = say("remind.late", told.locale) if told.late else None
    room = REMINDER_TEXT - len(opening) - len(late or "")
    blocks = [
        _item(item, told.locale, room if alone else REMINDER_TEXT, number=0 if alone else number)
        for number, item in enumerate(items, 1)
    ]
    rows = [
        one
        for number, item in enumerate(items)
        for one in _answers(item, told, number, alone=alone)
    ]
    first = f"{opening} {late}" if late else opening
    return Painted(content=lines(first, *blocks), view=view(*rows))


def _opening(item: Item, locale: str) -> str:
    key = f"remind.opening.{item.opening or item.reason}"
    if not known(key, locale):
        return say("remind.opening", locale)
    return say(key, locale, day=day(item.day, locale) if item.day else "")


def _item(item: Item, locale: str, room: int, *, number: int) -> str:
    asks = item.reason == "carry_on"
    freedom = None if asks else say("remind.freedom", locale)
    # What a live moment takes on the screen, which is more than its few characters here.
    moment = when(item.starts, None, locale).split(" (")[0]
    shown = max(len(moment), 40)
    title = plain(item.title, max(40, room - shown - len(freedom or "") - 20))
    head = say("remind.item", locale, title=title, when=moment)
    if number:
        head = f"{number}. {head}"
    left = room - len(head) - shown + len(moment) - len(freedom or "") - 4
    angle = None
    if item.angle and left > 40 and not asks:
        frame = len(say("remind.angle", locale, angle=""))
        angle = say("remind.angle", locale, angle=plain(item.angle, left - frame))
    where = address(item.brief)
    return lines(
        head,
        angle,
        freedom,
        say("remind.brief", locale, address=where) if where else None,
    )


def _answers(item: Item, told: ReminderNote, row: int, *, alone: bool) -> "list[ui.Button[Any]]":
    def one(
        verb: Verb, key: str, emoji: str, style: ButtonStyle = ButtonStyle.secondary
    ) -> "ui.Button[Any]":
        label = say(key, told.locale)
        return button(
            verb,
            item.mobilisation,
            label if alone else f"{row + 1}. {label}",
            detail=told.mark,
            emoji=emoji,
            style=style,
            row=row,
        )

    stop = one(Verb.REMINDER_STOP, "remind.stop", "🔕")
    if item.reason == "carry_on":
        return [one(Verb.WELCOME_BACK, "remind.yes", "👍"), stop]
    return [
        one(Verb.REMINDER_POSTED, "remind.posted", "📣", ButtonStyle.primary),
        one(Verb.REMINDER_DAY, "remind.day", "📅"),
        one(Verb.REMINDER_OUT, "remind.out", "👋"),
        stop,
    ]


def other_day(told: Noted) -> Painted:
    """The answer to "another day": a menu of days."""
    asks = days_to_choose(told)
    key = "remind.pick_day" if asks else "remind.no_day"
    return Painted(content=say(key, told.locale, title=plain(told.title, 200)), view=asks)


def stopped(locale: str, mobilisation: int, title: str | None, *, asks: bool = True) -> Painted:
    """No more reminders, for one mobilisation or for all; with the way back."""
    if title is None:
        content = say("stopped.all", locale)
        back = button(Verb.WELCOME_BACK, mobilisation, say("stopped.undo", locale))
        return Painted(content=content, view=view(back) if asks else None)
    return Painted(
        content=say("stopped.one", locale, title=plain(title, 200)),
        view=view(
            button(Verb.STOP_ALL, mobilisation, say("stopped.all_too", locale)),
            button(Verb.WELCOME_BACK, mobilisation, say("stopped.undo", locale)),
        )
        if asks
        else None,
    )


def notice(told: Notice) -> Painted:
    """Something changed in a mobilisation the person said yes to."""
    item = told.item
    where = address(item.brief)
    content = say(
        f"notice.{told.what}",
        told.locale,
        title=plain(item.title, 200),
        when=when(item.starts, None, told.locale),
    )
    return Painted(
        content=lines(content, say("remind.brief", told.locale, address=where) if where else None)
    )


def held(told: Held) -> Painted:
    """To whoever announced: reminders are held back, in counts, with the way to go on."""
    locale = told.locale
    command = " ".join(say(f"command.mobilisation{part}", locale) for part in ("", ".resume"))
    return Painted(
        content=lines(
            say(
                "held",
                locale,
                title=plain(told.title, 200),
                stopped=told.stopped,
                reminded=told.reminded,
            ),
            say("held.resume", locale, command=f"`/{command}`"),
        )
    )


def thread_note(told: ThreadNote) -> Painted:
    """The one note in a thread: what is coming, the brief a tap away, nobody mentioned."""
    locale = told.locale
    content = say(
        "thread_note",
        locale,
        title=plain(told.title, 200),
        when=when(told.starts, None, locale),
    )
    brief = button(Verb.BRIEF, told.mobilisation, say("card.brief", locale), detail=told.mark)
    return Painted(content=content, view=view(brief))
