"""The diary: what invented members did, kept apart from anything that the bot remembers."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from db.vocabulary import Choice


@dataclass(frozen=True)
class Deed:
    """One thing that a member did, at one moment."""

    at: datetime
    member: str
    did: str
    """`in`, `maybe`, `out`, `remind_once`, `taken_back`, `day`, `networks`, `posted`, `unposted`,
    `stop`, `stop_all`, `welcome_back`, `pause`, `delivery`, `closed`, `opened`, `silent`, `left`"""
    mobilisation: int | None = None
    via: str | None = None


@dataclass
class Diary:
    """All deeds, in order."""

    deeds: list[Deed] = field(default_factory=list)
    refused: int = 0
    """Gestures that the bot kindly declined, because the mobilisation takes none."""
    _by_member: dict[str, list[Deed]] = field(default_factory=lambda: defaultdict(list))

    def note(
        self,
        at: datetime,
        member: str,
        did: str,
        mobilisation: int | None = None,
        via: str | None = None,
    ) -> None:
        """Keep what was done."""
        deed = Deed(at, member, did, mobilisation, via)
        self.deeds.append(deed)
        self._by_member[member].append(deed)

    def by(self, member: str) -> list[Deed]:
        """All that a member did."""
        return self._by_member[member]

    def of(self, member: str, mobilisation: int) -> list[Deed]:
        """What a member did about one mobilisation, or about all of them."""
        return [
            deed for deed in self._by_member[member] if deed.mobilisation in (None, mobilisation)
        ]

    def answer(self, member: str, mobilisation: int) -> Deed | None:
        """The last yes, maybe or no to a mobilisation; None where it was taken back."""
        last = None
        for deed in self.of(member, mobilisation):
            if deed.did in set(Choice):
                last = deed
            elif deed.did == "taken_back":
                last = None
        return last

    def opted_in(self, member: str, mobilisation: int, at: datetime) -> bool:
        """Whether a reminder was welcome at a moment.

        After a yes, or a maybe that asked for one, and no stop since.
        """
        choice, asked, stopped, stopped_all = "", False, False, False
        for deed in self.of(member, mobilisation):
            if deed.at > at:
                break
            if deed.did in set(Choice):
                choice, stopped = deed.did, False
            elif deed.did == "remind_once":
                choice, asked, stopped = Choice.MAYBE, True, False
            elif deed.did == "taken_back":
                choice, asked = "", False
            elif deed.did == "stop":
                stopped = True
            elif deed.did == "stop_all":
                stopped_all = True
            elif deed.did == "welcome_back":
                stopped_all = False
        wanted = choice == Choice.IN or (choice == Choice.MAYBE and asked)
        return wanted and not stopped and not stopped_all
