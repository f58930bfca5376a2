"""How a migration behaves as a guest: one at a time, never under a load, and whoever may read our views still may."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from supplygen.database.company_schema import checked_name, find_company
from supplygen.database.locks import holders
from supplygen.database.session import ADVISORY_LOCK, LOCK_WAIT_S, WORKER_LOCK
from supplygen.database.target import one_line
from supplygen.database.version_table import version_schema
from supplygen.errors import DatabaseUnavailableError, TargetBusyError, TargetNotEmptyError, UsageError
from supplygen.schema import DEFAULT_COMPANY_SCHEMA, PRODUCT_SCHEMA

MIGRATION_LOCK = ADVISORY_LOCK + 2
"""Key of the lock that a migration holds on its database."""
# Another migration takes seconds; so do those who read a table that is to change.
PATIENCE = f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"
LOCK = f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"

GRANTS = """
    SELECT pg_class.oid, format('%%I.%%I', nspname, relname), format(
        'GRANT %%s ON %%I.%%I TO %%s%%s', privilege_type, nspname, relname,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_catalog.pg_class
    JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
    CROSS JOIN LATERAL aclexplode(relacl)
    WHERE relkind = 'v' AND nspname = ANY (%s) AND grantee <> relowner
"""
"""Views with what others may do with them, as the statements that allow it."""


def tell_revisions(handler: logging.Handler) -> None:
    """Have `handler` told which revisions run."""
    progress = logging.getLogger("alembic.runtime.migration")
    handler.addFilter(lambda record: record.getMessage().startswith("Running"))
    progress.addHandler(handler)
    progress.setLevel(logging.INFO)


def own_path(company: str) -> str:
    """Return what lets names without a schema be the company's, whatever the role, its schema and its settings."""
    return f"SET LOCAL search_path = {sql.Identifier(company).as_string(None)}, pg_temp"


def settled(connection: psycopg.Connection, wanted: str | None) -> str:
    """Return the schema that the company's tables are in, or else are to be in; refuse another one that is wanted."""
    if wanted is not None:
        checked_name(wanted)
    company = find_company(connection)
    standing = company.name if company else None
    if standing is None and version_schema(connection) is not None:
        standing = DEFAULT_COMPANY_SCHEMA  # of a release that knew no other
    if standing is not None and wanted not in (None, standing):
        raise UsageError(
            f"the company of this database is in schema {standing}, and there is one at most: leave the schema out, or"
            " take the company away first with `supplygen migrate --down`"
        )
    return standing or wanted or DEFAULT_COMPANY_SCHEMA


def insist_on_schemas(connection: psycopg.Connection, company: str) -> None:
    """Insist on the schemas, or on the right to create them."""
    missing = connection.execute(
        "SELECT format('CREATE SCHEMA %%I AUTHORIZATION %%I', name, current_user) FROM unnest(%s::text[]) AS name"
        " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = name)"
        " AND NOT has_database_privilege(current_database(), 'CREATE')",
        [[PRODUCT_SCHEMA, company]],
    ).fetchall()
    if missing:
        statements = "; ".join(row[0] for row in missing)
        raise DatabaseUnavailableError(f"the role may not create schemas in this database; who may, runs: {statements}")


def lock(connection: psycopg.Connection) -> None:
    """Wait until no other migration is under way; held to the end of the transaction."""
    connection.execute(PATIENCE.encode())
    try:
        with connection.transaction():
            connection.execute(LOCK.encode())
    except psycopg.errors.LockNotAvailable as error:
        raise TargetBusyError(
            f"another migration is still at work after {LOCK_WAIT_S} s, by"
            f" {holders(connection, advisory=[MIGRATION_LOCK])}: wait for it or end it"
        ) from error


def keep_loads_out(connection: psycopg.Connection) -> None:
    """Let no load or reset begin before the transaction ends; refuse to go on beside one."""
    both = [ADVISORY_LOCK, WORKER_LOCK]  # a load that has lost the first may still have workers
    taken = connection.execute("SELECT pg_try_advisory_xact_lock(%s) AND pg_try_advisory_xact_lock(%s)", both)
    if taken.fetchone() != (True,):
        raise TargetBusyError(
            "a supplygen load or reset is at work in this database, by"
            f" {holders(connection, advisory=both)}: wait for it or end it"
        )


def refuse_loaded(connection: psycopg.Connection) -> None:
    """Let no load meet what an earlier revision demands of its rows."""
    if connection.execute("SELECT EXISTS (SELECT FROM supplygen.run)").fetchone() == (True,):
        raise TargetNotEmptyError("the database holds a load: run `supplygen reset` first, then downgrade")


@contextmanager
def grants_kept(connection: psycopg.Connection, company: str) -> Iterator[None]:
    """Grant on views that are dropped and created anew what was granted before."""
    before = connection.execute(GRANTS, [[company, PRODUCT_SCHEMA]]).fetchall()
    yield
    for old, name, statement in before:
        found = connection.execute("SELECT to_regclass(%s)::oid", [name]).fetchone()
        if found not in ((None,), (old,)):
            connection.execute(statement.encode())


def described(error: psycopg.Error) -> str:
    """Say in one line what stopped a migration, and what to do about it."""
    detail = ", ".join((error.diag.message_detail or "").splitlines())
    advice = ""
    if isinstance(error, psycopg.errors.DependentObjectsStillExist):
        advice = "drop what is not supplygen's, migrate, and create it again"
    elif isinstance(error, psycopg.errors.DuplicateTable):
        advice = "what is not supplygen's has that name: rename it or move it to another schema"
    elif isinstance(error, psycopg.errors.LockNotAvailable):
        advice = f"somebody has used a table for {LOCK_WAIT_S} s: end that transaction and try again"
    return "; ".join(part for part in (one_line(error), detail, advice) if part)
