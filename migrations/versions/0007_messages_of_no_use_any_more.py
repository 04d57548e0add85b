"""a mail that waited too long for the mail server does not go out: its day or its question is over"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database.base import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_message", sa.Column("until_at", Moment(timezone=True), nullable=True))
    op.add_column("outbox_message", sa.Column("overtaken_at", Moment(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_message", "overtaken_at")
    op.drop_column("outbox_message", "until_at")
