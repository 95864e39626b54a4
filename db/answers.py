"""What we ask of the memory about answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Insert, and_, bindparam, delete, exists, func, or_, select, update

from db.light import Lights, Part
from db.look import Look, Work
from db.mobilisations import TOUCH
from db.models import Answer, Community, Member, Mobilisation, Post, Reminder
from db.prepared import Asked, Prepared
from db.reminders import WAITS
from db.upsert import insert
from db.vocabulary import SHOWN, Choice, State, Via, Visibility

# Statements of a press are made once: building and hashing them costs more than running them.
_DATES = (
    *("state", "zone", "starts_on", "starts_at", "ends_on", "ends_at"),
    *("window_opens", "window_closes", "since", "held_at"),
)
_LIGHTS = Lights(Part(Mobilisation, ("id", "title", *_DATES)), Community, Member, Answer)
_STANDING = Prepared(
    _LIGHTS.question.select_from(Mobilisation)
    .join(Community, Community.id == Mobilisation.community_id)
    .outerjoin(
        Member,
        and_(Member.community_id == Community.id, Member.external_id == bindparam("person")),
    )
    .outerjoin(
        Answer, and_(Answer.mobilisation_id == Mobilisation.id, Answer.member_id == Member.id)
    )
    .where(
        Mobilisation.id == bindparam("mobilisation"), Community.platform == bindparam("platform")
    )
)
_POSTED = (
    select(Post.id)
    .where(Post.mobilisation_id == Answer.mobilisation_id, Post.member_id == Answer.member_id)
    .exists()
)
_OF_MEMBER = (
    select(Answer, Mobilisation, _POSTED)
    .join(Mobilisation, Mobilisation.id == Answer.mobilisation_id)
    .where(
        Answer.member_id == bindparam("member"),
        Mobilisation.state.in_(bindparam("among", expanding=True)),
    )
    .execution_options(populate_existing=True)
    .order_by(Mobilisation.starts_on.is_(None), Mobilisation.starts_on, Mobilisation.id)
)
_ENGAGED = (
    select(
        Answer.mobilisation_id,
        Answer.choice,
        Answer.day,
        Answer.remind_once,
        Answer.stopped,
        Answer.answered_at,
        _POSTED.label("posted"),
        Mobilisation.title,
        *Part(Mobilisation, _DATES).columns,
    )
    .join(Mobilisation, Mobilisation.id == Answer.mobilisation_id)
    .where(Answer.member_id == bindparam("member"))
)
_ENGAGEMENTS = Prepared(_ENGAGED)
_PROMISED = select(Reminder.mobilisation_id).where(WAITS)
_OPEN_ENGAGEMENTS = Prepared(
    _ENGAGED.where(
        or_(
            *(Mobilisation.state == shown for shown in SHOWN),
            Answer.mobilisation_id.in_(_PROMISED),
        )
    )
)
_ANOTHER = Prepared(
    select(
        exists().where(
            Answer.member_id == bindparam("member"),
            Answer.mobilisation_id != bindparam("mobilisation"),
            or_(Answer.choice == Choice.IN, Answer.remind_once.is_(True)),
        )
    )
)
_SAID = ("choice", "via", "day", "networks", "remind_once", "stopped", "answered_at")


def _put(dialect: str) -> Insert:
    statement = insert(dialect, Answer).values(
        {name: bindparam(name) for name in ("mobilisation_id", "member_id", *_SAID)}
    )
    return statement.on_conflict_do_update(
        index_elements=["mobilisation_id", "member_id"],
        set_={name: statement.excluded[name] for name in _SAID},
    )


_PUT = Prepared(_put)


class Dates(Protocol):
    """The dates of a mobilisation, as the whole noun or a row of a question carries them."""

    @property
    def state(self) -> State: ...
    @property
    def zone(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def window_opens(self) -> date | None: ...
    @property
    def window_closes(self) -> date | None: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def held_at(self) -> datetime | None: ...


class Subject(Dates, Protocol):
    """A mobilisation as far as a gesture looks at it."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...


