"""Brake and thread note: what holds reminders back, and the one note in a thread"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENTS = ("held_at", "held_told_at", "noted_at", "note_claimed_until")


def upgrade() -> None:

    for name in _MOMENTS:
        op.add_column(
            "mobilisation", sa.Column(name, db.types.Moment(timezone=True), nullable=True)
        )
    op.add_column(
        "mobilisation",
        sa.Column("wants_note", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "mobilisation",
        sa.Column("note_attempts", sa.Integer(), nullable=False, server_default="0"),
    )


def downgrade() -> None:

    with op.batch_alter_table("mobilisation") as batch_op:
        for name in (*_MOMENTS, "wants_note", "note_attempts"):
            batch_op.drop_column(name)
