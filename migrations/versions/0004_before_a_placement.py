"""before a placement: hosts, visits, cases, screening, needs, people"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database import base


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

KINDS = ('home', 'birth', 'study', 'work', 'family', 'other', 'avoid')
MORE_KINDS = ('home', 'birth', 'study', 'work', 'family', 'friends', 'safe', 'other', 'avoid')


def upgrade() -> None:
    op.add_column('sign_up_draft', sa.Column('email', sa.String(length=254), nullable=False, server_default=''))
    op.add_column('sign_up_draft', sa.Column('nonce', sa.String(length=32), nullable=False, server_default=''))
    op.add_column('sign_up_draft', sa.Column('mailed_at', base.Moment(timezone=True), nullable=True))
    with op.batch_alter_table('youth_place', copy_from=_youth_place(KINDS)) as batch_op:
        batch_op.alter_column('kind', existing_type=_kind(KINDS), type_=_kind(MORE_KINDS), existing_nullable=False)
        batch_op.add_column(sa.Column('note', sa.String(length=200), nullable=False, server_default=''))
    _create_tables()


def downgrade() -> None:
    _drop_tables()
    op.execute("UPDATE youth_place SET kind = 'family' WHERE kind = 'friends'")
    op.execute("UPDATE youth_place SET kind = 'other' WHERE kind = 'safe'")
    note = sa.Column('note', sa.String(length=200), nullable=False, server_default='')
    with op.batch_alter_table('youth_place', copy_from=_youth_place(MORE_KINDS, note)) as batch_op:
        batch_op.drop_column('note')
        batch_op.alter_column('kind', existing_type=_kind(MORE_KINDS), type_=_kind(KINDS), existing_nullable=False)
    op.drop_column('sign_up_draft', 'mailed_at')
    op.drop_column('sign_up_draft', 'nonce')
    op.drop_column('sign_up_draft', 'email')


def _kind(kinds: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*kinds, name='place_kind', native_enum=False, create_constraint=True, length=32)


def _youth_place(kinds: tuple[str, ...], *more: sa.Column[str]) -> sa.Table:
    """The table as it stands: SQLite builds it anew, and would lose checks that are not told."""
    return sa.Table(
        'youth_place', sa.MetaData(naming_convention=base.NAMES),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('youth_id', sa.Integer(), nullable=False),
        sa.Column('time', sa.Enum('past', 'now', 'later', name='place_time', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('kind', _kind(kinds), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('municipality_code', sa.String(length=6), nullable=True),
        sa.Column('latitude', sa.Double(), nullable=False),
        sa.Column('longitude', sa.Double(), nullable=False),
        sa.Column('radius_km', sa.Double(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name='fk_youth_place_municipality_code'),
        sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name='fk_youth_place_youth_id', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_youth_place'),
        sa.Index('ix_youth_place_youth_id', 'youth_id'),
    )


def _create_tables() -> None:
    op.create_table('flow_chart',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flow_chart')),
    sa.UniqueConstraint('code', name=op.f('uq_flow_chart_code'))
    )
    op.create_table('covenant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('municipality_code', sa.String(length=6), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('purposes', sa.String(length=200), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on > signed_on', name=op.f('ck_covenant_ends_after_start')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_covenant_municipality_code')),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_covenant_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_covenant'))
    )
    op.create_index(op.f('ix_covenant_municipality_code'), 'covenant', ['municipality_code'], unique=False)
    op.create_index(op.f('ix_covenant_organisation_id'), 'covenant', ['organisation_id'], unique=False)
    op.create_table('flow_chart_example',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chart_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('expected', sa.Enum('host_room', 'guided_1', 'guided_2', 'guided_3', 'guided_4', 'own_home', 'money_first', 'not_now', name='screening_route', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['chart_id'], ['flow_chart.id'], name=op.f('fk_flow_chart_example_chart_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flow_chart_example')),
    sa.UniqueConstraint('chart_id', 'name', name=op.f('uq_flow_chart_example_chart_id_name'))
    )
    op.create_index(op.f('ix_flow_chart_example_chart_id'), 'flow_chart_example', ['chart_id'], unique=False)
    op.create_table('project',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('municipality_name', sa.String(length=80), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('target_group', sa.Enum('nuisance', 'weak_position', 'multi_problem', 'young_offenders', name='project_target_group', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('problem', sa.Enum('crime_nuisance', 'participation', 'several', 'health', 'liveability', name='project_problem', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('approach', sa.Enum('care', 'care_enforcement', name='project_approach', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('partners', sa.Enum('care_welfare', 'broad', name='project_partners', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('level', sa.Enum('one_quarter', 'several_quarters', 'city', 'region', name='project_level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('is_from_source', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_project_organisation_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project')),
    sa.UniqueConstraint('name', 'municipality_name', name=op.f('uq_project_name_municipality_name'))
    )
    op.create_index(op.f('ix_project_organisation_id'), 'project', ['organisation_id'], unique=False)
    op.create_table('school',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('municipality_code', sa.String(length=6), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_school_municipality_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school')),
    sa.UniqueConstraint('name', 'municipality_code', name=op.f('uq_school_name_municipality_code'))
    )
    op.create_index(op.f('ix_school_municipality_code'), 'school', ['municipality_code'], unique=False)
    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_team_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_team_organisation_id_name'))
    )
    op.create_table('deputy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.CheckConstraint('account_id <> deputy_id', name=op.f('ck_deputy_two_people')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_deputy_ends_after_start')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_deputy_account_id')),
    sa.ForeignKeyConstraint(['deputy_id'], ['account.id'], name=op.f('fk_deputy_deputy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deputy'))
    )
    op.create_index(op.f('ix_deputy_account_id'), 'deputy', ['account_id'], unique=False)
    op.create_index(op.f('ix_deputy_deputy_id'), 'deputy', ['deputy_id'], unique=False)
    op.create_table('flow_chart_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chart_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'live', 'retired', name='chart_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('checksum', sa.String(length=64), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('published_at', base.Moment(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'draft') = (published_at IS NULL)", name=op.f('ck_flow_chart_version_published_once_used')),
    sa.ForeignKeyConstraint(['chart_id'], ['flow_chart.id'], name=op.f('fk_flow_chart_version_chart_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_flow_chart_version_made_by_id')),
    sa.ForeignKeyConstraint(['published_by_id'], ['account.id'], name=op.f('fk_flow_chart_version_published_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flow_chart_version')),
    sa.UniqueConstraint('chart_id', 'number', name=op.f('uq_flow_chart_version_chart_id_number'))
    )
    op.create_index(op.f('ix_flow_chart_version_chart_id'), 'flow_chart_version', ['chart_id'], unique=False)
    op.create_index('uq_flow_chart_version_live', 'flow_chart_version', ['chart_id'], unique=True, sqlite_where=sa.text("status = 'live'"), postgresql_where=sa.text("status = 'live'"))
    op.create_table('name_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('municipality_code', sa.String(length=6), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('forgotten_at', base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_name_list_made_by_id')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_name_list_municipality_code')),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_name_list_organisation_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_name_list'))
    )
    op.create_index(op.f('ix_name_list_municipality_code'), 'name_list', ['municipality_code'], unique=False)
    op.create_index(op.f('ix_name_list_organisation_id'), 'name_list', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_name_list_sha256'), 'name_list', ['sha256'], unique=False)
    op.create_table('route_map',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.Enum('housing', 'money', name='route_map_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('municipality_code', sa.String(length=6), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('second_owner_id', sa.Integer(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('owner_id <> second_owner_id', name=op.f('ck_route_map_two_owners')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_route_map_municipality_code')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_route_map_owner_id')),
    sa.ForeignKeyConstraint(['second_owner_id'], ['account.id'], name=op.f('fk_route_map_second_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_route_map')),
    sa.UniqueConstraint('code', name=op.f('uq_route_map_code'))
    )
    op.create_index(op.f('ix_route_map_municipality_code'), 'route_map', ['municipality_code'], unique=False)
    op.create_index(op.f('ix_route_map_owner_id'), 'route_map', ['owner_id'], unique=False)
    op.create_index(op.f('ix_route_map_second_owner_id'), 'route_map', ['second_owner_id'], unique=False)
    op.create_table('visitor',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('trained_on', sa.Date(), nullable=True),
    sa.Column('visits_per_week', sa.Integer(), nullable=False),
    sa.Column('place_name', sa.String(length=80), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('is_available', sa.Boolean(), nullable=False),
    sa.CheckConstraint('visits_per_week >= 0', name=op.f('ck_visitor_visits_not_negative')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visitor_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_visitor'))
    )
    op.create_table('woonkaart_answer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('half_year', sa.String(length=6), nullable=False),
    sa.Column('moment', sa.Enum('application', 'advice_team', 'school_worker', 'neighbourhood_team', name='woonkaart_moment', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('municipality_code', sa.String(length=6), nullable=False),
    sa.Column('district', sa.String(length=60), nullable=False),
    sa.Column('stay', sa.Enum('yes', 'some_months', 'soon_out', 'no_place', name='woonkaart_stay', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('feeling', sa.Enum('good', 'mixed', 'bad', 'unsaid', name='woonkaart_feeling', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('help_wish', sa.Enum('no', 'housing', 'money', 'both', 'later', name='woonkaart_help', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('version', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_woonkaart_answer_municipality_code')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_woonkaart_answer_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_woonkaart_answer'))
    )
    op.create_index('ix_woonkaart_answer_half_year_school_id', 'woonkaart_answer', ['half_year', 'school_id'], unique=False)
    op.create_index(op.f('ix_woonkaart_answer_municipality_code'), 'woonkaart_answer', ['municipality_code'], unique=False)
    op.create_index(op.f('ix_woonkaart_answer_school_id'), 'woonkaart_answer', ['school_id'], unique=False)
    op.create_table('worker',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('caseload_cap', sa.Integer(), nullable=True),
    sa.Column('away_from', sa.Date(), nullable=True),
    sa.Column('away_until', sa.Date(), nullable=True),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('away_until >= away_from', name=op.f('ck_worker_away_in_order')),
    sa.CheckConstraint('caseload_cap >= 0', name=op.f('ck_worker_cap_not_negative')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_worker_account_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_worker_team_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_worker'))
    )
    op.create_index(op.f('ix_worker_team_id'), 'worker', ['team_id'], unique=False)
    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=True),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.Enum('keep_and_match', 'share_with_host', 'consult_others', 'monitoring', 'follow_up', name='consent_purpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('way', sa.Enum('on_screen', 'signed', 'spoken', name='consent_way', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('given_at', base.Moment(timezone=True), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', base.Moment(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(youth_id IS NULL) <> (household_id IS NULL)', name=op.f('ck_consent_of_one_side')),
    sa.CheckConstraint('withdrawn_at IS NULL OR withdrawn_at >= given_at', name=op.f('ck_consent_in_order')),
    sa.ForeignKeyConstraint(['given_by_id'], ['account.id'], name=op.f('fk_consent_given_by_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_consent_household_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_consent_withdrawn_by_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_consent_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    op.create_index('ix_consent_household_id_purpose', 'consent', ['household_id', 'purpose'], unique=False)
    op.create_index('ix_consent_youth_id_purpose', 'consent', ['youth_id', 'purpose'], unique=False)
    op.create_index('uq_consent_household', 'consent', ['household_id', 'purpose'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_index('uq_consent_youth', 'consent', ['youth_id', 'purpose'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('is_accepted', sa.Boolean(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.CheckConstraint('(decided_at IS NULL) = (is_accepted IS NULL)', name=op.f('ck_correction_decided_as_a_whole')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_correction_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_correction_decided_by_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_correction_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction'))
    )
    op.create_index(op.f('ix_correction_youth_id'), 'correction', ['youth_id'], unique=False)
    op.create_table('domain_level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('domain', sa.Enum('housing', 'money', 'work_school', 'health', 'safety', 'participation', 'language', name='life_domain', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('level BETWEEN 1 AND 5', name=op.f('ck_domain_level_level')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_domain_level_by_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_domain_level_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_domain_level'))
    )
    op.create_index('ix_domain_level_youth_id_domain', 'domain_level', ['youth_id', 'domain'], unique=False)
    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=True),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('accepted_at', base.Moment(timezone=True), nullable=True),
    sa.Column('refused_at', base.Moment(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint('accepted_at IS NULL OR refused_at IS NULL', name=op.f('ck_handover_one_answer')),
    sa.CheckConstraint('from_id <> to_id', name=op.f('ck_handover_two_people')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_handover_asked_by_id')),
    sa.ForeignKeyConstraint(['from_id'], ['account.id'], name=op.f('fk_handover_from_id')),
    sa.ForeignKeyConstraint(['to_id'], ['account.id'], name=op.f('fk_handover_to_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_handover_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
    )
    op.create_index(op.f('ix_handover_from_id'), 'handover', ['from_id'], unique=False)
    op.create_index(op.f('ix_handover_to_id'), 'handover', ['to_id'], unique=False)
    op.create_index(op.f('ix_handover_youth_id'), 'handover', ['youth_id'], unique=False)
    op.create_index('uq_handover_open', 'handover', ['youth_id'], unique=True, sqlite_where=sa.text('accepted_at IS NULL AND refused_at IS NULL'), postgresql_where=sa.text('accepted_at IS NULL AND refused_at IS NULL'))
    op.create_table('home_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'held', 'reported', 'decided', 'cancelled', name='visit_status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('planned_at', base.Moment(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('planned_by_id', sa.Integer(), nullable=True),
    sa.Column('pair_reason', sa.Text(), nullable=False),
    sa.Column('notice_at', base.Moment(timezone=True), nullable=True),
    sa.Column('checklist_version', sa.String(length=20), nullable=False),
    sa.Column('debriefing', sa.Text(), nullable=False),
    sa.Column('advice', sa.Enum('approve', 'second_visit', 'refuse', name='visit_advice', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reported_at', base.Moment(timezone=True), nullable=True),
    sa.Column('reported_by_id', sa.Integer(), nullable=True),
    sa.Column('decision', sa.Enum('approve', 'second_visit', 'refuse', name='visit_decision', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('ground', sa.Enum('in_order', 'with_actions', 'after_second_visit', 'still_fits', 'other', name='approval_ground', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reason', sa.Enum('room_unsuitable', 'home_unsuitable', 'no_consent', 'no_vog', 'not_safe', 'not_all_agree', 'no_attention', 'not_reached', 'own_choice', 'moves', 'other', name='host_step_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status <> 'decided' OR (decided_by_id IS NOT NULL AND decision IS NOT NULL)", name=op.f('ck_home_visit_decided_by_somebody')),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_home_visit_takes_time')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_home_visit_decided_by_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_home_visit_household_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['planned_by_id'], ['account.id'], name=op.f('fk_home_visit_planned_by_id')),
    sa.ForeignKeyConstraint(['reported_by_id'], ['account.id'], name=op.f('fk_home_visit_reported_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_home_visit')),
    sa.UniqueConstraint('household_id', 'number', name=op.f('uq_home_visit_household_id_number'))
    )
    op.create_index(op.f('ix_home_visit_household_id'), 'home_visit', ['household_id'], unique=False)
    op.create_index(op.f('ix_home_visit_planned_at'), 'home_visit', ['planned_at'], unique=False)
    op.create_index(op.f('ix_home_visit_status'), 'home_visit', ['status'], unique=False)
    op.create_table('house_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('quiet', 'visitors', 'overnight', 'kitchen', 'bathroom', 'cleaning', 'smoking', 'alcohol_drugs', 'pets', 'away', 'shared_space', 'other', name='house_rule_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_house_rule_household_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_rule'))
    )
    op.create_index(op.f('ix_house_rule_household_id'), 'house_rule', ['household_id'], unique=False)
    op.create_table('household_circumstances',
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('tenure', sa.Enum('owned', 'mortgaged', 'rented_social', 'rented_private', 'other', name='tenure', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('number_of_residents', sa.Integer(), nullable=False),
    sa.Column('benefits', sa.String(length=200), nullable=False),
    sa.Column('consent_asked_on', sa.Date(), nullable=True),
    sa.Column('answered_at', base.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('number_of_residents >= 1', name=op.f('ck_household_circumstances_somebody_lives_there')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_household_circumstances_household_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('household_id', name=op.f('pk_household_circumstances'))
    )
    op.create_table('household_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('vog', 'reference', 'landlord_consent', 'lender_consent', 'neighbours_informed', name='document_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('person', sa.String(length=120), nullable=False),
    sa.Column('state', sa.Enum('wanted', 'asked', 'seen', 'not_needed', 'refused', name='document_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('checked_by_id', sa.Integer(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('expires_on >= issued_on', name=op.f('ck_household_document_expires_after_issue')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['account.id'], name=op.f('fk_household_document_checked_by_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_household_document_household_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_household_document'))
    )
    op.create_index(op.f('ix_household_document_expires_on'), 'household_document', ['expires_on'], unique=False)
    op.create_index('ix_household_document_household_id_kind', 'household_document', ['household_id', 'kind'], unique=False)
    op.create_table('household_handling',
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('handled_by_id', sa.Integer(), nullable=True),
    sa.Column('next_step_on', sa.Date(), nullable=True),
    sa.Column('pause_reason', sa.Enum('holiday', 'illness', 'family', 'work', 'rebuilding', 'rest', 'room_in_use', 'other', name='pause_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('host_again_on', sa.Date(), nullable=True),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['handled_by_id'], ['account.id'], name=op.f('fk_household_handling_handled_by_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_household_handling_household_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('household_id', name=op.f('pk_household_handling'))
    )
    op.create_index(op.f('ix_household_handling_handled_by_id'), 'household_handling', ['handled_by_id'], unique=False)
    op.create_index(op.f('ix_household_handling_host_again_on'), 'household_handling', ['host_again_on'], unique=False)
    op.create_table('intake',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('moment', sa.Enum('first', 'second', 'screening', 'places', 'interest_check', 'other', name='intake_moment', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('go_on', 'second_talk', 'other_route', 'not_now', 'no_show', 'withdrew', name='intake_outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_intake_by_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_intake_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_intake')),
    sa.UniqueConstraint('youth_id', 'number', name=op.f('uq_intake_youth_id_number'))
    )
    op.create_index(op.f('ix_intake_youth_id'), 'intake', ['youth_id'], unique=False)
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('nonce_hash', sa.String(length=64), nullable=False),
    sa.Column('roles', sa.String(length=120), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('municipality_code', sa.String(length=6), nullable=True),
    sa.Column('regions', sa.Text(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('youth_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('expires_at', base.Moment(timezone=True), nullable=False),
    sa.Column('accepted_at', base.Moment(timezone=True), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('expires_at > made_at', name=op.f('ck_invitation_lasts')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_invitation_account_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_invitation_household_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by_id'], ['account.id'], name=op.f('fk_invitation_invited_by_id')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_invitation_municipality_code')),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_invitation_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_invitation_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('nonce_hash', name=op.f('uq_invitation_nonce_hash'))
    )
    op.create_index(op.f('ix_invitation_account_id'), 'invitation', ['account_id'], unique=False)
    op.create_index(op.f('ix_invitation_email'), 'invitation', ['email'], unique=False)
    op.create_index(op.f('ix_invitation_household_id'), 'invitation', ['household_id'], unique=False)
    op.create_index(op.f('ix_invitation_organisation_id'), 'invitation', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_invitation_youth_id'), 'invitation', ['youth_id'], unique=False)
    op.create_table('listed_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(length=80), nullable=False),
    sa.Column('last_name', sa.String(length=120), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('specialism', sa.Enum('housing', 'debts', 'work_school', 'health', 'mental_health', 'addiction', 'disability', 'safety', 'family', 'newcomers', 'after_detention', name='specialism', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('youth_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('registered', 'already_active', 'no_question', 'other_help', 'not_reached', 'mistake', name='listed_outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_listed_name_account_id')),
    sa.ForeignKeyConstraint(['list_id'], ['name_list.id'], name=op.f('fk_listed_name_list_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_listed_name_organisation_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_listed_name_youth_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listed_name'))
    )
    op.create_index(op.f('ix_listed_name_account_id'), 'listed_name', ['account_id'], unique=False)
    op.create_index(op.f('ix_listed_name_list_id'), 'listed_name', ['list_id'], unique=False)
    op.create_index(op.f('ix_listed_name_organisation_id'), 'listed_name', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_listed_name_youth_id'), 'listed_name', ['youth_id'], unique=False)
    op.create_table('need_detail',
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('talents', sa.Text(), nullable=False),
    sa.Column('wishes', sa.Text(), nullable=False),
    sa.Column('must_nots', sa.Text(), nullable=False),
    sa.Column('preferences', sa.Text(), nullable=False),
    sa.Column('income', sa.JSON(), nullable=False),
    sa.Column('costs', sa.JSON(), nullable=False),
    sa.Column('budget_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_need_detail_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('youth_id', name=op.f('pk_need_detail'))
    )
    op.create_table('route_map_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('route_map_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('published_at', base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_route_map_version_by_id')),
    sa.ForeignKeyConstraint(['route_map_id'], ['route_map.id'], name=op.f('fk_route_map_version_route_map_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_route_map_version')),
    sa.UniqueConstraint('route_map_id', 'number', name=op.f('uq_route_map_version_route_map_id_number'))
    )
    op.create_index(op.f('ix_route_map_version_route_map_id'), 'route_map_version', ['route_map_id'], unique=False)
    op.create_table('screening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.Enum('host_room', 'guided_1', 'guided_2', 'guided_3', 'guided_4', 'own_home', 'money_first', 'not_now', name='screening_outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('made_at', base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('chosen', sa.Enum('host_room', 'guided_1', 'guided_2', 'guided_3', 'guided_4', 'own_home', 'money_first', 'not_now', name='screening_chosen', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('why', sa.Enum('knows_more', 'wish_of_youth', 'safety', 'no_place', 'agreed_elsewhere', 'other', name='override_reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('override_text', sa.Text(), nullable=False),
    sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('outcome IS NOT NULL OR chosen IS NULL', name=op.f('ck_screening_finished_before_decided')),
    sa.CheckConstraint("chosen IS NULL OR chosen = outcome OR (why IS NOT NULL AND override_text <> '')", name=op.f('ck_screening_override_with_a_reason')),
    sa.CheckConstraint('(chosen IS NULL) = (decided_at IS NULL)', name=op.f('ck_screening_decided_as_a_whole')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_screening_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_screening_decided_by_id')),
    sa.ForeignKeyConstraint(['version_id'], ['flow_chart_version.id'], name=op.f('fk_screening_version_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_screening_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening'))
    )
    op.create_index(op.f('ix_screening_version_id'), 'screening', ['version_id'], unique=False)
    op.create_index(op.f('ix_screening_youth_id'), 'screening', ['youth_id'], unique=False)
    op.create_index('uq_screening_unfinished', 'screening', ['youth_id'], unique=True, sqlite_where=sa.text('outcome IS NULL'), postgresql_where=sa.text('outcome IS NULL'))
    op.create_table('worker_specialism',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('specialism', sa.Enum('housing', 'debts', 'work_school', 'health', 'mental_health', 'addiction', 'disability', 'safety', 'family', 'newcomers', 'after_detention', name='specialism', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['worker.account_id'], name=op.f('fk_worker_specialism_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'specialism', name=op.f('pk_worker_specialism'))
    )
    op.create_table('youth_case',
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.Enum('referral', 'self', 'name_list', 'import', name='case_source', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('referred_by_id', sa.Integer(), nullable=True),
    sa.Column('worker_id', sa.Integer(), nullable=True),
    sa.Column('handled_by_id', sa.Integer(), nullable=True),
    sa.Column('housing_question', sa.Text(), nullable=False),
    sa.Column('guidance_question', sa.Text(), nullable=False),
    sa.Column('motivation', sa.Text(), nullable=False),
    sa.Column('last_activity_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['handled_by_id'], ['account.id'], name=op.f('fk_youth_case_handled_by_id')),
    sa.ForeignKeyConstraint(['referred_by_id'], ['account.id'], name=op.f('fk_youth_case_referred_by_id')),
    sa.ForeignKeyConstraint(['worker_id'], ['account.id'], name=op.f('fk_youth_case_worker_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_youth_case_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('youth_id', name=op.f('pk_youth_case'))
    )
    op.create_index(op.f('ix_youth_case_handled_by_id'), 'youth_case', ['handled_by_id'], unique=False)
    op.create_index(op.f('ix_youth_case_worker_id'), 'youth_case', ['worker_id'], unique=False)
    op.create_table('youth_exception',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('under_age', 'above_age', 'no_guidance', 'outside_region', 'other', name='exception_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_at', base.Moment(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('decided_at', base.Moment(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('is_agreed', sa.Boolean(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.CheckConstraint('(decided_at IS NULL) = (is_agreed IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)', name=op.f('ck_youth_exception_decided_as_a_whole')),
    sa.CheckConstraint('decided_by_id <> asked_by_id', name=op.f('ck_youth_exception_two_people')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_youth_exception_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_youth_exception_decided_by_id')),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_youth_exception_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_youth_exception'))
    )
    op.create_index(op.f('ix_youth_exception_youth_id'), 'youth_exception', ['youth_id'], unique=False)
    op.create_index('uq_youth_exception_open', 'youth_exception', ['youth_id', 'kind'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
    op.create_table('home_building',
    sa.Column('home_id', sa.Integer(), nullable=False),
    sa.Column('built_in', sa.Integer(), nullable=True),
    sa.Column('energy_label', sa.String(length=8), nullable=False),
    sa.Column('woz_cents', sa.Integer(), nullable=True),
    sa.Column('woz_year', sa.Integer(), nullable=True),
    sa.Column('usable_m2', sa.Double(), nullable=True),
    sa.Column('town_code', sa.String(length=4), nullable=False),
    sa.Column('number_of_rooms_let', sa.Integer(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('changed_at', base.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('built_in BETWEEN 1000 AND 2200', name=op.f('ck_home_building_built_in_a_year')),
    sa.CheckConstraint('number_of_rooms_let >= 1', name=op.f('ck_home_building_a_room_is_let')),
    sa.CheckConstraint('usable_m2 > 0', name=op.f('ck_home_building_usable_m2_positive')),
    sa.CheckConstraint('woz_cents > 0', name=op.f('ck_home_building_woz_positive')),
    sa.ForeignKeyConstraint(['home_id'], ['home.id'], name=op.f('fk_home_building_home_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('home_id', name=op.f('pk_home_building'))
    )
    op.create_table('visit_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_visit_action_owner_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['home_visit.id'], name=op.f('fk_visit_action_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_action'))
    )
    op.create_index(op.f('ix_visit_action_due_on'), 'visit_action', ['due_on'], unique=False)
    op.create_index(op.f('ix_visit_action_owner_id'), 'visit_action', ['owner_id'], unique=False)
    op.create_index(op.f('ix_visit_action_visit_id'), 'visit_action', ['visit_id'], unique=False)
    op.create_table('visit_answer',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=40), nullable=False),
    sa.Column('part', sa.Enum('room', 'host', 'neighbourhood', name='checklist_part', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('outcome', sa.Enum('good', 'attention', 'not_good', 'unknown', name='check_outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['home_visit.id'], name=op.f('fk_visit_answer_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit_id', 'question', name=op.f('pk_visit_answer'))
    )
    op.create_table('visit_impression',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', base.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visit_impression_account_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['home_visit.id'], name=op.f('fk_visit_impression_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit_id', 'account_id', name=op.f('pk_visit_impression'))
    )
    op.create_index(op.f('ix_visit_impression_account_id'), 'visit_impression', ['account_id'], unique=False)
    op.create_table('visit_visitor',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visit_visitor_account_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['care_organisation.id'], name=op.f('fk_visit_visitor_organisation_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['visit_id'], ['home_visit.id'], name=op.f('fk_visit_visitor_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit_id', 'account_id', name=op.f('pk_visit_visitor'))
    )
    op.create_index(op.f('ix_visit_visitor_account_id'), 'visit_visitor', ['account_id'], unique=False)
    op.create_index(op.f('ix_visit_visitor_organisation_id'), 'visit_visitor', ['organisation_id'], unique=False)
    op.create_table('youth_woonkaart',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('youth_id', sa.Integer(), nullable=False),
    sa.Column('intake_id', sa.Integer(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('stay', sa.Enum('yes', 'some_months', 'soon_out', 'no_place', name='woonkaart_stay', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('feeling', sa.Enum('good', 'mixed', 'bad', 'unsaid', name='woonkaart_feeling', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('help_wish', sa.Enum('no', 'housing', 'money', 'both', 'later', name='woonkaart_help', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('version', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['intake_id'], ['intake.id'], name=op.f('fk_youth_woonkaart_intake_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['youth_id'], ['youth.id'], name=op.f('fk_youth_woonkaart_youth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_youth_woonkaart'))
    )
    op.create_index(op.f('ix_youth_woonkaart_intake_id'), 'youth_woonkaart', ['intake_id'], unique=False)
    op.create_index(op.f('ix_youth_woonkaart_youth_id'), 'youth_woonkaart', ['youth_id'], unique=False)
    op.create_table('home_space',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('home_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('room', 'living_room', 'bedroom', 'kitchen', 'living_kitchen', 'bathroom', 'bathroom_with_toilet', 'toilet', 'storage', 'attic', 'laundry', 'bicycles', 'hall', 'garden', 'balcony', 'garage', 'other', name='space_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('area_m2', sa.Double(), nullable=False),
    sa.Column('is_heated', sa.Boolean(), nullable=False),
    sa.Column('shared_by', sa.Integer(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.CheckConstraint('area_m2 > 0', name=op.f('ck_home_space_area_positive')),
    sa.CheckConstraint('shared_by >= 1', name=op.f('ck_home_space_shared_by_somebody')),
    sa.ForeignKeyConstraint(['home_id'], ['home.id'], name=op.f('fk_home_space_home_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_home_space_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_home_space'))
    )
    op.create_index(op.f('ix_home_space_home_id'), 'home_space', ['home_id'], unique=False)
    op.create_index(op.f('ix_home_space_room_id'), 'home_space', ['room_id'], unique=False)
    op.create_table('photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('caption', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('preview', sa.LargeBinary(), nullable=True),
    sa.Column('media_type', sa.String(length=20), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('added_at', base.Moment(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_photo_has_a_size')),
    sa.ForeignKeyConstraint(['added_by_id'], ['account.id'], name=op.f('fk_photo_added_by_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_photo_household_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_photo_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo')),
    sa.UniqueConstraint('household_id', 'sha256', name=op.f('uq_photo_household_id_sha256'))
    )
    op.create_index(op.f('ix_photo_household_id'), 'photo', ['household_id'], unique=False)
    op.create_index(op.f('ix_photo_room_id'), 'photo', ['room_id'], unique=False)
    op.create_table('room_points',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('counted_at', base.Moment(timezone=True), nullable=False),
    sa.Column('counted_by_id', sa.Integer(), nullable=True),
    sa.Column('reference_on', sa.Date(), nullable=False),
    sa.Column('library_version', sa.String(length=40), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('points', sa.Double(), nullable=False),
    sa.Column('maximum_cents', sa.Integer(), nullable=True),
    sa.Column('is_in_force', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['counted_by_id'], ['account.id'], name=op.f('fk_room_points_counted_by_id')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_room_points_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room_points'))
    )
    op.create_index(op.f('ix_room_points_room_id'), 'room_points', ['room_id'], unique=False)
    op.create_index('uq_room_points_in_force', 'room_points', ['room_id'], unique=True, sqlite_where=sa.text('is_in_force'), postgresql_where=sa.text('is_in_force'))
    op.create_table('room_terms',
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('included', sa.String(length=200), nullable=False),
    sa.Column('service_cents', sa.Integer(), nullable=False),
    sa.Column('deposit_cents', sa.Integer(), nullable=True),
    sa.Column('is_furnished', sa.Boolean(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('housemate_wish', sa.Text(), nullable=False),
    sa.Column('limits', sa.Text(), nullable=False),
    sa.CheckConstraint('deposit_cents >= 0', name=op.f('ck_room_terms_deposit_not_negative')),
    sa.CheckConstraint('service_cents >= 0', name=op.f('ck_room_terms_service_not_negative')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_room_terms_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('room_id', name=op.f('pk_room_terms'))
    )


def _drop_tables() -> None:
    op.drop_table('room_terms')
    op.drop_table('room_points')
    op.drop_table('photo')
    op.drop_table('home_space')
    op.drop_table('youth_woonkaart')
    op.drop_table('visit_visitor')
    op.drop_table('visit_impression')
    op.drop_table('visit_answer')
    op.drop_table('visit_action')
    op.drop_table('home_building')
    op.drop_table('youth_exception')
    op.drop_table('youth_case')
    op.drop_table('worker_specialism')
    op.drop_table('screening')
    op.drop_table('route_map_version')
    op.drop_table('need_detail')
    op.drop_table('listed_name')
    op.drop_table('invitation')
    op.drop_table('intake')
    op.drop_table('household_handling')
    op.drop_table('household_document')
    op.drop_table('household_circumstances')
    op.drop_table('house_rule')
    op.drop_table('home_visit')
    op.drop_table('handover')
    op.drop_table('domain_level')
    op.drop_table('correction')
    op.drop_table('consent')
    op.drop_table('worker')
    op.drop_table('woonkaart_answer')
    op.drop_table('visitor')
    op.drop_table('route_map')
    op.drop_table('name_list')
    op.drop_table('flow_chart_version')
    op.drop_table('deputy')
    op.drop_table('team')
    op.drop_table('school')
    op.drop_table('project')
    op.drop_table('flow_chart_example')
    op.drop_table('covenant')
    op.drop_table('flow_chart')
