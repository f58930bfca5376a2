"""The invariants inside the database, and the functions that check them there.

Revision ID: verify_functions
Revises: planning_completion
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "verify_functions"
down_revision: str | None = "planning_completion"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FUNCTIONS = ("chosen_invariants", "figures", "verify")
"""Each calls only those before it."""


def upgrade() -> None:
    op.create_table(
        "invariant",
        sa.Column("id", sa.Text(), nullable=False, comment="Number in the list of invariants, such as I13"),
        sa.Column("title", sa.Text(), nullable=False, comment="What holds, in one sentence"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="exact tolerates no violating row; band is a set of figures with limits",
        ),
        sa.Column("cost", sa.Text(), nullable=False, comment="expensive reads the largest tables"),
        sa.Column(
            "query",
            sa.Text(),
            nullable=False,
            comment="exact: violating rows as relation, key, problem; band: figures as relation, key, value, low, high",
        ),
        sa.CheckConstraint("cost IN ('cheap', 'expensive')", name=op.f("ck_invariant_cost")),
        sa.CheckConstraint("kind IN ('exact', 'band')", name=op.f("ck_invariant_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invariant")),
        schema="supplygen",
        comment="What must be true of the data, by the version that loaded it",
    )
    for name in FUNCTIONS:
        op.execute((Path(__file__).parents[1] / "sql" / f"{name}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    for name in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION supplygen.{name}(text)")
    op.drop_table("invariant", schema="supplygen")
