"""Supply: the status of suppliers, what receipt lines say of their lots, how long lines run and
stand, and prices at the shelf.

Revision ID: supply_columns
Revises: l14_monitoring
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "supply_columns"
down_revision: str | None = "l14_monitoring"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SHELF_REVENUE = "Eaches times shelf price: list price at the account's level less the promotion's discount, USD"


def upgrade() -> None:
    status = "Awarded: has an approved contract; qualified: has only quoted"
    _add_filled("suppliers", "status", sa.Text(), status, "qualified")
    op.execute(
        "UPDATE suppliers SET status = 'awarded'"
        " WHERE id IN (SELECT supplier_id FROM supplier_ingredients WHERE is_approved)"
    )
    op.create_check_constraint(op.f("ck_suppliers_status"), "suppliers", "status IN ('awarded', 'qualified')")
    op.add_column(
        "work_orders",
        sa.Column(
            "operating_minutes",
            sa.Integer(),
            nullable=True,
            comment="Operating time of the line from start to end, minutes",
        ),
    )
    op.add_column(
        "work_orders",
        sa.Column(
            "downtime_minutes",
            sa.Integer(),
            nullable=True,
            comment="Part of it that the line stood: changeover, breakdowns",
        ),
    )
    op.create_check_constraint(
        op.f("ck_work_orders_operating_minutes_minimum"), "work_orders", "operating_minutes >= 1"
    )
    op.create_check_constraint(op.f("ck_work_orders_downtime_minutes_minimum"), "work_orders", "downtime_minutes >= 0")
    op.create_check_constraint(
        op.f("ck_work_orders_stands_while_operating"), "work_orders", "downtime_minutes < operating_minutes"
    )
    level = "Shelf price over the SKU's list price, percent, before promotions"
    _add_filled("retail_accounts", "price_level_percent", sa.SmallInteger(), level, "100")
    op.create_check_constraint(
        op.f("ck_retail_accounts_price_level_percent_minimum"), "retail_accounts", "price_level_percent >= 1"
    )
    op.alter_column(
        "pos_sales",
        "revenue",
        existing_type=sa.Numeric(precision=14, scale=2),
        existing_nullable=False,
        comment=SHELF_REVENUE,
        existing_comment="Retail revenue, USD",
    )
    op.create_table_comment(
        "goods_receipt_lines",
        "Lines of receipts; each is what arrived of one lot of a supplier for a line of the order",
        existing_comment="Lines of receipts; each is one lot of a raw material",
    )
    op.alter_column(
        "goods_receipt_lines",
        "lot_number",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="Production lot of the supplier; several lines and plants may have parts of it",
        existing_comment="Lot of the supplier",
    )


def _add_filled(table: str, name: str, kind: sa.types.TypeEngine, comment: str, value: str) -> None:
    """Add a column that rows of an earlier load need a value for, and loads always give."""
    op.add_column(table, sa.Column(name, kind, nullable=False, comment=comment, server_default=value))
    op.alter_column(table, name, existing_type=kind, existing_nullable=False, server_default=None)


def downgrade() -> None:
    op.alter_column(
        "pos_sales",
        "revenue",
        existing_type=sa.Numeric(precision=14, scale=2),
        existing_nullable=False,
        comment="Retail revenue, USD",
        existing_comment=SHELF_REVENUE,
    )
    op.drop_column("retail_accounts", "price_level_percent")
    op.drop_column("work_orders", "downtime_minutes")
    op.drop_column("work_orders", "operating_minutes")
    op.drop_column("suppliers", "status")
    op.alter_column(
        "goods_receipt_lines",
        "lot_number",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="Lot of the supplier",
        existing_comment="Production lot of the supplier; several lines and plants may have parts of it",
    )
    op.create_table_comment(
        "goods_receipt_lines",
        "Lines of receipts; each is one lot of a raw material",
        existing_comment="Lines of receipts; each is what arrived of one lot of a supplier for a line of the order",
    )
