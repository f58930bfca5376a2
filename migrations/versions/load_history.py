"""Loads that ended, with what they took: `supplygen runs`.

Revision ID: load_history
Revises: only_ours
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "load_history"
down_revision: str | None = "only_ours"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number that the run had"),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="complete once sealed; replaced where another load came before that",
        ),
        sa.Column("settings", postgresql.JSONB(), nullable=False, comment="All settings that the content depended on"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="Wall-clock start of the load"),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Wall-clock end: the seal, or the start of the load that replaced it",
        ),
        sa.Column("row_count", sa.BigInteger(), nullable=False, comment="Rows of the tables that it finished"),
        sa.Column(
            "phases",
            postgresql.JSONB(),
            nullable=False,
            comment="Name and seconds of each phase of the call that sealed it; some ran side by side",
        ),
        sa.CheckConstraint("outcome IN ('complete', 'replaced')", name=op.f("ck_history_outcome")),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_history_row_count_minimum")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_history")),
        schema="supplygen",
        comment="Loads that ended in this database, with what they took; a reset forgets them",
    )


def downgrade() -> None:
    op.drop_table("history", schema="supplygen")
