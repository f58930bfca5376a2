"""The truth about the planted events.

Revision ID: scenario_truth
Revises: capacity_and_losses
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "scenario_truth"
down_revision: str | None = "capacity_and_losses"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "injection",
        sa.Column("event_code", sa.Text(), nullable=False, comment="Event of the scenario, such as RSK-LOG-002"),
        sa.Column("table_name", sa.Text(), nullable=False, comment="Table of the row"),
        sa.Column("row_key", sa.Text(), nullable=False, comment="Its id, or parent,line where it is a line"),
        sa.Column("effect", sa.Text(), nullable=False, comment="Quantity that was changed"),
        sa.Column(
            "baseline_value",
            sa.Numeric(precision=18, scale=4),
            nullable=True,
            comment="What it would be without the event; null where the row would not be",
        ),
        sa.Column(
            "injected_value",
            sa.Numeric(precision=18, scale=4),
            nullable=True,
            comment="What it is; null where the effect is no number",
        ),
        sa.PrimaryKeyConstraint("event_code", "table_name", "row_key", "effect", name=op.f("pk_injection")),
        schema="supplygen",
        comment="Truth about the planted events: every row that one of them has touched, with the quantity that it"
        " changed",
    )


def downgrade() -> None:
    op.drop_table("injection", schema="supplygen")
