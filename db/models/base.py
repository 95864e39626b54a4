"""The ground of all nouns: naming convention and the types behind annotations."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

from db.types import Moment, named_enum
from db.vocabulary import Agreement, Choice, Delivery, Kind, Sending, State, Via, Visibility


class Base(DeclarativeBase):
    """Every constraint has a name from the start: SQLite cannot drop a nameless one."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        list[str]: JSON,
        dict[str, Any]: JSON,
        State: named_enum(State, "state"),
        Kind: named_enum(Kind, "kind"),
        Agreement: named_enum(Agreement, "agreement"),
        Choice: named_enum(Choice, "choice"),
        Via: named_enum(Via, "via"),
        Delivery: named_enum(Delivery, "delivery"),
        Visibility: named_enum(Visibility, "visibility"),
        Sending: named_enum(Sending, "sending"),
    }
