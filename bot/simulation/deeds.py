"""What members do: every gesture goes through the same verbs as a real one."""

import logging
from collections.abc import Awaitable
from datetime import date
from random import Random

from bot import answers, gestures, members, posts
from bot.core import Core
from bot.gestures import POSTED_SIGN, SIGNS
from bot.listening.networks import NETWORKS
from bot.refusals import Refusal
from bot.simulation.cast import Character
from bot.simulation.diary import Diary
from bot.simulation.face import ListFace
from db.vocabulary import Choice, Delivery, Via

log = logging.getLogger(__name__)

_SIGN_OF = {choice: sign for sign, choice in SIGNS.items()}
_SAID = {
    "fr": {
        "in": ("j’en suis", "je suis partante", "comptez sur moi"),
        "maybe": ("peut-être",),
        "out": ("pas cette fois",),
        "posted": ("c’est publié",),
    },
    "en": {
        "in": ("count me in", "I’m in"),
        "maybe": ("maybe",),
        "out": ("not this time",),
        "posted": ("it’s out",),
    },
    "it": {
        "in": ("ci sono", "contate su di me"),
        "maybe": ("forse",),
        "out": ("non questa volta",),
        "posted": ("è pubblicato",),
    },
}
"""What people write; each of these a test has the bot understand."""


