"""Who may do what: checked here, whatever the platform's own menus show."""

from bot.core import Core
from bot.people import Actor, place_of
from bot.refusals import Refusal
from db import members as members_memory
from db import mobilisations as memory
from db.look import Look, Work
from db.models import Community, Mobilisation
from db.vocabulary import State

EDITABLE = (State.DRAFT, State.ANNOUNCED, State.SUSPENDED)


def coordinates(actor: Actor, community: Community | None) -> bool:
    """Whether the actor may announce: by a role that the community named, or by running it."""
    if actor.manages:
        return True
    return community is not None and bool(actor.roles & set(community.coordinator_roles))


def require_coordinator(actor: Actor, community: Community | None) -> None:
    """Let coordinators pass.

    Raises:
        Refusal: `coordinator_only`.
    """
    if not coordinates(actor, community):
        raise Refusal("coordinator_only")


def require_manager(actor: Actor) -> None:
    """Let those pass who run the community on its platform.

    Raises:
        Refusal: `manager_only`.
    """
    if not actor.manages:
        raise Refusal("manager_only")


async def known(look: Look, actor: Actor, mobilisation_id: int) -> tuple[Mobilisation, Community]:
    """A mobilisation of the community in which the actor stands.

    Raises:
        Refusal: `unknown_mobilisation`, `in_private`.
    """
    place = place_of(actor)
    found = await memory.find(look, mobilisation_id)
    if found is None or (found[1].platform, found[1].external_id) != (place.platform, place.id):
        raise Refusal("unknown_mobilisation")
    return found


async def editable(
    core: Core, work: Work, actor: Actor, mobilisation_id: int
) -> tuple[Mobilisation, Community, int]:
    """A mobilisation that this coordinator may change, and the coordinator's own id.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    mobilisation, community = await known(work, actor, mobilisation_id)
    require_coordinator(actor, community)
    if mobilisation.state not in EDITABLE:
        raise Refusal("not_editable", title=mobilisation.title)
    member = await members_memory.settle(
        work, community.id, actor.id, locale=actor.locale, now=core.now()
    )
    return mobilisation, community, member.id
