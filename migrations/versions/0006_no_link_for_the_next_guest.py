"""no link of its own for the next guest: the host answers with the evaluation, or signed in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("ending", "host_nonce")


def downgrade() -> None:
    op.add_column(
        "ending", sa.Column("host_nonce", sa.String(length=32), nullable=False, server_default="")
    )
