"""Runs the migrations on the database that `supplygen` would use: `-x url=...`, `DATABASE_URL`, or the embedded server.

`-x schema=...` is for the first one: the database remembers where its company is. So is `-x partitioned`, which makes
the tables that grow with time partitioned by their leading keys. With `--sql` no server is touched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import RevisionStep
from alembic.util import CommandError

from supplygen.database import company_schema, layout, migration, version_table
from supplygen.database.session import neutralize
from supplygen.database.target import connect, resolve_url
from supplygen.errors import SupplygenError, UsageError
from supplygen.schema import DEFAULT_COMPANY_SCHEMA, PRODUCT_SCHEMA, TABLES, metadata, product_metadata

OUR_TABLES = {table.name for declared in (metadata, product_metadata) for table in declared.tables.values()}


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a thing in the database is compared with the declaration: a user's own schemas and tables are not."""
    if kind == "schema":
        return name in (None, PRODUCT_SCHEMA)
    return kind != "table" or name in OUR_TABLES


def is_current(
    names: frozenset[str], thing: object, _name: str | None, kind: str, reflected: bool, _compare_to: object
) -> bool:
    """Whether a thing is compared, where some tables are partitioned.

    A reflected table is if it is ours by schema and name: a user's `run` next to the company's is not.
    """
    if kind != "table" or not reflected:
        return is_possible(names, thing)
    assert isinstance(thing, sa.Table)
    return thing.key in metadata.tables or thing.key in product_metadata.tables


def is_possible(names: frozenset[str], thing: object) -> bool:
    """Whether a partitioned table can have a key: it must include what the table is partitioned by."""
    if isinstance(thing, sa.ForeignKeyConstraint):  # those to leaves are the server's own
        return all(key.column.table.schema != layout.LEAF_SCHEMA for key in thing.elements)
    if not isinstance(thing, sa.UniqueConstraint) or thing.table.name not in names:
        return True
    return next(iter(TABLES[thing.table.name].primary_key)).name in thing.columns


def partition(table: sa.Table, _connection: object, **_options: object) -> None:
    """Make a table that is about to be created partitioned, if it has rows that grow with time."""
    from supplygen.generate.parts import leading_key  # brings half of the package along

    key = leading_key(table.name) if table.schema is None and table.name in TABLES else None
    if key is not None:
        table.dialect_options["postgresql"]["partition_by"] = f"RANGE ({key.column})"
        for one in [one for one in table.constraints if not is_possible(frozenset({table.name}), one)]:
            table.constraints.discard(one)


@contextmanager
def making(*, partitioned: bool) -> Iterator[None]:
    """Have tables that grow with time made `partitioned`, or plain."""
    if partitioned:
        sa.event.listen(sa.Table, "before_create", partition)
    try:
        yield
    finally:
        if partitioned:
            sa.event.remove(sa.Table, "before_create", partition)


def arrival(company: str) -> tuple[str, str]:
    """What comes before the revisions: a place for the version table, and for the company."""
    revisions = [script.revision for script in context.script.walk_revisions()]  # that a version table of ours may hold
    return version_table.place_statement(revisions), company_schema.settle_statement(company)


def given(name: str) -> str | None:
    """Return what `alembic -x` or a program says of the database."""
    found: str | None = context.get_x_argument(as_dictionary=True).get(name, context.config.attributes.get(name))
    return found


def is_asked_for_parts() -> bool:
    """Whether tables are to be made partitioned."""
    return given("partitioned") is not None


@contextmanager
def in_one_line() -> Iterator[None]:
    """Make what Alembic prints of whatever can be expected to fail."""
    try:
        yield
    except SupplygenError as error:
        raise CommandError(str(error)) from error
    except psycopg.Error as error:
        raise CommandError(migration.described(error)) from error
    except sa.exc.DBAPIError as error:
        if not isinstance(error.orig, psycopg.Error):
            raise
        raise CommandError(migration.described(error.orig)) from error


