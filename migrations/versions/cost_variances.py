"""A view of actual against standard costs of production.

Revision ID: cost_variances
Revises: customer_invoices
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "cost_variances"
down_revision: str | None = "customer_invoices"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute((SQL / revision / "cost_variances.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    op.execute("DROP VIEW cost_variances")
