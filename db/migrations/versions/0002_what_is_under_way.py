"""What is under way: claimed reminders have an index of their own, and no id is given twice"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WAITING = sa.text("state IN ('planned', 'claimed')")
_PLANNED = sa.text("state = 'planned'")
_CLAIMED = sa.text("state = 'claimed'")


def upgrade() -> None:

    op.drop_index("ix_reminder_due", "reminder")
    if op.get_bind().dialect.name == "sqlite":
        # SQLite can only learn this about a table by making it anew.
        with op.batch_alter_table(
            "reminder", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ):
            pass
    op.create_index(
        "ix_reminder_due",
        "reminder",
        ["due_at"],
        sqlite_where=_PLANNED,
        postgresql_where=_PLANNED,
    )
    op.create_index(
        "ix_reminder_claimed",
        "reminder",
        ["claimed_until"],
        sqlite_where=_CLAIMED,
        postgresql_where=_CLAIMED,
    )


def downgrade() -> None:

    op.drop_index("ix_reminder_claimed", "reminder")
    op.drop_index("ix_reminder_due", "reminder")
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("reminder", recreate="always"):
            pass
    op.create_index(
        "ix_reminder_due",
        "reminder",
        ["due_at"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
