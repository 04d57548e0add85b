"""repair: several proposals of one room in a round, and trials of a round"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database import base


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'proposed'")
STATUSES = ('proposed', 'approved', 'declined', 'lapsed')
REASONS = (
    'no_click_expected', 'care_too_heavy', 'travel_too_long', 'youth_not_ready', 'youth_declined',
    'host_not_ready', 'host_declined', 'room_gone', 'safety', 'record_wrong',
)
ORIGIN = sa.Enum('round', 'repair', name='proposal_origin', native_enum=False, create_constraint=True, length=32)
SIDES = ('room', 'youth')


def upgrade() -> None:
    op.add_column('matching_round', sa.Column('is_trial', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('proposal', copy_from=_proposal(_unique())) as batch_op:
        for side in SIDES:
            batch_op.drop_constraint(f'uq_proposal_round_id_{side}_id', type_='unique')
        batch_op.add_column(sa.Column('origin', ORIGIN, nullable=False, server_default='round'))
        batch_op.add_column(sa.Column('replaces_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_proposal_replaces_id'), 'proposal', ['replaces_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.create_index(op.f('ix_proposal_replaces_id'), ['replaces_id'], unique=False)
    for side in SIDES:
        op.create_index(
            f'uq_proposal_open_{side}', 'proposal', ['round_id', f'{side}_id'], unique=True,
            sqlite_where=OPEN, postgresql_where=OPEN,
        )


def downgrade() -> None:
    _give_repairs_a_round_of_their_own()
    op.execute("DELETE FROM matching_round WHERE is_trial")
    for side in SIDES:
        op.drop_index(f'uq_proposal_open_{side}', table_name='proposal')
    added: tuple[sa.schema.SchemaItem, ...] = (
        sa.Column('origin', ORIGIN, nullable=False, server_default='round'),
        sa.Column('replaces_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['replaces_id'], ['proposal.id'], name='fk_proposal_replaces_id', ondelete='SET NULL'),
        sa.Index('ix_proposal_replaces_id', 'replaces_id'),
    )
    with op.batch_alter_table('proposal', copy_from=_proposal(added)) as batch_op:
        batch_op.drop_index(op.f('ix_proposal_replaces_id'))
        batch_op.drop_constraint(op.f('fk_proposal_replaces_id'), type_='foreignkey')
        batch_op.drop_column('replaces_id')
        batch_op.drop_column('origin')
        for side in SIDES:
            batch_op.create_unique_constraint(f'uq_proposal_round_id_{side}_id', ['round_id', f'{side}_id'])
    op.drop_column('matching_round', 'is_trial')


def _give_repairs_a_round_of_their_own() -> None:
    """Before, a room and a youth could be in one proposal of a round: no proposal may be lost."""
    connection = op.get_bind()
    repairs = connection.execute(sa.text(
        "SELECT id, round_id FROM proposal WHERE origin = 'repair' ORDER BY id"
    )).all()
    newest = connection.scalar(sa.text("SELECT coalesce(max(id), 0) FROM matching_round"))
    for number, (proposal, round_) in enumerate(repairs, start=newest + 1):
        connection.execute(sa.text(
            "INSERT INTO matching_round (id, status, step, created_at, finished_at, attempt, today,"
            " parameters, summary, error)"
            " SELECT :number, 'done', '', created_at, finished_at, 0, today, parameters, '{}', ''"
            " FROM matching_round WHERE id = :round_"
        ), {'number': number, 'round_': round_})
        connection.execute(
            sa.text("UPDATE proposal SET round_id = :number WHERE id = :proposal"),
            {'number': number, 'proposal': proposal},
        )
    if repairs and connection.dialect.name == 'postgresql':
        op.execute("SELECT setval(pg_get_serial_sequence('matching_round', 'id'), (SELECT max(id) FROM matching_round))")


def _unique() -> tuple[sa.UniqueConstraint, ...]:
    return tuple(
        sa.UniqueConstraint('round_id', f'{side}_id', name=f'uq_proposal_round_id_{side}_id') for side in SIDES
    )


def _proposal(apart: tuple[sa.schema.SchemaItem, ...]) -> sa.Table:
    """The table as it stands: SQLite builds it anew, and would lose checks that are not told."""
    return sa.Table(
        'proposal', sa.MetaData(naming_convention=base.NAMES),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('youth_id', sa.Integer(), nullable=False),
        sa.Column('room_id', sa.Integer(), nullable=False),
        sa.Column('status', sa.Enum(*STATUSES, name='proposal_status', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('nights', sa.Integer(), nullable=False),
        sa.Column('fit', sa.Integer(), nullable=False),
        sa.Column('priority', sa.Integer(), nullable=False),
        sa.Column('distance_km', sa.Double(), nullable=False),
        sa.Column('fit_parts', sa.JSON(), nullable=False),
        sa.Column('explanation', sa.JSON(), nullable=False),
        sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
        sa.Column('decided_by_id', sa.Integer(), nullable=True),
        sa.Column('decline_reason', sa.Enum(*REASONS, name='decline_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
        sa.Column('decline_note', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name='fk_proposal_decided_by_id'),
        sa.ForeignKeyConstraint(['room_id'], ['room.id'], name='fk_proposal_room_id'),
        sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name='fk_proposal_round_id'),
        sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name='fk_proposal_youth_id'),
        sa.PrimaryKeyConstraint('id', name='pk_proposal'),
        sa.Index('ix_proposal_room_id', 'room_id'),
        sa.Index('ix_proposal_round_id', 'round_id'),
        sa.Index('ix_proposal_status_round_id', 'status', 'round_id'),
        sa.Index('ix_proposal_youth_id', 'youth_id'),
        *apart,
    )
