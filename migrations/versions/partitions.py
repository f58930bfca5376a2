"""Verification in the database reads the leaves of partitioned tables.

Revision ID: partitions
Revises: parts
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "partitions"
down_revision: str | None = "parts"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute((SQL / revision / "own_rows.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    op.execute((SQL / "company_schema" / "own_rows.sql").read_text(encoding="utf-8"))
