"""Stops of the filling lines.

Revision ID: downtime_events
Revises: receiving_hours
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "downtime_events"
down_revision: str | None = "receiving_hours"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CAUSES = "cause IN ('changeover', 'mechanical', 'jam', 'electrical', 'material_feed', 'closure')"


def upgrade() -> None:
    op.create_table(
        "downtime_events",
        sa.Column("wo_id", sa.BigInteger(), nullable=False, comment="Work order that was carried out"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Stop within the run, from 1"),
        sa.Column(
            "cause",
            sa.Text(),
            nullable=False,
            comment="Why it stood: the changeover before the run, or what broke down; closure is what caps and seals",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="When it stopped"),
        sa.Column(
            "minutes",
            sa.Integer(),
            nullable=False,
            comment="Minutes of the plant's operating time until it ran again",
        ),
        sa.CheckConstraint(CAUSES, name=op.f("ck_downtime_events_cause")),
        sa.CheckConstraint("minutes >= 1", name=op.f("ck_downtime_events_minutes_minimum")),
        sa.ForeignKeyConstraint(["wo_id"], ["work_orders.id"], name=op.f("fk_downtime_events_wo_id_work_orders")),
        sa.PrimaryKeyConstraint("wo_id", "line_number", name=op.f("pk_downtime_events")),
        comment=("Times at which a filling line stood still in the run of a work order; they add up to its downtime"),
    )


def downgrade() -> None:
    op.drop_table("downtime_events")
