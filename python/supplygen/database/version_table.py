"""Where Alembic notes the revision: a table of the product's schema, so that another application's stands beside it.

The first two releases had it in `public`, from where the next migration takes it along.
"""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from supplygen.database.company_schema import FUNCTION, MADE, find_company
from supplygen.database.layout import LEAF_SCHEMA
from supplygen.errors import SchemaRevisionError
from supplygen.schema import DEFAULT_COMPANY_SCHEMA, PRODUCT_SCHEMA, TABLES

VERSION_TABLE = "alembic_version"
"""Alembic's own name for it."""
OLD_PLACE = DEFAULT_COMPANY_SCHEMA
"""Where the first two releases had it, and where every company is whose release knew no other schema."""


def version_schema(connection: psycopg.Connection) -> str | None:
    """Return the schema of our version table, or None where no migration has run.

    One in `public` is ours only if the product's tables are there and have none: else it is of somebody.
    """
    if _exists(connection, PRODUCT_SCHEMA, VERSION_TABLE):
        return PRODUCT_SCHEMA
    is_old = _exists(connection, PRODUCT_SCHEMA, "run") and _exists(connection, OLD_PLACE, VERSION_TABLE)
    return OLD_PLACE if is_old else None


def check_whole(connection: psycopg.Connection, company: str = DEFAULT_COMPANY_SCHEMA) -> None:
    """Insist that the company's tables do not stand there without the product's, nor these without them.

    `company`: the schema to look into where the product's tables, which would name it, are missing.
    """
    tables = [table.name for table in TABLES.values() if table.schema is None]
    if not _exists(connection, PRODUCT_SCHEMA, "run"):
        if _all_exist(connection, company, tables):
            raise SchemaRevisionError(
                f"the company's tables are in schema {company}, but schema {PRODUCT_SCHEMA} is missing:"
                " restore a dump of the whole database, into an empty one"
            )
    elif version_schema(connection) is None and (astray := _schemas_with_most(connection, tables)):
        raise SchemaRevisionError(
            f"an earlier release has put the company's tables into schema {' and '.join(astray)}, not into"
            f" {OLD_PLACE}: drop them there, and schema {PRODUCT_SCHEMA}, or take an empty database; then run"
            " `supplygen migrate` and load again"
        )
    elif find_company(connection) is None and not _exists(connection, OLD_PLACE, tables[0]):
        raise SchemaRevisionError(
            f"the schema of the company's tables has been dropped: drop schema {PRODUCT_SCHEMA} too, then run"
            " `supplygen migrate` and load again"
        )


def place_statement(revisions: Iterable[str]) -> str:
    """Return what makes room for the version table: its schema, and an old table with one of our `revisions` in it."""
    listed = ", ".join(f"'{revision}'" for revision in revisions)
    # CREATE SCHEMA IF NOT EXISTS would ask for the right to create schemas even where there is one.
    return f"""DO $$
BEGIN
    IF to_regnamespace('{PRODUCT_SCHEMA}') IS NULL THEN
        CREATE SCHEMA {PRODUCT_SCHEMA};
    END IF;
    IF to_regclass('{PRODUCT_SCHEMA}.run') IS NOT NULL
        AND to_regclass('{PRODUCT_SCHEMA}.{VERSION_TABLE}') IS NULL
        AND to_regclass('{OLD_PLACE}.{VERSION_TABLE}') IS NOT NULL
    THEN
        IF EXISTS (SELECT FROM {OLD_PLACE}.{VERSION_TABLE} WHERE version_num IN ({listed})) THEN
            ALTER TABLE {OLD_PLACE}.{VERSION_TABLE} SET SCHEMA {PRODUCT_SCHEMA};
        END IF;
    END IF;
END $$"""


LEAVE = f"""DO $$
DECLARE
    company oid := {FUNCTION};
    emptied name;
BEGIN
    IF EXISTS (SELECT FROM {PRODUCT_SCHEMA}.{VERSION_TABLE}) THEN
        RETURN;
    END IF;
    DROP TABLE {PRODUCT_SCHEMA}.{VERSION_TABLE};
    DROP FUNCTION {FUNCTION};
    FOR emptied IN
        SELECT nspname FROM pg_namespace
        WHERE (nspname IN ('{PRODUCT_SCHEMA}', '{LEAF_SCHEMA}')
                OR oid = company AND obj_description(oid, 'pg_namespace') = '{MADE}')
            AND pg_has_role(nspowner, 'USAGE') AND has_database_privilege(current_database(), 'CREATE')
    LOOP
        BEGIN
            EXECUTE format('DROP SCHEMA %I', emptied);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            NULL;
        END;
    END LOOP;
END $$"""
"""What ends a migration: without any revision nothing of ours stays, except a schema that holds things of others or
that the role could not make again."""


def _exists(connection: psycopg.Connection, schema: str, table: str) -> bool:
    return _all_exist(connection, schema, [table])


def _all_exist(connection: psycopg.Connection, schema: str, tables: list[str]) -> bool:
    found = connection.execute(
        "SELECT count(*) FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname = %s AND relname = ANY (%s) AND relkind IN ('r', 'p')",
        [schema, tables],
    ).fetchone()
    return found == (len(tables),)


def _schemas_with_most(connection: psycopg.Connection, tables: list[str]) -> list[str]:
    """Name the schemas that have most of the company's tables; an earlier release had fewer than there are now."""
    rows = connection.execute(
        "SELECT quote_ident(nspname) FROM pg_catalog.pg_class"
        " JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname <> %s AND relname = ANY (%s) AND relkind IN ('r', 'p')"
        " GROUP BY nspname HAVING count(*) > %s ORDER BY nspname",
        [OLD_PLACE, tables, len(tables) // 2],
    ).fetchall()
    return [row[0] for row in rows]
