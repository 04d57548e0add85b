"""one running round"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database import base


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

RUNNING = sa.text("status = 'running'")


def upgrade() -> None:
    op.add_column('matching_round', sa.Column('heartbeat_at', base.Moment(timezone=True), nullable=True))
    op.add_column('matching_round', sa.Column('attempt', sa.Integer(), nullable=False, server_default='0'))
    op.create_index(
        'uq_matching_round_running', 'matching_round', ['status'], unique=True,
        sqlite_where=RUNNING, postgresql_where=RUNNING,
    )


def downgrade() -> None:
    op.drop_index('uq_matching_round_running', table_name='matching_round')
    op.drop_column('matching_round', 'attempt')
    op.drop_column('matching_round', 'heartbeat_at')
