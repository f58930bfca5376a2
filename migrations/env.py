"""Runs the migrations on the database that `supplygen` would use: `-x url=...`, `DATABASE_URL`, or the embedded server.

With `--sql` no server is touched.
"""

from __future__ import annotations

import logging

import psycopg
import sqlalchemy as sa
from alembic import context
from alembic.util import CommandError

from supplygen.errors import SupplygenError
from supplygen.schema import PRODUCT_SCHEMA, metadata, product_metadata

OUR_TABLES = {table.name for declared in (metadata, product_metadata) for table in declared.tables.values()}

# A role named like the product's schema has it first in its search path, by PostgreSQL's default of "$user", public;
# the company's tables would land there.
SEARCH_PATH = (
    "SELECT set_config('search_path', "
    "coalesce(string_agg(quote_ident(name), ', ' ORDER BY position), 'public'), false) "
    "FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (name, position) "
    f"WHERE name <> '{PRODUCT_SCHEMA}'"
)


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a thing in the database is compared with the declaration: a user's own schemas and tables are not."""
    if kind == "schema":
        return name in (None, PRODUCT_SCHEMA)
    return kind != "table" or name in OUR_TABLES


def is_current(thing: object, _name: str | None, kind: str, reflected: bool, _compare_to: object) -> bool:
    """Whether a reflected table is one of ours by schema and name: a user's `run` next to the company's is not."""
    if kind != "table" or not reflected:
        return True
    assert isinstance(thing, sa.Table)
    return thing.key in metadata.tables or thing.key in product_metadata.tables


def run_offline() -> None:
    """Print the SQL."""
    context.configure(dialect_name="postgresql", target_metadata=[metadata, product_metadata], literal_binds=True)
    with context.begin_transaction():
        context.execute(SEARCH_PATH)
        context.run_migrations()


def run_online() -> None:
    """Connect and migrate in one transaction."""
    from supplygen.database.target import connect, one_line, resolve_url

    given = context.get_x_argument(as_dictionary=True).get("url") or context.config.attributes.get("url")
    try:
        connection = connect(resolve_url(given), "alembic")
    except SupplygenError as error:
        raise CommandError(str(error)) from error
    with connection:
        connection.execute(SEARCH_PATH.encode())
        connection.autocommit = False
        try:
            migrate(sa.create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=sa.StaticPool))
        except sa.exc.DBAPIError as error:
            if isinstance(error.orig, psycopg.errors.InsufficientPrivilege | psycopg.OperationalError):
                raise CommandError(one_line(error.orig)) from error
            raise


def migrate(engine: sa.Engine) -> None:
    """Run the command on an engine."""
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=[metadata, product_metadata],
            include_schemas=True,
            include_name=is_ours,
            include_object=is_current,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.config.cmd_opts is not None:
    # Called as `alembic`, not by a program: say which revisions run. Alembic itself prints its errors.
    progress = logging.getLogger("alembic.runtime.migration")
    progress.addHandler(logging.StreamHandler())
    progress.setLevel(logging.INFO)

if context.is_offline_mode():
    run_offline()
else:
    run_online()
