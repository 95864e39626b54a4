"""What the bot keeps for itself between two starts."""

from db.look import Look, Work
from db.models import Mark


async def read(look: Look, name: str) -> str | None:
    """The value of a mark, if it was ever set."""
    mark = await look.session.get(Mark, name)
    return None if mark is None else mark.value


async def write(work: Work, name: str, value: str) -> None:
    """Set a mark."""
    await work.session.merge(Mark(name=name, value=value))
    await work.session.flush()
