"""Forecasts come in versions, by how many weeks ahead they were made.

Revision ID: forecast_versions
Revises: public_holidays
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "forecast_versions"
down_revision: str | None = "public_holidays"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "demand_forecasts"

KEYS = (
    ("uq_demand_forecasts_sku_id_dc_id_week_start_forecast_type", ["sku_id", "dc_id", "week_start", "forecast_type"]),
    ("uq_demand_forecasts_sku_id_dc_id_week_start_lag_weeks", ["sku_id", "dc_id", "week_start", "lag_weeks"]),
)
"""The key before and after."""

COMMENTS = (
    (
        TABLE,
        "Forecasts of a distribution center's demand by SKU and week",
        "Forecasts of a distribution center's demand by SKU and week, made anew 12, 4 and 1 weeks ahead; on the last"
        " Monday of the horizon half a year ahead",
    ),
    (
        "forecast_accuracy",
        "Forecasts compared with what was ordered in the week",
        "Forecasts made 4 weeks ahead, compared with what was ordered in the week",
    ),
)
"""Table, its comment before and after."""


def upgrade() -> None:
    lag = "Weeks from forecast_date to week_start"
    op.add_column(TABLE, sa.Column("lag_weeks", sa.SmallInteger(), nullable=True, comment=lag))
    op.execute(f"UPDATE {TABLE} SET lag_weeks = (week_start - forecast_date) / 7")
    kind = sa.SmallInteger()
    op.alter_column(TABLE, "lag_weeks", existing_type=kind, existing_comment=lag, nullable=False)
    rule = "week_start - forecast_date = 7 * lag_weeks"
    op.create_check_constraint(op.f("ck_demand_forecasts_lag_is_that_of_dates"), TABLE, rule)
    _rekey(*KEYS)
    for table, before, after in COMMENTS:
        op.create_table_comment(table, after, existing_comment=before)


def downgrade() -> None:
    for table, before, after in COMMENTS:
        op.create_table_comment(table, before, existing_comment=after)
    op.execute(f"DELETE FROM {TABLE} AS f WHERE NOT EXISTS (SELECT FROM forecast_accuracy WHERE forecast_id = f.id)")
    _rekey(*reversed(KEYS))
    op.drop_column(TABLE, "lag_weeks")


def _rekey(before: tuple[str, list[str]], after: tuple[str, list[str]]) -> None:
    op.drop_constraint(op.f(before[0]), TABLE, type_="unique")
    op.create_unique_constraint(op.f(after[0]), TABLE, after[1])
