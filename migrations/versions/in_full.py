"""Accounts say from which part of its cases on an order is complete.

Revision ID: in_full
Revises: cannibalization
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "in_full"
down_revision: str | None = "cannibalization"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"
TABLE = "retail_accounts"
COLUMN = "in_full_percent"
COMMENT = "Part of an order's cases from which on it takes the order for complete, percent"


def upgrade() -> None:
    kind = sa.Numeric(precision=5, scale=2)
    # Until now, an order was complete if nothing was cut.
    op.add_column(TABLE, sa.Column(COLUMN, kind, nullable=False, server_default="100", comment=COMMENT))
    op.alter_column(TABLE, COLUMN, existing_type=kind, existing_comment=COMMENT, server_default=None)
    op.create_check_constraint(op.f(f"ck_{TABLE}_{COLUMN}_range"), TABLE, f"{COLUMN} BETWEEN 0 AND 100")
    _replace_view("in_full")


def downgrade() -> None:
    _replace_view("question_views")
    op.drop_column(TABLE, COLUMN)


def _replace_view(folder: str) -> None:
    op.execute("DROP VIEW otif")
    op.execute((SQL / folder / "otif.sql").read_text(encoding="utf-8"))
