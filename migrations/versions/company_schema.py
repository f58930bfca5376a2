"""Verification in the database finds the company in whatever schema it is.

The function `supplygen.company_schema()` is there before, since every revision needs to know.

Revision ID: company_schema
Revises: load_history
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "company_schema"
down_revision: str | None = "load_history"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

FUNCTIONS = ("own_rows", "figures", "verify")
"""Each calls only those before it."""


def upgrade() -> None:
    _create(revision)


def downgrade() -> None:
    _create("only_ours")


def _create(folder: str) -> None:
    for name in FUNCTIONS:
        text = (SQL / folder / f"{name}.sql").read_text(encoding="utf-8")
        op.execute(text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
