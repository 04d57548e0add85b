"""visitors say which languages they speak: somebody who speaks that of the household goes first"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All visitors so far work in Dutch; other languages are theirs to add."""
    with op.batch_alter_table("visitor") as table:
        table.add_column(
            sa.Column("languages", sa.String(length=80), nullable=False, server_default="nl")
        )
    with op.batch_alter_table("visitor") as table:
        table.alter_column("languages", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("visitor") as table:
        table.drop_column("languages")
