"""Public holidays.

Revision ID: public_holidays
Revises: freight_bills
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "public_holidays"
down_revision: str | None = "freight_bills"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "public_holidays",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country, ISO 3166-1 alpha-2"),
        sa.Column(
            "holiday_date",
            sa.Date(),
            nullable=False,
            comment="Day of the holiday, or the one on which it is made up for",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the holiday; of several on one day all names"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_holidays")),
        sa.UniqueConstraint("country", "holiday_date", name=op.f("uq_public_holidays_country_holiday_date")),
        comment="Public holidays of every country in which the company has a site or a store: plants neither fill nor"
        " load, centers neither pick nor send",
    )


def downgrade() -> None:
    op.drop_table("public_holidays")
