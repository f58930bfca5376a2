"""Calendar, currencies and exchange rates.

Revision ID: calendar_and_prices
Revises: forecast_versions
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "calendar_and_prices"
down_revision: str | None = "forecast_versions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql" / revision

VIEWS = ("sales_in_local_currency",)

BOOKS = (
    ("divisions", "Currency in which the division keeps its books, ISO 4217"),
    ("suppliers", "Currency in which the supplier quotes, that of its country, ISO 4217"),
)
"""Tables with a currency; an earlier load knew the US dollar only."""

RANGES = (
    ("calendar_quarter", 1, 4),
    ("calendar_month", 1, 12),
    ("iso_week", 1, 53),
    ("iso_weekday", 1, 7),
    ("fiscal_quarter", 1, 4),
    ("fiscal_period", 1, 12),
)
"""Columns of the calendar with their least and largest values."""


def upgrade() -> None:
    _create_calendar()
    _create_rates()
    for table, comment in BOOKS:
        op.add_column(
            table, sa.Column("currency_code", sa.Text(), nullable=False, comment=comment, server_default="USD")
        )
        op.alter_column(table, "currency_code", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    for view in VIEWS:
        op.execute((SQL / f"{view}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    for table, _ in reversed(BOOKS):
        op.drop_column(table, "currency_code")
    op.drop_table("exchange_rates")
    op.drop_table("currencies")
    op.drop_table("calendar")


def _create_calendar() -> None:
    op.create_table(
        "calendar",
        _id(),
        sa.Column("calendar_date", sa.Date(), nullable=False, comment="Day"),
        _number("calendar_year", "Year"),
        _number("calendar_quarter", "Quarter of the year, 1 to 4"),
        _number("calendar_month", "Month of the year, 1 to 12"),
        _number("iso_year", "Year of the ISO week"),
        _number("iso_week", "ISO week, 1 to 53"),
        _number("iso_weekday", "Day of the week: 1 is Monday, 7 is Sunday"),
        _number("fiscal_year", "Fiscal year; it begins on the Monday of ISO week 1"),
        _number(
            "fiscal_quarter", "Quarter of the fiscal year, 1 to 4; of 13 weeks, the last one of 14 in a year of 53"
        ),
        _number("fiscal_period", "Period of the fiscal year, 1 to 12: three a quarter, of 4, 4 and 5 weeks"),
        _number("kpi_period", "Period of kpi_actuals, from 1; null outside the horizon", nullable=True),
        *(
            sa.CheckConstraint(f"{name} BETWEEN {low} AND {high}", name=op.f(f"ck_calendar_{name}_range"))
            for name, low, high in RANGES
        ),
        sa.CheckConstraint("kpi_period >= 1", name=op.f("ck_calendar_kpi_period_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.UniqueConstraint("calendar_date", name=op.f("uq_calendar_calendar_date")),
        comment="A row a day, from the run-in to as far as demand is forecast. The fiscal year is that of ISO weeks;"
        " its quarters have periods of 4, 4 and 5 weeks",
    )


def _create_rates() -> None:
    op.create_table(
        "currencies",
        _id(),
        sa.Column("currency_code", sa.Text(), nullable=False, comment="ISO 4217"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the currency"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_currencies")),
        sa.UniqueConstraint("currency_code", name=op.f("uq_currencies_currency_code")),
        comment="Currencies of divisions and suppliers; all amounts of other tables are in US dollars",
    )
    op.create_table(
        "exchange_rates",
        sa.Column("currency_id", sa.Integer(), nullable=False, comment="Currency"),
        sa.Column("rate_month", sa.Date(), nullable=False, comment="First day of the month"),
        sa.Column(
            "local_per_usd",
            sa.Numeric(precision=14, scale=6),
            nullable=False,
            comment="Mean rate of the month, units of the currency for one US dollar",
        ),
        sa.CheckConstraint("local_per_usd > 0", name=op.f("ck_exchange_rates_rate_is_positive")),
        sa.CheckConstraint("extract(day FROM rate_month) = 1", name=op.f("ck_exchange_rates_month_begins")),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies.id"], name=op.f("fk_exchange_rates_currency_id_currencies")
        ),
        sa.PrimaryKeyConstraint("currency_id", "rate_month", name=op.f("pk_exchange_rates")),
        comment="What a US dollar costs, by currency and month, from the run-in to the as-of date",
    )


def _id() -> sa.Column[int]:
    return sa.Column(
        "id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"
    )


def _number(name: str, comment: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger(), nullable=nullable, comment=comment)
