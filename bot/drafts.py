"""A mobilisation before it is announced: forms become a draft, and a draft a private preview."""

from dataclasses import replace
from datetime import date, datetime

from bot import networks
from bot.communities import here, language_of, settle
from bot.core import Core
from bot.forms import (
    Complement,
    Consent,
    Form,
    Problem,
    agreed_on,
    form_of,
    lines,
    read_date,
    read_end,
    set_dates,
)
from bot.links import split_organiser
from bot.people import Actor
from bot.permissions import editable, require_coordinator
from bot.previews import Preview, preview
from bot.refusals import Refusal
from bot.reminders import notices, planning
from db import members as members_memory
from db import mobilisations as memory
from db.look import Work
from db.models import Mobilisation
from db.vocabulary import Agreement, State


async def blank(core: Core, actor: Actor) -> None:
    """Whether the actor may start a new mobilisation.

    Raises:
        Refusal: `in_private`, `coordinator_only`.
    """
    async with core.store.look() as look:
        require_coordinator(actor, await here(core, look, actor))


async def draft(core: Core, actor: Actor, form: Form) -> Preview:
    """Keep a first form as a draft, whatever can be read of it.

    Raises:
        Refusal: `in_private`, `coordinator_only`.
    """
    now = core.now()
    async with core.store.work() as work:
        community = await settle(core, work, actor)
        require_coordinator(actor, community)
        owner = await members_memory.settle(
            work, community.id, actor.id, locale=actor.locale, now=now
        )
        channel = community.channel or actor.channel
        mobilisation = Mobilisation(
            community_id=community.id,
            owner_id=owner.id,
            title=form.title.strip(),
            purpose=form.purpose.strip(),
            zone=community.zone,
            created_at=now,
            channels=[channel] if channel else [],
        )
        _fill(mobilisation, form, language_of(actor, community), now)
        await memory.add(work, mobilisation)
        await memory.note(work, mobilisation.id, "drafted", by=owner.id, now=now)
    return await preview(core, actor, mobilisation.id)


async def revise(core: Core, actor: Actor, mobilisation_id: int, form: Form) -> Preview:
    """Take the first form again. Once announced, the date has its own command.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    async with core.store.work() as work:
        mobilisation, community, member = await editable(core, work, actor, mobilisation_id)
        if mobilisation.state is State.DRAFT:
            _fill(mobilisation, form, language_of(actor, community), core.now())
        organiser, link, place = split_organiser(form.organiser)
        changed = await memory.change(
            work,
            mobilisation,
            title=form.title.strip(),
            purpose=form.purpose.strip(),
            organiser=(organiser or "")[:200] or None,
            link=link,
            place=(place or "")[:200] or None,
        )
        await _journal(core, work, mobilisation, "revised", member, changed)
    core.changed()
    return await preview(core, actor, mobilisation_id)


async def complete(
    core: Core, actor: Actor, mobilisation_id: int, complement: Complement
) -> Preview:
    """Take the second form: who is reached, who is missed, which angles.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    where = networks.typed(complement.networks)
    async with core.store.work() as work:
        mobilisation, _, member = await editable(core, work, actor, mobilisation_id)
        changed = await memory.change(
            work,
            mobilisation,
            reached=complement.reached.strip() or None,
            blind_spot=complement.blind_spot.strip() or None,
            angles=lines(complement.angles),
            hashtags=list(where.hashtags),
            networks=list(where.networks),
            benefit=complement.benefit.strip() or None,
        )
        await _journal(core, work, mobilisation, "completed", member, changed)
    core.changed()
    shown = await preview(core, actor, mobilisation_id)
    if not where.unknown:
        return shown
    return replace(shown, hints=(Problem("networks", {"said": where.unknown[:5]}), *shown.hints))