def run_offline() -> None:
    """Print the SQL."""
    wanted = given("schema")
    company = DEFAULT_COMPANY_SCHEMA if wanted is None else company_schema.checked_name(wanted)
    context.configure(
        dialect_name="postgresql",
        dialect_opts={"paramstyle": "named"},  # else a percent sign would be doubled, as for a driver
        target_metadata=[metadata, product_metadata],
        literal_binds=True,
        version_table_schema=PRODUCT_SCHEMA,
    )
    with context.begin_transaction():
        for statement in (migration.own_path(company), migration.LOCK, *arrival(company)):
            context.execute(statement)
        with making(partitioned=is_asked_for_parts()):
            context.run_migrations()
        context.execute(version_table.LEAVE)


def run_online() -> None:
    """Connect and migrate in one transaction."""
    with connect(resolve_url(given("url")), "alembic") as connection:
        connection.autocommit = False
        # A migration that has waited for another one sees what that has done.
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        in_transaction(connection)


def in_transaction(connection: psycopg.Connection) -> None:
    """Run the command in one transaction."""
    engine = sa.create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=sa.StaticPool)
    with engine.begin() as session:
        neutralize(connection, local=True)
        settle(session, connection)
        configure(session, connection, version_table.version_schema(connection))
        if "destination_rev" in context.get_context().opts:
            migrate(session, connection)
        else:
            context.run_migrations()


def settle(session: sa.Connection, connection: psycopg.Connection) -> str:
    """Let names without a schema be the company's; return the schema that this is."""
    company = migration.settled(connection, given("schema"))
    connection.execute(migration.own_path(company).encode())
    session.dialect.default_schema_name = company  # it has asked before
    return company


def configure(
    session: sa.Connection, connection: psycopg.Connection, version_schema: str | None, **options: bool
) -> None:
    """Tell Alembic what is ours; it only looks, unless `options` say otherwise."""
    names = layout.partitioned(connection)
    context.configure(
        connection=session,
        target_metadata=[metadata, product_metadata],
        include_schemas=True,
        include_name=is_ours,
        include_object=partial(is_current, names),
        compare_server_default=True,
        version_table_schema=version_schema or PRODUCT_SCHEMA,
        **{"dont_mutate": True, **options},
    )


def migrate(session: sa.Connection, connection: psycopg.Connection) -> None:
    """Go to another revision, alone in the database."""
    migration.lock(connection)
    company = settle(session, connection)  # whoever had the lock may have settled it
    version_table.check_whole(connection, company)
    migration.insist_on_schemas(connection, company)
    for statement in arrival(company):
        connection.execute(statement.encode())
    is_partitioned = chosen_layout(connection)
    configure(session, connection, PRODUCT_SCHEMA, dont_mutate=False)
    alembic = context.get_context()
    steps = list(alembic.opts["fn"](alembic.get_current_heads(), alembic))
    if steps:
        migration.keep_loads_out(connection)
    if any(isinstance(step, RevisionStep) and not step.is_upgrade for step in steps):
        migration.refuse_loaded(connection)
    with migration.grants_kept(connection, company), making(partitioned=is_partitioned):
        context.run_migrations()
    connection.execute(version_table.LEAVE.encode())


def chosen_layout(connection: psycopg.Connection) -> bool:
    """Whether new tables are to be partitioned: where that is asked for, or where those that are there are."""
    names = layout.partitioned(connection)
    is_plain = not names and connection.execute("SELECT to_regclass('orders')").fetchone() != (None,)
    if is_plain and is_asked_for_parts():
        raise UsageError(
            "the tables are there, and are not partitioned: take them away first (`supplygen migrate --down`)"
        )
    return bool(names) or is_asked_for_parts()


if context.config.cmd_opts is not None:
    # Called as `alembic`, not by a program. Alembic itself prints its errors.
    migration.tell_revisions(logging.StreamHandler())

with in_one_line():
    if context.is_offline_mode():
        run_offline()
    else:
        run_online()
