"""each 'no' keeps its own rest, and the rest of a stay knows which stay it followed from"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = "lifted_on IS NULL"
#: The stay that ended last before the rest: a rest that is of no proposal followed from one.
STAY = """
    UPDATE pair_rest SET placement_id = (
        SELECT MAX(placement.id) FROM placement
        JOIN ending ON ending.placement_id = placement.id
        WHERE placement.youth_id = pair_rest.youth_id AND placement.room_id = pair_rest.room_id
        AND ending.told_on <= pair_rest.from_on
    ) WHERE proposal_id IS NULL
"""
#: Before, the longest rest of a pair was the only one.
SHORTER = """
    UPDATE pair_rest SET lifted_on = CURRENT_DATE WHERE lifted_on IS NULL AND EXISTS (
        SELECT 1 FROM pair_rest AS other WHERE other.lifted_on IS NULL
        AND other.youth_id = pair_rest.youth_id AND other.room_id = pair_rest.room_id
        AND (COALESCE(other.until_on, '9999-12-31') > COALESCE(pair_rest.until_on, '9999-12-31')
            OR (COALESCE(other.until_on, '9999-12-31') = COALESCE(pair_rest.until_on, '9999-12-31')
                AND other.id > pair_rest.id))
    )
"""


def upgrade() -> None:
    op.drop_index("uq_pair_rest_open", table_name="pair_rest")
    with op.batch_alter_table("pair_rest") as table:
        table.add_column(sa.Column("placement_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_pair_rest_placement_id"),
            "placement", ["placement_id"], ["id"], ondelete="SET NULL",
        )  # fmt: skip
        table.create_index(op.f("ix_pair_rest_placement_id"), ["placement_id"])
    op.execute(STAY)
    for of in ("proposal", "placement"):
        _one_open(f"uq_pair_rest_open_{of}", f"{of}_id")


def downgrade() -> None:
    op.execute(SHORTER)
    for of in ("proposal", "placement"):
        op.drop_index(f"uq_pair_rest_open_{of}", table_name="pair_rest")
    with op.batch_alter_table("pair_rest") as table:
        table.drop_index(op.f("ix_pair_rest_placement_id"))
        table.drop_constraint(op.f("fk_pair_rest_placement_id"), type_="foreignkey")
        table.drop_column("placement_id")
    _one_open("uq_pair_rest_open", "youth_id", "room_id")


def _one_open(name: str, *columns: str) -> None:
    op.create_index(
        name, "pair_rest", list(columns), unique=True,
        sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN),
    )  # fmt: skip
