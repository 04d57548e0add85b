"""a pair that was ruled out knows after which proposal: only that one's return lifts it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# A suggestion that somebody accepted tells of which proposal it was, or that it was of a stay.
ACCEPTED = """
    SELECT {what} FROM suggestion LEFT JOIN proposal ON proposal.id = suggestion.proposal_id
    LEFT JOIN placement ON placement.id = suggestion.placement_id
    WHERE suggestion.kind = 'rule_out' AND suggestion.is_accepted
    AND COALESCE(proposal.youth_id, placement.youth_id) = pair_exclusion.youth_id
    AND COALESCE(proposal.room_id, placement.room_id) = pair_exclusion.room_id
"""
# Otherwise it came with a decline, in one transaction: the last one before it.
DECLINED = """
    SELECT MAX(proposal.id) FROM proposal
    WHERE proposal.youth_id = pair_exclusion.youth_id
    AND proposal.room_id = pair_exclusion.room_id
    AND proposal.status = 'declined' AND proposal.decided_at <= pair_exclusion.created_at
"""


def upgrade() -> None:
    with op.batch_alter_table("pair_exclusion") as table:
        table.add_column(sa.Column("proposal_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_pair_exclusion_proposal_id"),
            "proposal", ["proposal_id"], ["id"], ondelete="SET NULL",
        )  # fmt: skip
        table.create_index(op.f("ix_pair_exclusion_proposal_id"), ["proposal_id"])
    op.execute(
        f"UPDATE pair_exclusion SET proposal_id = ({ACCEPTED.format(what='MIN(proposal.id)')})"
        f" WHERE EXISTS ({ACCEPTED.format(what='1')})"
    )
    op.execute(
        f"UPDATE pair_exclusion SET proposal_id = ({DECLINED})"
        f" WHERE NOT EXISTS ({ACCEPTED.format(what='1')})"
    )


def downgrade() -> None:
    with op.batch_alter_table("pair_exclusion") as table:
        table.drop_index(op.f("ix_pair_exclusion_proposal_id"))
        table.drop_constraint(op.f("fk_pair_exclusion_proposal_id"), type_="foreignkey")
        table.drop_column("proposal_id")
