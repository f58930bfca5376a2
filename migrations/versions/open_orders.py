"""Orders are open until their center works: the day on which each was allocated.

Revision ID: open_orders
Revises: carrier_tariffs
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "open_orders"
down_revision: str | None = "carrier_tariffs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

RULES = (
    ("open_until_allocated", "(status = 'open') = (allocation_date IS NULL)"),
    ("allocated_after_order", "order_date <= allocation_date"),
)


def upgrade() -> None:
    comment = "Day on which it was allocated; null while it is open"
    op.add_column("orders", sa.Column("allocation_date", sa.Date(), nullable=True, comment=comment))
    # Until now, orders were allocated on their day.
    op.execute("UPDATE orders SET allocation_date = order_date WHERE status <> 'open'")
    for name, condition in RULES:
        op.create_check_constraint(op.f(f"ck_orders_{name}"), "orders", condition)
    _create_fill_rate(revision)


def downgrade() -> None:
    _create_fill_rate("question_views")
    op.drop_column("orders", "allocation_date")


def _create_fill_rate(folder: str) -> None:
    op.execute("DROP VIEW fill_rate_by_abc_channel")
    op.execute((SQL / folder / "fill_rate_by_abc_channel.sql").read_text(encoding="utf-8"))
