"""Notices: who is to be told that a date moved or an event is off, and who was"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('planned', 'claimed')")
_STATES = ("planned", "claimed", "sent", "skipped", "unreachable")


def upgrade() -> None:

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mobilisation_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Moment(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*_STATES, name="sending", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=48), nullable=True),
        sa.Column("claimed_until", db.types.Moment(timezone=True), nullable=True),
        sa.Column("message", sa.String(length=32), nullable=True),
        sa.Column("sent_at", db.types.Moment(timezone=True), nullable=True),
        *_constraints(),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_member_id", "notice", ["member_id"])
    op.create_index(
        "ix_notice_open",
        "notice",
        ["claimed_until"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _constraints() -> list[sa.Constraint]:
    nouns = ("member", "mobilisation")
    return [
        *(
            sa.ForeignKeyConstraint(
                [f"{noun}_id"],
                [f"{noun}.id"],
                name=op.f(f"fk_notice_{noun}_id_{noun}"),
                ondelete="CASCADE",
            )
            for noun in nouns
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "mobilisation_id",
            "member_id",
            "revision",
            name=op.f("uq_notice_mobilisation_id_member_id_revision"),
        ),
    ]


def downgrade() -> None:

    op.drop_index("ix_notice_open", "notice")
    op.drop_index("ix_notice_member_id", "notice")
    op.drop_table("notice")
