"""Calendar, currencies and exchange rates; price lists and customer conditions.

Revision ID: calendar_and_prices
Revises: packaging
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "calendar_and_prices"
down_revision: str | None = "packaging"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

BOOKS = (
    ("divisions", "Currency in which the division keeps its books, ISO 4217"),
    ("suppliers", "Currency in which the supplier quotes, that of its country, ISO 4217"),
)
"""Tables with a currency; an earlier load knew the US dollar only."""

MONEY = sa.Numeric(precision=14, scale=2)

PRICES = (
    (
        "list_price",
        "Retail list price of one each, USD",
        "Retail list price of one each when the horizon opens, USD",
    ),
    (
        "case_price",
        "Wholesale price of a case, USD",
        "Wholesale price of a case when the horizon opens, USD",
    ),
)
"""Columns of skus, their comments before and after."""

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
    _create_lists()
    _create_conditions()
    _add_lag()
    for name, before, after in PRICES:
        _say(name, before, after)
    _create_view(revision, "sales_in_local_currency")
    op.execute("DROP VIEW promotion_performance")
    _create_view(revision, "promotion_performance")


def downgrade() -> None:
    op.execute("DROP VIEW promotion_performance")
    _create_view("question_views", "promotion_performance")
    op.execute("DROP VIEW sales_in_local_currency")
    for table, _ in reversed(BOOKS):
        op.drop_column(table, "currency_code")
    for name, before, after in PRICES:
        _say(name, after, before)
    op.drop_column("retail_accounts", "price_lag_weeks")
    op.drop_table("customer_conditions")
    op.drop_table("sku_prices")
    op.drop_table("price_lists")
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


def _create_lists() -> None:
    op.create_table(
        "price_lists",
        _id("Surrogate key, dense from 1, ascending with valid_from"),
        sa.Column("price_list_code", sa.Text(), nullable=False, comment="Business key, such as PL-NAM-PW-20240304"),
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division"),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Brand line"),
        sa.Column("announced_date", sa.Date(), nullable=False, comment="Day on which customers were told"),
        sa.Column(
            "valid_from",
            sa.Date(),
            nullable=False,
            comment="First day on which it holds for orders; a Monday, unless it held before the run-in",
        ),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="Last day; null while no other list is announced"),
        _percent("increase_percent", "By how much prices rise over the list before, percent; 0 for the first one"),
        sa.CheckConstraint("increase_percent BETWEEN 0 AND 100", name=op.f("ck_price_lists_increase_percent_range")),
        sa.CheckConstraint("announced_date < valid_from", name=op.f("ck_price_lists_told_before")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_price_lists_dates_in_order")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_price_lists_division_id_divisions")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_price_lists_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
        sa.UniqueConstraint("price_list_code", name=op.f("uq_price_lists_price_list_code")),
        sa.UniqueConstraint(
            "division_id",
            "product_id",
            "valid_from",
            name=op.f("uq_price_lists_division_id_product_id_valid_from"),
        ),
        comment="Prices of a brand line in a division, from one increase to the next",
    )
    op.create_index(op.f("ix_price_lists_product_id"), "price_lists", ["product_id"])
    op.create_table(
        "sku_prices",
        sa.Column("price_list_id", sa.Integer(), nullable=False, comment="Price list"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("list_price", MONEY, nullable=False, comment="Retail list price of one each, USD"),
        sa.Column(
            "case_price",
            MONEY,
            nullable=False,
            comment="Wholesale price of a case before channel margins and conditions, USD",
        ),
        sa.CheckConstraint("list_price >= 0", name=op.f("ck_sku_prices_list_price_minimum")),
        sa.CheckConstraint("case_price >= 0", name=op.f("ck_sku_prices_case_price_minimum")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_sku_prices_price_list_id_price_lists")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_sku_prices_sku_id_skus")),
        sa.PrimaryKeyConstraint("price_list_id", "sku_id", name=op.f("pk_sku_prices")),
        comment="Prices of SKUs by price list; tills follow price_lag_weeks of their account later",
    )
    op.create_index(op.f("ix_sku_prices_sku_id"), "sku_prices", ["sku_id"])


def _create_conditions() -> None:
    table = "customer_conditions"
    op.create_table(
        table,
        _id("Surrogate key, dense from 1, ascending with valid_from"),
        sa.Column("retail_account_id", sa.Integer(), nullable=False, comment="Account"),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Brand line"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column("valid_to", sa.Date(), nullable=False, comment="Last day of validity"),
        _percent("discount_percent", "Discount on the price of the account's channel, percent"),
        sa.CheckConstraint("discount_percent BETWEEN 0 AND 100", name=op.f(f"ck_{table}_discount_percent_range")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f(f"ck_{table}_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["retail_account_id"], ["retail_accounts.id"], name=op.f(f"fk_{table}_retail_account_id_retail_accounts")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f(f"fk_{table}_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "retail_account_id",
            "product_id",
            "valid_from",
            name=op.f(f"uq_{table}_retail_account_id_product_id_valid_from"),
        ),
        comment="What an account has negotiated off the price of a brand line: part of order_lines.unit_price",
    )
    op.create_index(op.f(f"ix_{table}_product_id"), table, ["product_id"])


def _add_lag() -> None:
    """Tills of an earlier load knew one price; they followed at once."""
    table, name, kind = "retail_accounts", "price_lag_weeks", sa.SmallInteger()
    comment = "Weeks after which shelf prices follow a new price list"
    op.add_column(table, sa.Column(name, kind, nullable=False, comment=comment, server_default="0"))
    op.alter_column(table, name, existing_type=kind, existing_nullable=False, server_default=None)
    op.create_check_constraint(op.f(f"ck_{table}_{name}_minimum"), table, f"{name} >= 0")


def _create_view(folder: str, name: str) -> None:
    op.execute((SQL / folder / f"{name}.sql").read_text(encoding="utf-8"))


def _say(column: str, before: str, after: str) -> None:
    op.alter_column(
        "skus", column, existing_type=MONEY, existing_nullable=False, existing_comment=before, comment=after
    )


def _percent(name: str, comment: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Numeric(precision=5, scale=2), nullable=False, comment=comment)


def _id(comment: str = "Surrogate key, dense from 1") -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment=comment)


def _number(name: str, comment: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger(), nullable=nullable, comment=comment)
