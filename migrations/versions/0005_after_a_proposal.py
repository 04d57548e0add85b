"""after a proposal: introductions, agreements, living there, leaving, work list"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database import base


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'proposed'")
STATUSES = ('proposed', 'approved', 'declined', 'lapsed')
REASONS = (
    'no_click_expected', 'care_too_heavy', 'travel_too_long', 'youth_not_ready', 'youth_declined',
    'host_not_ready', 'host_declined', 'room_gone', 'safety', 'record_wrong',
)
MORE_REASONS = (
    *REASONS, 'no_answer', 'withdrew', 'never_took_place', 'no_click_met', 'trial_stopped',
    'lives_elsewhere', 'rent_too_high', 'rules_do_not_fit', 'agreements_failed',
)
# What an older program makes of the new reasons: one that holds as long as they do.
OLDER = {
    'no_click_expected': ('no_click_met', 'trial_stopped', 'rules_do_not_fit'),
    'youth_not_ready': (
        'no_answer', 'withdrew', 'never_took_place', 'lives_elsewhere', 'rent_too_high',
        'agreements_failed',
    ),
}


def upgrade() -> None:
    _change_reasons(REASONS, MORE_REASONS)
    op.add_column('outbox_message', sa.Column('subject', sa.String(length=40), server_default='', nullable=False))
    op.add_column('outbox_message', sa.Column('subject_id', sa.Integer(), nullable=True))
    op.add_column('outbox_message', sa.Column('once', sa.String(length=160), nullable=True))
    op.add_column('outbox_message', sa.Column('given_up_at', base.Moment(timezone=True), nullable=True))
    op.create_index('ix_outbox_message_subject', 'outbox_message', ['subject', 'subject_id'], unique=False)
    op.create_index('uq_outbox_message_once', 'outbox_message', ['once'], unique=True)
    _create_tables()


def downgrade() -> None:
    _drop_tables()
    op.drop_index('uq_outbox_message_once', table_name='outbox_message')
    op.drop_index('ix_outbox_message_subject', table_name='outbox_message')
    op.drop_column('outbox_message', 'given_up_at')
    op.drop_column('outbox_message', 'once')
    op.drop_column('outbox_message', 'subject_id')
    op.drop_column('outbox_message', 'subject')
    for table, column in (('proposal', 'decline_reason'), ('pair_exclusion', 'reason')):
        for older, newer in OLDER.items():
            codes = ', '.join(f"'{code}'" for code in newer)
            op.execute(f"UPDATE {table} SET {column} = '{older}' WHERE {column} IN ({codes})")
    _change_reasons(MORE_REASONS, REASONS)


def _change_reasons(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table('proposal', copy_from=_proposal(before)) as batch_op:
        batch_op.alter_column(
            'decline_reason', existing_type=_reason(before), type_=_reason(after), existing_nullable=True
        )
    with op.batch_alter_table('pair_exclusion', copy_from=_pair_exclusion(before)) as batch_op:
        batch_op.alter_column(
            'reason', existing_type=_reason(before), type_=_reason(after), existing_nullable=False
        )


def _reason(reasons: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*reasons, name='decline_reason', native_enum=False, create_constraint=True, length=32)


def _proposal(reasons: tuple[str, ...]) -> sa.Table:
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
        sa.Column('decline_reason', _reason(reasons), nullable=True),
        sa.Column('decline_note', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('origin', sa.Enum('round', 'repair', name='proposal_origin', native_enum=False, create_constraint=True, length=32), nullable=False, server_default='round'),
        sa.Column('replaces_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name='fk_proposal_decided_by_id'),
        sa.ForeignKeyConstraint(['replaces_id'], ['proposal.id'], name='fk_proposal_replaces_id', ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['room_id'], ['room.id'], name='fk_proposal_room_id'),
        sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name='fk_proposal_round_id'),
        sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name='fk_proposal_youth_id'),
        sa.PrimaryKeyConstraint('id', name='pk_proposal'),
        sa.Index('ix_proposal_replaces_id', 'replaces_id'),
        sa.Index('ix_proposal_room_id', 'room_id'),
        sa.Index('ix_proposal_round_id', 'round_id'),
        sa.Index('ix_proposal_status_round_id', 'status', 'round_id'),
        sa.Index('ix_proposal_youth_id', 'youth_id'),
        sa.Index('uq_proposal_open_room', 'round_id', 'room_id', unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        sa.Index('uq_proposal_open_youth', 'round_id', 'youth_id', unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )


def _pair_exclusion(reasons: tuple[str, ...]) -> sa.Table:
    return sa.Table(
        'pair_exclusion', sa.MetaData(naming_convention=base.NAMES),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('youth_id', sa.Integer(), nullable=False),
        sa.Column('room_id', sa.Integer(), nullable=False),
        sa.Column('reason', _reason(reasons), nullable=False),
        sa.Column('created_at', base.Moment(timezone=True), nullable=False),
        sa.Column('created_by_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name='fk_pair_exclusion_created_by_id'),
        sa.ForeignKeyConstraint(['room_id'], ['room.id'], name='fk_pair_exclusion_room_id', ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name='fk_pair_exclusion_youth_id', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_pair_exclusion'),
        sa.UniqueConstraint('youth_id', 'room_id', name='uq_pair_exclusion_youth_id_room_id'),
    )


def _create_tables() -> None:
    op.create_table('done_tick',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('at', base.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_done_tick'))
    )
    op.create_table('case_meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region', sa.String(length=80), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'held', 'closed', name='meeting_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('chair_id', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['chair_id'], ['account.id'], name=op.f('fk_case_meeting_chair_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_meeting')),
    sa.UniqueConstraint('region', 'held_on', name=op.f('uq_case_meeting_region_held_on'))
    )
    op.create_index(op.f('ix_case_meeting_chair_id'), 'case_meeting', ['chair_id'], unique=False)
    op.create_index(op.f('ix_case_meeting_held_on'), 'case_meeting', ['held_on'], unique=False)
    op.create_table('message_wish',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('wants_digest', sa.Boolean(), nullable=False),
    sa.Column('weekdays', sa.String(length=7), nullable=False),
    sa.Column('digested_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_message_wish_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_message_wish'))
    )
    op.create_table('work_snooze',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('decide_proposal', 'propose_backup', 'decide_suggestion', 'answer', 'answer_awaited', 'find_date', 'record_meeting', 'try_out', 'make_agreement', 'acknowledge_rules', 'sign_agreement', 'start_stay', 'check_in', 'plan', 'action', 'concern', 'signal', 'care_team', 'ending', 'future_plan', 'evaluation', 'warm_handover', 'host_again', 'follow_up', 'meeting', 'handover', 'plan_visit', 'visit', 'visit_report', 'visit_decision', 'visit_action', 'paper', 'correction', 'exception', 'names', 'message', 'case', name='work_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_work_snooze_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_snooze')),
    sa.UniqueConstraint('account_id', 'kind', 'subject', 'subject_id', name=op.f('uq_work_snooze_account_id_kind_subject_subject_id'))
    )
    op.create_table('meeting_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('part', sa.Enum('new_names', 'rounds', 'stalled', 'overdue', 'escalated', 'last_activity', 'rooms_coming', name='agenda_part', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('prepared', sa.JSON(), nullable=False),
    sa.Column('discussed', sa.Boolean(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_meeting_item_decided_by_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['case_meeting.id'], name=op.f('fk_meeting_item_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_item')),
    sa.UniqueConstraint('meeting_id', 'position', name=op.f('uq_meeting_item_meeting_id_position'))
    )
    op.create_index(op.f('ix_meeting_item_decided_by_id'), 'meeting_item', ['decided_by_id'], unique=False)
    op.create_index('ix_meeting_item_subject', 'meeting_item', ['subject', 'subject_id'], unique=False)
    op.create_table('disclosure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('to_side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('level', sa.Enum('profile', 'first_name', 'contact', 'address', name='disclosure_level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_disclosure_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_disclosure_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure')),
    sa.UniqueConstraint('proposal_id', 'to_side', 'level', name=op.f('uq_disclosure_proposal_id_to_side_level'))
    )
    op.create_index(op.f('ix_disclosure_by_id'), 'disclosure', ['by_id'], unique=False)
    op.create_table('pair_rest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Enum('no_click_expected', 'care_too_heavy', 'travel_too_long', 'youth_not_ready', 'youth_declined', 'host_not_ready', 'host_declined', 'room_gone', 'safety', 'record_wrong', 'no_answer', 'withdrew', 'never_took_place', 'no_click_met', 'trial_stopped', 'lives_elsewhere', 'rent_too_high', 'rules_do_not_fit', 'agreements_failed', name='decline_reason', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('accepted_by_id', sa.Integer(), nullable=True),
    sa.Column('lifted_on', sa.Date(), nullable=True),
    sa.Column('lifted_because', sa.JSON(), nullable=False),
    sa.CheckConstraint('until_on > from_on', name=op.f('ck_pair_rest_rests_a_while')),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['account.id'], name=op.f('fk_pair_rest_accepted_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_pair_rest_proposal_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_pair_rest_room_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_pair_rest_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_rest'))
    )
    op.create_index(op.f('ix_pair_rest_accepted_by_id'), 'pair_rest', ['accepted_by_id'], unique=False)
    op.create_index(op.f('ix_pair_rest_proposal_id'), 'pair_rest', ['proposal_id'], unique=False)
    op.create_index(op.f('ix_pair_rest_room_id'), 'pair_rest', ['room_id'], unique=False)
    op.create_index(op.f('ix_pair_rest_until_on'), 'pair_rest', ['until_on'], unique=False)
    op.create_index(op.f('ix_pair_rest_youth_id'), 'pair_rest', ['youth_id'], unique=False)
    op.create_index('uq_pair_rest_open', 'pair_rest', ['youth_id', 'room_id'], unique=True, sqlite_where=sa.text('lifted_on IS NULL'), postgresql_where=sa.text('lifted_on IS NULL'))
    op.create_table('agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('rent', 'coaching', name='agreement_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'explained', 'offered', 'signed', 'replaced', 'ended', name='agreement_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('legal_ground', sa.Enum('hospita', 'target_group_youth', 'fixed_listed', 'indefinite', 'lodging', 'other', name='legal_ground', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('notice_days_youth', sa.Integer(), nullable=False),
    sa.Column('notice_days_host', sa.Integer(), nullable=False),
    sa.Column('rent_cents', sa.Integer(), nullable=True),
    sa.Column('service_cents', sa.Integer(), nullable=True),
    sa.Column('deposit_cents', sa.Integer(), nullable=True),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('breach', sa.Text(), nullable=False),
    sa.Column('coupled_id', sa.Integer(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=False),
    sa.Column('signed_copy', sa.LargeBinary(), nullable=True),
    sa.Column('signed_copy_sha256', sa.String(length=64), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('replaced_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind <> 'rent' OR rent_cents IS NOT NULL", name=op.f('ck_agreement_rent_has_price')),
    sa.CheckConstraint("status <> 'signed' OR (signed_on IS NOT NULL AND signed_copy_sha256 <> '')", name=op.f('ck_agreement_signed_with_copy')),
    sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_agreement_ends_after_start')),
    sa.CheckConstraint('notice_days_youth >= 0 AND notice_days_host >= 0', name=op.f('ck_agreement_notice_positive')),
    sa.ForeignKeyConstraint(['coupled_id'], ['agreement.id'], name=op.f('fk_agreement_coupled_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_agreement_made_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_agreement_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['agreement.id'], name=op.f('fk_agreement_replaced_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement')),
    sa.UniqueConstraint('placement_id', 'kind', 'number', name=op.f('uq_agreement_placement_id_kind_number'))
    )
    op.create_index(op.f('ix_agreement_coupled_id'), 'agreement', ['coupled_id'], unique=False)
    op.create_index(op.f('ix_agreement_made_by_id'), 'agreement', ['made_by_id'], unique=False)
    op.create_index(op.f('ix_agreement_replaced_by_id'), 'agreement', ['replaced_by_id'], unique=False)
    op.create_index('uq_agreement_signed', 'agreement', ['placement_id', 'kind'], unique=True, sqlite_where=sa.text("status = 'signed'"), postgresql_where=sa.text("status = 'signed'"))
    op.create_table('care_team',
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('responsible_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=True),
    sa.Column('counsellor_id', sa.Integer(), nullable=True),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.CheckConstraint('deputy_id <> responsible_id', name=op.f('ck_care_team_deputy_is_another')),
    sa.ForeignKeyConstraint(['counsellor_id'], ['account.id'], name=op.f('fk_care_team_counsellor_id')),
    sa.ForeignKeyConstraint(['deputy_id'], ['account.id'], name=op.f('fk_care_team_deputy_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_care_team_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['responsible_id'], ['account.id'], name=op.f('fk_care_team_responsible_id')),
    sa.PrimaryKeyConstraint('placement_id', name=op.f('pk_care_team'))
    )
    op.create_index(op.f('ix_care_team_counsellor_id'), 'care_team', ['counsellor_id'], unique=False)
    op.create_index(op.f('ix_care_team_deputy_id'), 'care_team', ['deputy_id'], unique=False)
    op.create_index(op.f('ix_care_team_responsible_id'), 'care_team', ['responsible_id'], unique=False)
    op.create_table('check_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'held', 'missed', 'cancelled', name='check_in_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kind', sa.Enum('visit', 'call', 'message', 'office', name='check_in_kind', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('activities', sa.JSON(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status <> 'held' OR held_on IS NOT NULL", name=op.f('ck_check_in_held_on_a_day')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_check_in_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_check_in_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in')),
    sa.UniqueConstraint('placement_id', 'number', name=op.f('uq_check_in_placement_id_number'))
    )
    op.create_index(op.f('ix_check_in_by_id'), 'check_in', ['by_id'], unique=False)
    op.create_index(op.f('ix_check_in_planned_on'), 'check_in', ['planned_on'], unique=False)
    op.create_index('uq_check_in_planned', 'check_in', ['placement_id'], unique=True, sqlite_where=sa.text("status = 'planned'"), postgresql_where=sa.text("status = 'planned'"))
    op.create_table('concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('conflict', 'rent_arrears', 'house_rules', 'safety', 'health', 'guidance_stopped', 'absent', 'damage', 'other', name='concern_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('seriousness', sa.Enum('notice', 'serious', 'emergency', name='seriousness', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('status', sa.Enum('open', 'picked_up', 'agreed', 'escalated', 'closed', name='concern_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('level', sa.Enum('1', '2', '3', name='concern_level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('raised_by_side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=True),
    sa.Column('raised_at', base.Moment(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('is_incident', sa.Boolean(), nullable=False),
    sa.Column('due_at', base.Moment(timezone=True), nullable=True),
    sa.Column('holder_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('solved', 'agreed_further', 'placement_ends', 'no_ground', 'passed_on', name='concern_outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('outcome_text', sa.Text(), nullable=False),
    sa.Column('closed_at', base.Moment(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_concern_closed_at_a_moment')),
    sa.CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name=op.f('ck_concern_closed_with_outcome')),
    sa.CheckConstraint("status = 'closed' OR due_at IS NOT NULL", name=op.f('ck_concern_waits_until')),
    sa.ForeignKeyConstraint(['holder_id'], ['account.id'], name=op.f('fk_concern_holder_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_concern_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['raised_by_id'], ['account.id'], name=op.f('fk_concern_raised_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )
    op.create_index(op.f('ix_concern_holder_id'), 'concern', ['holder_id'], unique=False)
    op.create_index(op.f('ix_concern_placement_id'), 'concern', ['placement_id'], unique=False)
    op.create_index(op.f('ix_concern_raised_by_id'), 'concern', ['raised_by_id'], unique=False)
    op.create_index('ix_concern_status_due_at', 'concern', ['status', 'due_at'], unique=False)
    op.create_table('emergency_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('coordinator', 'deputy', 'counsellor', 'on_call', 'police', name='contact_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('hours', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_emergency_contact_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency_contact'))
    )
    op.create_index('ix_emergency_contact_placement_id', 'emergency_contact', ['placement_id', 'position'], unique=False)
    op.create_table('emergency_link',
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_emergency_link_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('placement_id', name=op.f('pk_emergency_link'))
    )
    op.create_table('ending',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('planned', 'broken_off', name='ending_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('status', sa.Enum('planned', 'done', 'withdrawn', name='ending_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.Enum('planned_end', 'own_home', 'with_partner_or_friend', 'family', 'study_or_work', 'conflict', 'rules_broken', 'arrears', 'care_too_heavy', 'host_stops', 'host_circumstances', 'safety', 'never_came', 'deceased', 'other', name='ending_reason', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('given_by', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('previous_ends_on', sa.Date(), nullable=True),
    sa.Column('destination', sa.Enum('own_home', 'student_room', 'other_host', 'partner_or_friend', 'family', 'supported', 'clinic', 'detention', 'homeless', 'abroad', 'unknown', name='destination', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('destination_note', sa.Text(), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('match_again', sa.Boolean(), nullable=True),
    sa.Column('host_again', sa.Boolean(), nullable=True),
    sa.Column('host_asked_on', sa.Date(), nullable=True),
    sa.Column('host_nonce', sa.String(length=32), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status <> 'done' OR closed_on IS NOT NULL", name=op.f('ck_ending_done_on_a_day')),
    sa.CheckConstraint("status <> 'done' OR destination IS NOT NULL", name=op.f('ck_ending_done_with_place')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_ending_made_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_ending_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ending'))
    )
    op.create_index(op.f('ix_ending_made_by_id'), 'ending', ['made_by_id'], unique=False)
    op.create_index(op.f('ix_ending_placement_id'), 'ending', ['placement_id'], unique=False)
    op.create_index('ix_ending_status_ends_on', 'ending', ['status', 'ends_on'], unique=False)
    op.create_index('uq_ending_standing', 'ending', ['placement_id'], unique=True, sqlite_where=sa.text("status <> 'withdrawn'"), postgresql_where=sa.text("status <> 'withdrawn'"))
    op.create_table('evaluation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('youth', 'host', name='evaluation_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('due_at', base.Moment(timezone=True), nullable=False),
    sa.Column('reminded_at', base.Moment(timezone=True), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('own_words', sa.Text(), nullable=False),
    sa.Column('would_again', sa.Boolean(), nullable=True),
    sa.Column('given_at', base.Moment(timezone=True), nullable=True),
    sa.Column('closed_at', base.Moment(timezone=True), nullable=True),
    sa.CheckConstraint('given_at IS NULL OR closed_at IS NULL', name=op.f('ck_evaluation_given_or_closed')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_evaluation_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation')),
    sa.UniqueConstraint('placement_id', 'side', name=op.f('uq_evaluation_placement_id_side'))
    )
    op.create_index(op.f('ix_evaluation_due_at'), 'evaluation', ['due_at'], unique=False)
    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'reached', 'not_reached', 'given_up', 'refused', name='follow_up_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('number_of_tries', sa.Integer(), nullable=False),
    sa.Column('next_try_on', sa.Date(), nullable=True),
    sa.Column('reached_on', sa.Date(), nullable=True),
    sa.Column('destination', sa.Enum('own_home', 'student_room', 'other_host', 'partner_or_friend', 'family', 'supported', 'clinic', 'detention', 'homeless', 'abroad', 'unknown', name='destination', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('goes', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wants_contact', sa.Boolean(), nullable=False),
    sa.Column('given_up_because', sa.String(length=40), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status <> 'planned' OR next_try_on IS NOT NULL", name=op.f('ck_follow_up_waits_until')),
    sa.CheckConstraint('goes BETWEEN 1 AND 5', name=op.f('ck_follow_up_one_to_five')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_follow_up_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_follow_up_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('placement_id', name=op.f('uq_follow_up_placement_id'))
    )
    op.create_index(op.f('ix_follow_up_by_id'), 'follow_up', ['by_id'], unique=False)
    op.create_index('ix_follow_up_status_next_try_on', 'follow_up', ['status', 'next_try_on'], unique=False)
    op.create_table('future_plan',
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('housing', sa.Text(), nullable=False),
    sa.Column('money', sa.Text(), nullable=False),
    sa.Column('work', sa.Text(), nullable=False),
    sa.Column('network', sa.Text(), nullable=False),
    sa.Column('help', sa.Text(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_future_plan_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('placement_id', name=op.f('pk_future_plan'))
    )
    op.create_table('introduction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=True),
    sa.Column('stage', sa.Enum('interest', 'host_looks', 'date', 'meeting', 'answers', 'trial', 'agreements', 'started', 'stopped', name='introduction_stage', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('stage_since_at', base.Moment(timezone=True), nullable=False),
    sa.Column('due_at', base.Moment(timezone=True), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('deputy_id', sa.Integer(), nullable=True),
    sa.Column('counsellor_id', sa.Integer(), nullable=True),
    sa.Column('wants_trial', sa.Boolean(), nullable=False),
    sa.Column('met_on', sa.Date(), nullable=True),
    sa.Column('trial_from_on', sa.Date(), nullable=True),
    sa.Column('trial_until_on', sa.Date(), nullable=True),
    sa.Column('number_of_extensions', sa.Integer(), nullable=False),
    sa.Column('number_of_missed', sa.Integer(), nullable=False),
    sa.Column('calendar_nonce', sa.String(length=32), nullable=False),
    sa.Column('calendar_sequence', sa.Integer(), nullable=False),
    sa.Column('stopped_by', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('stop_reason', sa.Enum('no_click_expected', 'care_too_heavy', 'travel_too_long', 'youth_not_ready', 'youth_declined', 'host_not_ready', 'host_declined', 'room_gone', 'safety', 'record_wrong', 'no_answer', 'withdrew', 'never_took_place', 'no_click_met', 'trial_stopped', 'lives_elsewhere', 'rent_too_high', 'rules_do_not_fit', 'agreements_failed', name='decline_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('stop_note', sa.Text(), nullable=False),
    sa.Column('stopped_at', base.Moment(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("stage <> 'stopped' OR (stop_reason IS NOT NULL AND stopped_at IS NOT NULL)", name=op.f('ck_introduction_stopped_with_reason')),
    sa.CheckConstraint("stage IN ('started', 'stopped') OR due_at IS NOT NULL", name=op.f('ck_introduction_waits_until')),
    sa.CheckConstraint('deputy_id <> responsible_id', name=op.f('ck_introduction_deputy_is_another')),
    sa.CheckConstraint('trial_until_on > trial_from_on', name=op.f('ck_introduction_trial_in_order')),
    sa.ForeignKeyConstraint(['counsellor_id'], ['account.id'], name=op.f('fk_introduction_counsellor_id')),
    sa.ForeignKeyConstraint(['deputy_id'], ['account.id'], name=op.f('fk_introduction_deputy_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_introduction_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_introduction_proposal_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['responsible_id'], ['account.id'], name=op.f('fk_introduction_responsible_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_introduction')),
    sa.UniqueConstraint('placement_id', name=op.f('uq_introduction_placement_id'))
    )
    op.create_index(op.f('ix_introduction_counsellor_id'), 'introduction', ['counsellor_id'], unique=False)
    op.create_index(op.f('ix_introduction_deputy_id'), 'introduction', ['deputy_id'], unique=False)
    op.create_index(op.f('ix_introduction_proposal_id'), 'introduction', ['proposal_id'], unique=False)
    op.create_index(op.f('ix_introduction_responsible_id'), 'introduction', ['responsible_id'], unique=False)
    op.create_index('ix_introduction_stage_due_at', 'introduction', ['stage', 'due_at'], unique=False)
    op.create_index('uq_introduction_going', 'introduction', ['proposal_id'], unique=True, sqlite_where=sa.text("stage <> 'stopped'"), postgresql_where=sa.text("stage <> 'stopped'"))
    op.create_table('ladder_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=True),
    sa.Column('step', sa.Enum('1', '2', '3', '4', '5', '6', name='ladder_step', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('moment', sa.Enum('start', 'during', 'end', name='ladder_moment', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_ladder_step_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_ladder_step_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_ladder_step_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ladder_step'))
    )
    op.create_index(op.f('ix_ladder_step_by_id'), 'ladder_step', ['by_id'], unique=False)
    op.create_index(op.f('ix_ladder_step_placement_id'), 'ladder_step', ['placement_id'], unique=False)
    op.create_index(op.f('ix_ladder_step_youth_id'), 'ladder_step', ['youth_id'], unique=False)
    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('goal', sa.Text(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_plan_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_plan_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('placement_id', name=op.f('uq_plan_placement_id'))
    )
    op.create_index(op.f('ix_plan_review_on'), 'plan', ['review_on'], unique=False)
    op.create_index(op.f('ix_plan_youth_id'), 'plan', ['youth_id'], unique=False)
    op.create_table('suggestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('placement_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.Enum('cool_down', 'change_wish', 'change_rule', 'ask_question', 'rule_out', 'none', name='suggestion_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('is_accepted', sa.Boolean(), nullable=True),
    sa.CheckConstraint('(decided_at IS NULL) = (is_accepted IS NULL)', name=op.f('ck_suggestion_decided_with_answer')),
    sa.CheckConstraint('proposal_id IS NOT NULL OR placement_id IS NOT NULL', name=op.f('ck_suggestion_of_something')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_suggestion_decided_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_suggestion_placement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_suggestion_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion'))
    )
    op.create_index(op.f('ix_suggestion_decided_by_id'), 'suggestion', ['decided_by_id'], unique=False)
    op.create_index(op.f('ix_suggestion_placement_id'), 'suggestion', ['placement_id'], unique=False)
    op.create_index(op.f('ix_suggestion_proposal_id'), 'suggestion', ['proposal_id'], unique=False)
    op.create_table('warm_handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('receiver', sa.String(length=120), nullable=False),
    sa.Column('receiver_email', sa.String(length=254), nullable=False),
    sa.Column('subjects', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'confirmed', 'refused', 'not_needed', name='handover_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('due_at', base.Moment(timezone=True), nullable=False),
    sa.Column('reminded_at', base.Moment(timezone=True), nullable=True),
    sa.Column('answered_at', base.Moment(timezone=True), nullable=True),
    sa.Column('answer_note', sa.Text(), nullable=False),
    sa.Column('talked_on', sa.Date(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("status NOT IN ('confirmed', 'refused') OR answered_at IS NOT NULL", name=op.f('ck_warm_handover_answered')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_warm_handover_made_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_warm_handover_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_warm_handover'))
    )
    op.create_index(op.f('ix_warm_handover_due_at'), 'warm_handover', ['due_at'], unique=False)
    op.create_index(op.f('ix_warm_handover_made_by_id'), 'warm_handover', ['made_by_id'], unique=False)
    op.create_index(op.f('ix_warm_handover_placement_id'), 'warm_handover', ['placement_id'], unique=False)
    op.create_index('uq_warm_handover_asked', 'warm_handover', ['placement_id'], unique=True, sqlite_where=sa.text("status = 'asked'"), postgresql_where=sa.text("status = 'asked'"))
    op.create_table('acknowledgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('party', sa.Enum('youth', 'host', 'coordinator', 'organisation', name='sign_party', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('way', sa.Enum('link', 'page', 'told', name='answer_way', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_acknowledgement_agreement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_acknowledgement_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement')),
    sa.UniqueConstraint('agreement_id', 'position', 'party', name=op.f('uq_acknowledgement_agreement_id_position_party'))
    )
    op.create_index(op.f('ix_acknowledgement_by_id'), 'acknowledgement', ['by_id'], unique=False)
    op.create_table('agreement_rule',
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('quiet', 'visitors', 'overnight', 'kitchen', 'bathroom', 'cleaning', 'smoking', 'alcohol_drugs', 'pets', 'away', 'shared_space', 'other', name='house_rule_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_rule_agreement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('agreement_id', 'position', name=op.f('pk_agreement_rule'))
    )
    op.create_table('check_in_voice',
    sa.Column('check_in_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('youth', 'host', name='evaluation_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('goes', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('goes BETWEEN 1 AND 5', name=op.f('ck_check_in_voice_one_to_five')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_check_in_voice_by_id')),
    sa.ForeignKeyConstraint(['check_in_id'], ['check_in.id'], name=op.f('fk_check_in_voice_check_in_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('check_in_id', 'side', name=op.f('pk_check_in_voice'))
    )
    op.create_index(op.f('ix_check_in_voice_by_id'), 'check_in_voice', ['by_id'], unique=False)
    op.create_table('concern_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_concern_note_by_id')),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_note_concern_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern_note'))
    )
    op.create_index(op.f('ix_concern_note_by_id'), 'concern_note', ['by_id'], unique=False)
    op.create_index(op.f('ix_concern_note_concern_id'), 'concern_note', ['concern_id'], unique=False)
    op.create_table('meeting_moment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('introduction_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', base.Moment(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.Enum('home', 'office', 'elsewhere', 'video', name='meeting_place', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('offered_by', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('is_chosen', sa.Boolean(), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_meeting_moment_takes_time')),
    sa.ForeignKeyConstraint(['introduction_id'], ['introduction.id'], name=op.f('fk_meeting_moment_introduction_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_moment')),
    sa.UniqueConstraint('introduction_id', 'starts_at', name=op.f('uq_meeting_moment_introduction_id_starts_at'))
    )
    op.create_index('uq_meeting_moment_chosen', 'meeting_moment', ['introduction_id'], unique=True, sqlite_where=sa.text('is_chosen'), postgresql_where=sa.text('is_chosen'))
    op.create_table('plan_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('domain', sa.Enum('housing', 'money', 'work_school', 'health', 'safety', 'participation', 'language', name='life_domain', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('activity', sa.Enum('housing', 'work', 'learning', 'coaching', name='core_activity', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('measured_by', sa.String(length=300), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('owner_side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('open', 'done', 'dropped', name='action_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('chased_on', sa.Date(), nullable=True),
    sa.Column('number_of_chases', sa.Integer(), nullable=False),
    sa.Column('escalated_on', sa.Date(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name=op.f('ck_plan_action_done_on_a_day')),
    sa.CheckConstraint("what <> '' AND measured_by <> ''", name=op.f('ck_plan_action_is_measured')),
    sa.ForeignKeyConstraint(['meeting_id'], ['case_meeting.id'], name=op.f('fk_plan_action_meeting_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_plan_action_owner_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_action_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_action'))
    )
    op.create_index(op.f('ix_plan_action_meeting_id'), 'plan_action', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_plan_action_owner_id'), 'plan_action', ['owner_id'], unique=False)
    op.create_index(op.f('ix_plan_action_plan_id'), 'plan_action', ['plan_id'], unique=False)
    op.create_index('ix_plan_action_status_due_on', 'plan_action', ['status', 'due_on'], unique=False)
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('introduction_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('interest', 'meet', 'moments', 'decide', 'after_trial', name='question_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('due_at', base.Moment(timezone=True), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('reminded_at', base.Moment(timezone=True), nullable=True),
    sa.Column('answered_at', base.Moment(timezone=True), nullable=True),
    sa.Column('answer', sa.Enum('yes', 'no', name='answer', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reason', sa.Enum('no_click_expected', 'care_too_heavy', 'travel_too_long', 'youth_not_ready', 'youth_declined', 'host_not_ready', 'host_declined', 'room_gone', 'safety', 'record_wrong', 'no_answer', 'withdrew', 'never_took_place', 'no_click_met', 'trial_stopped', 'lives_elsewhere', 'rent_too_high', 'rules_do_not_fit', 'agreements_failed', name='decline_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('way', sa.Enum('link', 'page', 'told', name='answer_way', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', base.Moment(timezone=True), nullable=True),
    sa.CheckConstraint('(answered_at IS NULL) = (answer IS NULL)', name=op.f('ck_question_answered_with_answer')),
    sa.CheckConstraint('answered_at IS NULL OR closed_at IS NULL', name=op.f('ck_question_answered_or_closed')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_question_by_id')),
    sa.ForeignKeyConstraint(['introduction_id'], ['introduction.id'], name=op.f('fk_question_introduction_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    op.create_index(op.f('ix_question_by_id'), 'question', ['by_id'], unique=False)
    op.create_index(op.f('ix_question_due_at'), 'question', ['due_at'], unique=False)
    op.create_index(op.f('ix_question_introduction_id'), 'question', ['introduction_id'], unique=False)
    op.create_index('uq_question_open', 'question', ['introduction_id', 'kind', 'side'], unique=True, sqlite_where=sa.text('answered_at IS NULL AND closed_at IS NULL'), postgresql_where=sa.text('answered_at IS NULL AND closed_at IS NULL'))
    op.create_table('sanction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=True),
    sa.Column('rule_position', sa.Integer(), nullable=True),
    sa.Column('step', sa.Enum('talk', 'warning', 'last_warning', 'end_notice', name='sanction_step', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_sanction_by_id')),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_sanction_concern_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_sanction_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sanction'))
    )
    op.create_index(op.f('ix_sanction_by_id'), 'sanction', ['by_id'], unique=False)
    op.create_index(op.f('ix_sanction_concern_id'), 'sanction', ['concern_id'], unique=False)
    op.create_index(op.f('ix_sanction_placement_id'), 'sanction', ['placement_id'], unique=False)
    op.create_table('moment_answer',
    sa.Column('moment_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('youth', 'host', 'counsellor', 'coordinator', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('can', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['moment_id'], ['meeting_moment.id'], name=op.f('fk_moment_answer_moment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('moment_id', 'side', name=op.f('pk_moment_answer'))
    )


def _drop_tables() -> None:
    op.drop_table('moment_answer')
    op.drop_table('sanction')
    op.drop_table('question')
    op.drop_table('plan_action')
    op.drop_table('meeting_moment')
    op.drop_table('concern_note')
    op.drop_table('check_in_voice')
    op.drop_table('agreement_rule')
    op.drop_table('acknowledgement')
    op.drop_table('warm_handover')
    op.drop_table('suggestion')
    op.drop_table('plan')
    op.drop_table('ladder_step')
    op.drop_table('introduction')
    op.drop_table('future_plan')
    op.drop_table('follow_up')
    op.drop_table('evaluation')
    op.drop_table('ending')
    op.drop_table('emergency_link')
    op.drop_table('emergency_contact')
    op.drop_table('concern')
    op.drop_table('check_in')
    op.drop_table('care_team')
    op.drop_table('agreement')
    op.drop_table('pair_rest')
    op.drop_table('disclosure')
    op.drop_table('meeting_item')
    op.drop_table('work_snooze')
    op.drop_table('message_wish')
    op.drop_table('case_meeting')
    op.drop_table('done_tick')
