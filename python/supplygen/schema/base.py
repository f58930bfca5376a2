"""Building blocks of the schema: one `MetaData`, one naming convention, a column constructor for each kind of value.

A level file reads as a list of columns with their meaning. The constructors fix what must be the same everywhere:
the SQL type and unit of money, rates, mass and time, the CHECK behind a category, the foreign key behind a parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

DEFAULT_COMPANY_SCHEMA = "public"
"""The database schema of the company's tables where nobody has chosen another; their declaration leaves it open."""

PRODUCT_SCHEMA = "supplygen"
"""The database schema of the product's own tables, and of the content that tells about the simulation itself."""

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
}
"""Every key, index and check is named from its table and columns; foreign keys also say where they point."""

metadata = MetaData(naming_convention=NAMING_CONVENTION)
product_metadata = MetaData(naming_convention=NAMING_CONVENTION, schema=PRODUCT_SCHEMA)

AnyColumn = Column[Any]


def level_table(level: int, name: str, comment: str, *parts: SchemaItem, schema: str | None = None) -> Table:
    """Declare a table of the content in one of the fifteen levels; the company's own have no schema here.

    Names are unique over all schemas: the ledger, fingerprints and messages know a table by its name alone.
    """
    return Table(name, metadata, *parts, *_checks(parts), comment=comment, info={"level": level}, schema=schema)


def product_table(name: str, comment: str, *parts: SchemaItem) -> Table:
    """Declare one of the product's own tables."""
    return Table(name, product_metadata, *parts, *_checks(parts), comment=comment)


def _checks(parts: Iterable[SchemaItem]) -> list[CheckConstraint]:
    """Make table constraints of the columns' rules: only as such do migrations name and compare them."""
    columns = [part for part in parts if isinstance(part, Column)]
    return [rule(name, condition) for column in columns for name, condition in column.info.get("checks", ())]


def _column(
    name: str,
    type_: TypeEngine[Any],
    comment: str,
    *items: SchemaItem,
    nullable: bool = False,
    primary_key: bool = False,
    unique: bool = False,
    index: bool = False,
    minimum: int | None = None,
    check: tuple[str, str] | None = None,
    info: Mapping[str, Any] | None = None,
) -> AnyColumn:
    """Build a column; `check` is (name, condition), `minimum` the same for a smallest value."""
    if minimum is not None:
        check = (f"{name}_minimum", f"{name} >= {minimum}")
    return Column(
        name,
        type_,
        *items,
        nullable=nullable,
        primary_key=primary_key,
        unique=unique or None,
        index=index or None,
        comment=comment,
        info={**(info or {}), "checks": [check] if check else []},
    )


def master_id(comment: str = "Surrogate key, dense from 1") -> AnyColumn:
    """Primary key of a table whose rows hardly grow with scale."""
    return _column("id", Integer(), comment, Identity(always=False), primary_key=True)


def fact_id(comment: str = "Surrogate key, dense from 1, ascending with time") -> AnyColumn:
    """Primary key of a table whose rows grow with scale."""
    return _column("id", BigInteger(), comment, Identity(always=False), primary_key=True)


def code(name: str, comment: str) -> AnyColumn:
    """Stable business key: unique text; `schema.business_key` names the first one of a table."""
    return _column(name, Text(), comment, unique=True, info={"is_code": True})


def parent(
    name: str, table: str, comment: str, *, nullable: bool = False, key: bool = False, index: bool | None = None
) -> AnyColumn:
    """Foreign key to `table.id`, of that column's type.

    It is indexed, unless it is part of the primary key (`key`); `index` says otherwise, where the key does not
    begin with the column or another index serves the join.
    """
    return Column(
        name,
        ForeignKey(f"{table}.id"),
        nullable=nullable,
        primary_key=key,
        index=(not key if index is None else index) or None,
        comment=comment,
    )


def reference(name: str, target: str, comment: str) -> AnyColumn:
    """Nullable id of a row in a *higher* level, which no foreign key can declare; `target` is `table.column`."""
    return _column(name, BigInteger(), comment, nullable=True, info={"refers_to": target})


def polymorphic(name: str, discriminator: str, targets: Mapping[str, str] | None, comment: str) -> AnyColumn:
    """Id whose table is named by another column of the row.

    `targets` maps the discriminator's values to `table.column`; None: the discriminator itself holds a table name
    and the id is that table's `id`.
    """
    return _column(
        name,
        BigInteger(),
        comment,
        nullable=True,
        info={"discriminator": discriminator, "targets": dict(targets) if targets is not None else None},
    )


