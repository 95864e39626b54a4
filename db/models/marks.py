"""A mark: one small fact that the bot keeps for itself between two starts."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Mark(Base):
    """A named value, such as the fingerprint of the commands last registered."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
