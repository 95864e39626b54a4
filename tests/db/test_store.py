"""The two doors to the memory keep what they promise, on both databases."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import select, text

from db import answers, communities, marks, mobilisations
from db.engines import sqlite_file
from db.look import at_hand
from db.models import Answer, Community, Mobilisation
from db.store import MemoryLost, Store
from db.vocabulary import Choice, Via
from tests.db.people import NOW, settle


async def _press(store: Store, mobilisation: int, member: int) -> None:
    async with store.work() as work:
        kept = answers.Kept(mobilisation, member, Choice.IN, Via.BUTTON, NOW)
        await answers.put(work, kept, changes_card=True)


async def _kept(store: Store, mobilisation: int) -> tuple[int, int]:
    async with store.look() as look:
        rows = (await look.session.scalars(select(Answer))).all()
        found = await look.session.get_one(Mobilisation, mobilisation)
        return len(rows), found.revision


async def test_forty_presses_at_once_lose_nothing(store: Store) -> None:
    _, mobilisation, members = await settle(store, people=40)
    await asyncio.gather(*(_press(store, mobilisation.id, member.id) for member in members))
    assert await _kept(store, mobilisation.id) == (40, 41)


async def test_two_processes_lose_nothing_either(store: Store) -> None:
    _, mobilisation, members = await settle(store, people=40)
    async with Store(store.url) as other:
        await asyncio.gather(
            *(
                _press(store if number % 2 else other, mobilisation.id, member.id)
                for number, member in enumerate(members)
            )
        )
    assert await _kept(store, mobilisation.id) == (40, 41)


async def test_a_read_then_write_loses_no_update(store: Store) -> None:
    community, _, _ = await settle(store)

    async def add_role(role: str) -> None:
        async with store.work() as work:
            found = await communities.get(work, community.id)
            await asyncio.sleep(0)
            found.coordinator_roles = [*found.coordinator_roles, role]

    await asyncio.gather(*(add_role(str(number)) for number in range(30)))
    async with store.look() as look:
        found = await communities.get(look, community.id)
    assert sorted(found.coordinator_roles, key=int) == [str(number) for number in range(30)]


@pytest.mark.parametrize("which", [0, 3, 6])
async def test_a_work_that_fails_undoes_only_itself(store: Store, which: int) -> None:
    _, mobilisation, members = await settle(store, people=7)

    async def press(number: int) -> None:
        async with store.work() as work:
            await mobilisations.touch(work, mobilisation.id)
            kept = answers.Kept(mobilisation.id, members[number].id, Choice.IN, Via.BUTTON, NOW)
            await answers.put(work, kept)
            if number == which:
                raise LookupError(number)

    ends = await asyncio.gather(*(press(number) for number in range(7)), return_exceptions=True)
    assert [type(end) for end in ends].count(LookupError) == 1
    assert await _kept(store, mobilisation.id) == (6, 7)


async def test_a_work_that_is_given_up_while_waiting_holds_nobody_back(store: Store) -> None:
    _, mobilisation, members = await settle(store, people=3)
    entered, leave = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with store.work() as work:
            await mobilisations.touch(work, mobilisation.id)
            entered.set()
            await leave.wait()

    first = asyncio.create_task(slow())
    await entered.wait()
    second = asyncio.create_task(_press(store, mobilisation.id, members[1].id))
    third = asyncio.create_task(_press(store, mobilisation.id, members[2].id))
    await asyncio.sleep(0)
    second.cancel()
    leave.set()
    await asyncio.gather(first, third)
    with pytest.raises(asyncio.CancelledError):
        await second
    assert await _kept(store, mobilisation.id) == (1, 3)


async def test_what_was_promised_is_seen_by_the_next_look(store: Store) -> None:
    _, mobilisation, members = await settle(store)
    for number in range(5):
        await _press(store, mobilisation.id, members[0].id)
        assert await _kept(store, mobilisation.id) == (1, 2 + number)


async def test_a_work_inside_a_work_is_refused_instead_of_waiting_for_itself(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside a work"):
        async with store.work(), store.work():
            pass
    assert not store.is_working()


async def test_a_look_cannot_write_on_sqlite(small_store: Store) -> None:
    with pytest.raises(Exception, match="readonly"):
        async with small_store.look() as look:
            await look.session.execute(text("DELETE FROM community"))


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        async with store.work() as work:
            await communities.settle(
                work,
                "discord",
                "2",
                name="Atelier",
                locale="fr",
                zone="Europe/Paris",
                now=NOW.replace(tzinfo=None),
            )
    async with store.look() as look:
        assert (await look.session.scalars(select(Community))).all() == []


async def test_a_locked_database_is_told_and_works_again_without_a_restart(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, mobilisation, members = await settle(small_store)
    monkeypatch.setattr("db.engines.WAIT_FOR_LOCK_MS", 50)
    other = sqlite3.connect(sqlite_file(small_store.url), isolation_level=None)
    async with Store(small_store.url) as store:
        async with store.work():
            """The writer has its connection already."""
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MemoryLost):
            await _press(store, mobilisation.id, members[0].id)
        assert await _kept(store, mobilisation.id) == (0, 1), "reading goes on"
        other.execute("ROLLBACK")
        await _press(store, mobilisation.id, members[0].id)
        assert await _kept(store, mobilisation.id) == (1, 2)
    other.close()


async def test_closing_serves_those_who_wait(small_store: Store) -> None:
    _, mobilisation, members = await settle(small_store, people=20)
    async with Store(small_store.url) as store:
        presses = [
            asyncio.create_task(_press(store, mobilisation.id, member.id)) for member in members
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*presses)
    assert await _kept(small_store, mobilisation.id) == (20, 21)


async def test_giving_up_in_the_middle_of_a_commit_harms_nobody(small_store: Store) -> None:
    _, mobilisation, members = await settle(small_store, people=30)
    for number in range(60):
        press = asyncio.create_task(_press(small_store, mobilisation.id, members[number % 30].id))
        for _ in range(number):
            await asyncio.sleep(0)
        press.cancel()
        await asyncio.gather(press, return_exceptions=True)
    await _press(small_store, mobilisation.id, members[0].id)
    assert (await _kept(small_store, mobilisation.id))[0] >= 1


async def test_a_connection_that_died_at_rest_is_told_once_and_replaced(
    small_store: Store,
) -> None:
    for name in ("one", "two"):
        async with small_store.work() as work:
            await marks.write(work, name, "x")
        await asyncio.sleep(0)
    resting = small_store._resting
    assert resting is not None
    here = at_hand(resting)
    assert here is not None
    here.driver.driver_connection.close()
    with pytest.raises(MemoryLost):
        async with small_store.work() as work:
            await marks.write(work, "three", "x")
    async with small_store.work() as work:
        await marks.write(work, "four", "x")