class Deeds:
    """The gestures of invented members, each kept in the diary as its author meant it."""

    def __init__(self, core: Core, face: ListFace, diary: Diary) -> None:
        self._core = core
        self._face = face
        self._diary = diary
        self.cards: dict[int, str] = {}
        """The card of each mobilisation."""

    async def settle_in(self, who: Character) -> None:
        """Tell the bot where one lives, where that is not where the community is."""
        if who.territory is not None or who.zone != "Europe/Paris":
            wishes = {"zone": who.zone, "territory": who.territory, "language": who.locale}
            await members.prefer(self._core, who.here(), **wishes)

    async def say(
        self, who: Character, mobilisation: int, choice: Choice, via: Via, chance: Random
    ) -> bool:
        """Answer by button, reaction or reply; whether it was taken."""
        core, actor, card = self._core, who.here(), self.cards[mobilisation]
        gesture: Awaitable[object]
        if via is Via.REACTION:
            self.react(who, mobilisation, choice)
            gesture = gestures.reacted(core, actor, "ch1", card, _SIGN_OF[choice])
        elif via is Via.REPLY:
            gesture = gestures.replied(core, actor, "ch1", card, words(who, choice, chance))
        else:
            gesture = answers.answer(core, actor, mobilisation, choice, Via.BUTTON)
        taken = await self._do(gesture, who, choice, mobilisation, via)
        if via is Via.REACTION and not taken:
            self._face.reactions[card][_SIGN_OF[choice]].discard(who.id)
        return taken

    def react(self, who: Character, mobilisation: int, choice: Choice) -> None:
        """Leave a reaction on a card, in place of the one before."""
        signs = self._face.reactions[self.cards[mobilisation]]
        for other in SIGNS:
            signs[other].discard(who.id)
        signs[_SIGN_OF[choice]].add(who.id)

    async def take_back(self, who: Character, mobilisation: int) -> None:
        """Remove a reaction, if that is what one's answer was given by."""
        last = self._diary.answer(who.id, mobilisation)
        if last is None or last.via != Via.REACTION:
            return
        card, sign = self.cards[mobilisation], _SIGN_OF[Choice(last.did)]
        self._face.reactions[card][sign].discard(who.id)
        gesture = gestures.unreacted(self._core, who.here(), "ch1", card, sign)
        await self._do(gesture, who, "taken_back", mobilisation, Via.REACTION)

    async def choose_day(self, who: Character, mobilisation: int, day: date) -> None:
        """Choose one's day, being in."""
        if self._stands(who, mobilisation, Choice.IN):
            gesture = answers.choose_day(self._core, who.here(), mobilisation, day)
            await self._do(gesture, who, "day", mobilisation)

    async def choose_networks(self, who: Character, mobilisation: int, chance: Random) -> None:
        """Choose where one will be heard, being in."""
        if self._stands(who, mobilisation, Choice.IN):
            chosen = chance.sample(NETWORKS, 2)
            gesture = answers.choose_networks(self._core, who.here(), mobilisation, chosen)
            await self._do(gesture, who, "networks", mobilisation)

    async def ask_once(self, who: Character, mobilisation: int) -> None:
        """Ask to be reminded to decide, being undecided."""
        if self._stands(who, mobilisation, Choice.MAYBE):
            gesture = answers.remind_once(self._core, who.here(), mobilisation)
            await self._do(gesture, who, "remind_once", mobilisation)

    async def post(self, who: Character, mobilisation: int, via: Via, chance: Random) -> None:
        """Declare that one's contribution is out."""
        core, actor, card = self._core, who.here(), self.cards[mobilisation]
        gesture: Awaitable[object]
        if via is Via.REACTION:
            self._face.reactions[card][POSTED_SIGN].add(who.id)
            gesture = gestures.reacted(core, actor, "ch1", card, POSTED_SIGN)
        elif via is Via.REPLY:
            gesture = gestures.replied(core, actor, "ch1", card, _post_of(who, chance))
        else:
            gesture = posts.declare(core, actor, mobilisation, Via.BUTTON)
        await self._do(gesture, who, "posted", mobilisation, via)

    async def unpost(self, who: Character, mobilisation: int) -> None:
        """Take back the newest post."""
        gesture = posts.undo(self._core, who.here(), mobilisation)
        await self._do(gesture, who, "unposted", mobilisation)

    async def press(self, who: Character, did: str, mobilisation: int) -> None:
        """One of the buttons of a reminder: it is out, or not this time."""
        core, actor, via = self._core, who.in_private(), Via.BUTTON
        gesture: Awaitable[object]
        if did == "posted":
            gesture = posts.declare(core, actor, mobilisation, via)
        else:
            gesture = answers.answer(core, actor, mobilisation, Choice(did), via)
        await self._do(gesture, who, did, mobilisation, via)

    async def another_day(self, who: Character, mobilisation: int, chance: Random) -> None:
        """The button of a reminder that keeps the yes and offers the days that are left."""
        offered: list[date] = []

        async def gesture() -> None:
            said = answers.answer(self._core, who.in_private(), mobilisation, Choice.IN, Via.BUTTON)
            offered.extend((await said).days)

        if await self._do(gesture(), who, Choice.IN, mobilisation, Via.BUTTON) and offered:
            await self.choose_day(who, mobilisation, chance.choice(offered[:6]))

    async def reply(self, who: Character, message: str, mobilisation: int, chance: Random) -> None:
        """Answer a reminder in private with the link of one's post."""
        channel, text = f"dm.{who.id}", _post_of(who, chance)
        actor = who.in_private()

        async def gesture() -> None:
            said = await gestures.replied(self._core, actor, channel, message, text)
            if said.which:
                link = next(iter(said.links or ()), None)
                await posts.declare(self._core, actor, mobilisation, Via.COMMAND, link=link)

        await self._do(gesture(), who, "posted", mobilisation, Via.REPLY)

    async def stop(self, who: Character, mobilisation: int | None) -> None:
        """No more reminders, for one or for all, by the buttons of a reminder."""
        did = "stop_all" if mobilisation is None else "stop"
        gesture = members.stop(self._core, who.in_private(), mobilisation)
        await self._do(gesture, who, did, mobilisation)

    async def welcome_back(self, who: Character) -> None:
        """Reminders again."""
        await self._do(members.welcome_back(self._core, who.in_private()), who, "welcome_back")

    async def pause(self, who: Character, until: date) -> None:
        """Ask for a pause until a day."""
        gesture = members.pause(self._core, who.here(), until.isoformat())
        await self._do(gesture, who, "pause")

    async def deliver(self, who: Character, delivery: Delivery) -> None:
        """Choose by which way reminders come."""
        gesture = members.prefer(self._core, who.here(), delivery=delivery)
        await self._do(gesture, who, f"delivery_{delivery}")

    def _stands(self, who: Character, mobilisation: int, choice: Choice) -> bool:
        last = self._diary.answer(who.id, mobilisation)
        return last is not None and last.did == choice

    async def _do(
        self,
        gesture: Awaitable[object],
        who: Character,
        did: str,
        mobilisation: int | None = None,
        via: Via | None = None,
    ) -> bool:
        """Make a gesture and keep it in the diary; whether the bot took it."""
        try:
            await gesture
        except Refusal as no:
            log.info("%s by %s was declined: %s", did, who.id, no.key)
            self._diary.refused += 1
            return False
        self._diary.note(self._core.now(), who.id, str(did), mobilisation, via and via.value)
        return True


def words(who: Character, what: str, chance: Random) -> str:
    """How somebody says it in their language."""
    return chance.choice(_SAID[who.locale][what])


def _post_of(who: Character, chance: Random) -> str:
    link = f"https://www.linkedin.com/posts/{who.id}-{chance.randrange(10**6)}"
    return f"{words(who, 'posted', chance)} {link}"
