"""What we ask of the memory about declared posts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from db.look import Look, Work
from db.models import Mobilisation, Post
from db.vocabulary import Via


async def add(
    work: Work,
    mobilisation_id: int,
    member_id: int,
    *,
    network: str | None,
    link: str | None,
    via: Via,
    posted_on: date,
    now: datetime,
) -> Post:
    """Remember a contribution as its author declares it."""
    post = Post(
        mobilisation_id=mobilisation_id,
        member_id=member_id,
        network=network,
        link=link,
        via=via,
        posted_on=posted_on,
        declared_at=now,
    )
    work.session.add(post)
    await work.session.flush()
    return post


async def of_member(
    look: Look, member_id: int, mobilisation_id: int | None = None
) -> Sequence[tuple[Post, Mobilisation]]:
    """What a member declared, newest first."""
    query = (
        select(Post, Mobilisation)
        .join(Mobilisation, Mobilisation.id == Post.mobilisation_id)
        .where(Post.member_id == member_id)
        .execution_options(populate_existing=True)
        .order_by(Post.id.desc())
    )
    if mobilisation_id is not None:
        query = query.where(Post.mobilisation_id == mobilisation_id)
    rows = await look.session.execute(query)
    return [(post, mobilisation) for post, mobilisation in rows]


async def change(work: Work, post_id: int, **fields: Any) -> None:
    """Complete or amend a declared post."""
    await work.session.execute(
        update(Post)
        .where(Post.id == post_id)
        .values(**fields)
        .execution_options(synchronize_session=False)
    )


async def drop(work: Work, post_id: int) -> None:
    """Take a declared post back."""
    await work.session.execute(delete(Post).where(Post.id == post_id))


async def number(look: Look, mobilisation_id: int) -> int:
    """How many posts were declared for a mobilisation."""
    return (
        await look.session.execute(
            select(func.count()).select_from(Post).where(Post.mobilisation_id == mobilisation_id)
        )
    ).scalar_one()