def category(
    name: str, values: tuple[str, ...], comment: str, *, nullable: bool = False, key: bool = False
) -> AnyColumn:
    """Text limited to `values` by a CHECK; whoever else needs them, generators included, asks `schema.values_of`."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = (name, f"{name} IN ({listed})")
    return _column(name, Text(), comment, nullable=nullable, primary_key=key, check=check, info={"values": values})


def text(name: str, comment: str, *, nullable: bool = False, key: bool = False, index: bool = False) -> AnyColumn:
    """Free text."""
    return _column(name, Text(), comment, nullable=nullable, primary_key=key, index=index)


def smallint(
    name: str, comment: str, *, nullable: bool = False, key: bool = False, minimum: int | None = None
) -> AnyColumn:
    """Two-byte integer."""
    return _column(name, SmallInteger(), comment, nullable=nullable, primary_key=key, minimum=minimum)


def integer(
    name: str, comment: str, *, nullable: bool = False, key: bool = False, minimum: int | None = None
) -> AnyColumn:
    """Four-byte integer: cases, eaches, counts, days."""
    return _column(name, Integer(), comment, nullable=nullable, primary_key=key, minimum=minimum)


def bigint(
    name: str, comment: str, *, nullable: bool = False, key: bool = False, minimum: int | None = None
) -> AnyColumn:
    """Eight-byte integer: large totals, and ids that a composite foreign key covers."""
    return _column(name, BigInteger(), comment, nullable=nullable, primary_key=key, minimum=minimum)


def line_number(comment: str = "Line within the parent, from 1") -> AnyColumn:
    """Second part of a line table's key."""
    return smallint("line_number", comment, key=True)


def money(name: str, comment: str, *, nullable: bool = False, minimum: int | None = None) -> AnyColumn:
    """Amount in US dollars, exact to the cent."""
    return _column(name, Numeric(14, 2), comment, nullable=nullable, minimum=minimum)


def rate(name: str, comment: str, *, nullable: bool = False, minimum: int | None = None) -> AnyColumn:
    """Hold a unit cost, ratio or index to four decimals."""
    return _column(name, Numeric(12, 4), comment, nullable=nullable, minimum=minimum)


def share(name: str, comment: str) -> AnyColumn:
    """Fraction between 0 and 1 to four decimals."""
    return _column(name, Numeric(5, 4), comment, check=(f"{name}_range", f"{name} BETWEEN 0 AND 1"))


def percent(name: str, comment: str) -> AnyColumn:
    """Percentage between 0 and 100 to two decimals."""
    return _column(name, Numeric(5, 2), comment, check=(f"{name}_range", f"{name} BETWEEN 0 AND 100"))


def decimal(
    name: str, precision: int, scale: int, comment: str, *, nullable: bool = False, minimum: int | None = None
) -> AnyColumn:
    """Exact decimal of a precision that no other constructor fixes."""
    return _column(name, Numeric(precision, scale), comment, nullable=nullable, minimum=minimum)


def mass_kg(name: str, comment: str, *, nullable: bool = False, minimum: int | None = None) -> AnyColumn:
    """Mass in kilograms, exact to the gram."""
    return _column(name, Numeric(14, 3), comment, nullable=nullable, minimum=minimum)


def double(name: str, comment: str) -> AnyColumn:
    """Double-precision weight; never a quantity that must add up."""
    return _column(name, Double(), comment)


def flag(name: str, comment: str) -> AnyColumn:
    """Boolean."""
    return _column(name, Boolean(), comment)


def day(name: str, comment: str, *, nullable: bool = False, key: bool = False, index: bool = False) -> AnyColumn:
    """Calendar date."""
    return _column(name, Date(), comment, nullable=nullable, primary_key=key, index=index)


def moment(name: str, comment: str, *, nullable: bool = False, index: bool = False) -> AnyColumn:
    """Point in time, shown in UTC."""
    return _column(name, DateTime(timezone=True), comment, nullable=nullable, index=index)


def texts(name: str, comment: str) -> AnyColumn:
    """Array of text."""
    return _column(name, ARRAY(Text()), comment)


def integers(name: str, comment: str) -> AnyColumn:
    """Array of four-byte integers."""
    return _column(name, ARRAY(Integer()), comment)


def document(name: str, comment: str, *, nullable: bool = False) -> AnyColumn:
    """JSONB document; an absent one is SQL NULL, never JSON null."""
    return _column(name, JSONB(), comment, nullable=nullable)


def latitude() -> AnyColumn:
    """Degrees north, six decimals (0.1 m)."""
    return decimal("latitude", 9, 6, "Latitude, degrees north (WGS 84)")


def longitude() -> AnyColumn:
    """Degrees east, six decimals."""
    return decimal("longitude", 9, 6, "Longitude, degrees east (WGS 84)")


def exactly_one(name: str, *columns: str) -> CheckConstraint:
    """CHECK that exactly one of `columns` is not null."""
    return CheckConstraint(f"num_nonnulls({', '.join(columns)}) = 1", name=name)


def rule(name: str, condition: str) -> CheckConstraint:
    """CHECK between columns of one row."""
    return CheckConstraint(condition, name=name)
