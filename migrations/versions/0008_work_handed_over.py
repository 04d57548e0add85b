"""single things to do can be handed over to a colleague"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matcher.database import base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "decide_proposal",
    "propose_backup",
    "decide_suggestion",
    "answer",
    "answer_awaited",
    "find_date",
    "record_meeting",
    "try_out",
    "make_agreement",
    "acknowledge_rules",
    "sign_agreement",
    "start_stay",
    "check_in",
    "plan",
    "action",
    "concern",
    "signal",
    "care_team",
    "ending",
    "future_plan",
    "evaluation",
    "warm_handover",
    "host_again",
    "follow_up",
    "meeting",
    "handover",
    "plan_visit",
    "visit",
    "visit_report",
    "visit_decision",
    "visit_action",
    "paper",
    "correction",
    "exception",
    "names",
    "message",
    "case",
    name="work_kind",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "work_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", base.Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "giver_id <> receiver_id", name=op.f("ck_work_handover_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_work_handover_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["account.id"], name=op.f("fk_work_handover_giver_id")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["account.id"], name=op.f("fk_work_handover_receiver_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_handover")),
        sa.UniqueConstraint(
            "kind", "subject", "subject_id",
            name=op.f("uq_work_handover_kind_subject_subject_id"),
        ),
    )  # fmt: skip
    for column in ("by_id", "giver_id", "receiver_id"):
        op.create_index(op.f(f"ix_work_handover_{column}"), "work_handover", [column])


def downgrade() -> None:
    op.drop_table("work_handover")