async def agree(core: Core, actor: Actor, mobilisation_id: int, consent: Consent) -> Preview:
    """Record the organiser's agreement, or why none is needed; withdrawing stops everything.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `agreement_by`,
            `agreement_reason`, `agreement_day`.
    """
    now = core.now()
    kind = Agreement(consent.kind)
    by, scope = consent.by.strip(), consent.scope.strip()
    async with core.store.work() as work:
        mobilisation, community, member = await editable(core, work, actor, mobilisation_id)
        if mobilisation.agreement is None:
            # Kept whatever is missing or unreadable: the form comes back filled.
            mobilisation.agreement_by = by[:200] or None
            mobilisation.agreement_scope = scope or None
    if kind is Agreement.GIVEN and not by:
        raise Refusal("agreement_by")
    if kind is Agreement.NOT_NEEDED and not scope:
        raise Refusal("agreement_reason")
    async with core.store.work() as work:
        mobilisation, community, member = await editable(core, work, actor, mobilisation_id)
        day = agreed_on(consent.on, language_of(actor, community), mobilisation, now)
        changed = await memory.change(
            work,
            mobilisation,
            agreement=kind,
            agreement_by=by or None,
            agreement_on=day,
            agreement_scope=scope or None,
        )
        if kind is Agreement.WITHDRAWN and mobilisation.state is State.ANNOUNCED:
            await memory.change(work, mobilisation, state=State.SUSPENDED)
            concerned = await planning.replan_all(work, mobilisation.id, community, now)
            await notices.plan(work, mobilisation, community, concerned, "suspended", now)
        await _journal(core, work, mobilisation, "agreement", member, changed)
    core.changed()
    return await preview(core, actor, mobilisation_id)


async def pick_date(core: Core, actor: Actor, mobilisation_id: int, iso: str) -> Preview:
    """Settle which of several readings was meant.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    at: date | datetime = datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
    async with core.store.work() as work:
        mobilisation, community, _ = await editable(core, work, actor, mobilisation_id)
        if mobilisation.state is State.DRAFT:
            mobilisation.when_said = iso
            set_dates(mobilisation, at, None)
            form = form_of(mobilisation)
            _fill(mobilisation, form, language_of(actor, community), core.now())
    return await preview(core, actor, mobilisation_id)


async def pick_channels(
    core: Core, actor: Actor, mobilisation_id: int, channels: tuple[str, ...]
) -> Preview:
    """Choose where the draft will be announced.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    async with core.store.work() as work:
        mobilisation, _, _ = await editable(core, work, actor, mobilisation_id)
        mobilisation.channels = list(dict.fromkeys(channels))
    return await preview(core, actor, mobilisation_id)


async def drop(core: Core, actor: Actor, mobilisation_id: int) -> str:
    """Throw a draft away; its title.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_a_draft`.
    """
    async with core.store.work() as work:
        mobilisation, _, _ = await editable(core, work, actor, mobilisation_id)
        if mobilisation.state is not State.DRAFT:
            raise Refusal("not_a_draft", title=mobilisation.title)
        await memory.drop(work, mobilisation.id)
    return mobilisation.title


def _fill(mobilisation: Mobilisation, form: Form, locale: str, now: datetime) -> None:
    """Take the form over. What was read once is not read again: "tomorrow" would move."""
    when, until = form.when.strip(), form.until.strip()
    starts = mobilisation.starts_at or mobilisation.starts_on
    ends = mobilisation.ends_at or mobilisation.ends_on
    if when != mobilisation.when_said or starts is None:
        starts = read_date(when, locale, mobilisation, now).at
    if until != mobilisation.until_said or ends is None:
        ends = read_end(until, locale, mobilisation, now, starts).at
    mobilisation.when_said, mobilisation.until_said = when, until
    set_dates(mobilisation, starts, ends)
    organiser, mobilisation.link, place = split_organiser(form.organiser)
    mobilisation.organiser = (organiser or "")[:200] or None
    mobilisation.place = (place or "")[:200] or None


async def _journal(
    core: Core, work: Work, mobilisation: Mobilisation, what: str, by: int, changed: list[str]
) -> None:
    if changed:
        await memory.note(
            work, mobilisation.id, what, by=by, now=core.now(), fields={"changed": changed}
        )