class Engagement(Dates, Protocol):
    """What a member said to a mobilisation, with the dates that a plan needs."""

    @property
    def mobilisation_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def choice(self) -> Choice: ...
    @property
    def day(self) -> date | None: ...
    @property
    def remind_once(self) -> bool: ...
    @property
    def stopped(self) -> bool: ...
    @property
    def answered_at(self) -> datetime: ...
    @property
    def posted(self) -> bool: ...


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one mobilisation: light nouns, to be read only."""

    mobilisation: Subject
    community: Community
    member: Member | None
    answer: Answer | None


async def standing(look: Look, mobilisation_id: int, platform: str, person: str) -> Standing | None:
    """All that a gesture needs to know, in one question."""
    asked = {"mobilisation": mobilisation_id, "platform": platform, "person": person}
    ((*found,),) = await look.ask((_STANDING, asked))
    return Standing(*_LIGHTS.split(found[0])) if found else None


async def was_in_for_another(look: Look, member_id: int, mobilisation_id: int) -> bool:
    """Whether anything besides this could bring a member reminders, whatever became of it."""
    asked = {"member": member_id, "mobilisation": mobilisation_id}
    (((found,),),) = await look.ask((_ANOTHER, asked))
    return bool(found)


@dataclass(frozen=True)
class Kept:
    """An answer as it is to be kept."""

    mobilisation_id: int
    member_id: int
    choice: Choice
    via: Via
    answered_at: datetime
    day: date | None = None
    networks: tuple[str, ...] = ()
    remind_once: bool = False


async def put(work: Work, said: Kept, *, changes_card: bool = False) -> None:
    """Keep the answer of a member; the last gesture wins, and reminders are welcome again."""
    row = {**vars(said), "networks": list(said.networks), "stopped": False}
    changes: list[tuple[Prepared, Asked]] = [(_PUT, row)]
    if changes_card:
        changes.append((TOUCH, {"which": said.mobilisation_id}))
    await work.ask(*changes)


async def change(work: Work, answer_id: int, **fields: Any) -> None:
    """Complete or amend an answer without making it a new one."""
    await work.session.execute(
        update(Answer)
        .where(Answer.id == answer_id)
        .values(**fields)
        .execution_options(synchronize_session=False)
    )


async def withdraw(work: Work, mobilisation_id: int, member_id: int) -> None:
    """Take an answer back, as if nothing had been said."""
    await work.session.execute(
        delete(Answer).where(
            Answer.mobilisation_id == mobilisation_id, Answer.member_id == member_id
        )
    )


async def said_to(look: Look, mobilisation_id: int) -> list[tuple[str, str, Visibility]]:
    """What members said to a mobilisation, as (choice, person, visibility), oldest first."""
    rows = await look.session.execute(
        select(Answer.choice, Member.external_id, Member.visibility)
        .join(Member, Member.id == Answer.member_id)
        .where(Answer.mobilisation_id == mobilisation_id, Member.left_at.is_(None))
        .order_by(Answer.id)
    )
    return [(choice.value, person, seen) for choice, person, seen in rows]


async def record_of(
    look: Look, mobilisation_id: int
) -> dict[str, tuple[Choice | None, Via | None, bool]]:
    """What each person said, by which gesture, and whether they declared a post."""
    said = await look.session.execute(
        select(Member.external_id, Answer.choice, Answer.via)
        .join(Answer, Answer.member_id == Member.id)
        .where(Answer.mobilisation_id == mobilisation_id)
    )
    declared = await look.session.execute(
        select(Member.external_id)
        .join(Post, Post.member_id == Member.id)
        .where(Post.mobilisation_id == mobilisation_id)
    )
    posted = set(declared.scalars())
    record: dict[str, tuple[Choice | None, Via | None, bool]]
    record = dict.fromkeys(posted, (None, None, True))
    for person, choice, via in said:
        record[person] = (choice, via, person in posted)
    return record


async def declared_by_reaction(look: Look, mobilisation_id: int) -> set[str]:
    """Who declared a post for a mobilisation by a reaction."""
    rows = await look.session.scalars(
        select(Member.external_id)
        .join(Post, Post.member_id == Member.id)
        .where(Post.mobilisation_id == mobilisation_id, Post.via == Via.REACTION)
    )
    return set(rows)


async def of_member(
    look: Look, member_id: int, among: Collection[State] = tuple(State)
) -> Sequence[tuple[Answer, Mobilisation, bool]]:
    """What a member answered, with its mobilisation and whether they declared a post.

    `among`: of the mobilisations in these states; of many years most are over.
    """
    rows = await look.session.execute(_OF_MEMBER, {"member": member_id, "among": list(among)})
    return [(answer, mobilisation, posted) for answer, mobilisation, posted in rows]


def engagements(member_id: int) -> tuple[Prepared, Asked]:
    """Asks for all that a plan needs of what a member ever said, as light rows."""
    return _ENGAGEMENTS, {"member": member_id}


def open_engagements(member_id: int) -> tuple[Prepared, Asked]:
    """Asks for the same of what can still bring a reminder, or has one to be ended.

    A member of many years has answered hundreds of mobilisations; a press need not read them.
    """
    return _OPEN_ENGAGEMENTS, {"member": member_id}


async def members_of(look: Look, mobilisation_id: int) -> Sequence[tuple[Member, Answer]]:
    """The members who are in or undecided, whom a change concerns."""
    rows = await look.session.execute(
        select(Member, Answer)
        .join(Answer, Answer.member_id == Member.id)
        .where(Answer.mobilisation_id == mobilisation_id, Answer.choice != Choice.OUT)
        .order_by(Member.id)
    )
    return [(member, answer) for member, answer in rows]


async def counts(look: Look, mobilisation_ids: Sequence[int]) -> dict[int, int]:
    """How many are in, by mobilisation."""
    rows = await look.session.execute(
        select(Answer.mobilisation_id, func.count())
        .where(Answer.mobilisation_id.in_(mobilisation_ids), Answer.choice == Choice.IN)
        .group_by(Answer.mobilisation_id)
    )
    return {row[0]: row[1] for row in rows}
