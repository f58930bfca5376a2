"""Planners take forecasts back beside promotions of substitutes.

Revision ID: cannibalization
Revises: center_yards
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

revision: str = "cannibalization"
down_revision: str | None = "center_yards"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "consensus_adjustments"
RULE = "ck_consensus_adjustments_reason_code"
BEFORE = (
    "reason_code IN ('promotion', 'post_promotion', 'new_product', 'market_intelligence')",
    "Why: a promotion, the dip after one, optimism for a new SKU, or what sales heard from customers",
)
AFTER = (
    "reason_code IN ('promotion', 'post_promotion', 'cannibalization', 'new_product', 'market_intelligence')",
    "Why: a promotion, the dip after one or beside a substitute's, optimism for a new SKU, or what sales heard",
)
"""Condition and comment of the reason."""


def upgrade() -> None:
    _change(BEFORE, AFTER)


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET reason_code = 'post_promotion' WHERE reason_code = 'cannibalization'")
    _change(AFTER, BEFORE)


def _change(old: tuple[str, str], new: tuple[str, str]) -> None:
    op.drop_constraint(op.f(RULE), TABLE, type_="check")
    op.create_check_constraint(op.f(RULE), TABLE, new[0])
    op.alter_column(TABLE, "reason_code", comment=new[1], existing_comment=old[1])
