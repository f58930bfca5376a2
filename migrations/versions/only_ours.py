"""Verification in the database leaves out the rows of tables that inherit from ours.

Revision ID: only_ours
Revises: comment_spelling
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "only_ours"
down_revision: str | None = "comment_spelling"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    for name in ("own_rows", "figures", "verify"):
        op.execute((SQL / revision / f"{name}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    for name in ("figures", "verify"):
        text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
        op.execute(text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
    op.execute("DROP FUNCTION supplygen.own_rows()")
