"""Commands of the schema: it is created or taken away, and others may read it: migrate, grant."""

from __future__ import annotations

import logging
import sys

from supplygen.cli.console import Unbreakable, confirm, diagnostics, note
from supplygen.cli.displays import reporter
from supplygen.cli.options import DatabaseUrl, Down, Partitioned, Quiet, Revision, Role, Schema, Sql, Yes
from supplygen.database.grants import grant_reading
from supplygen.database.migrate import HEAD, upgrade
from supplygen.database.migration import tell_revisions
from supplygen.database.session import translated
from supplygen.database.target import connect, display_url, resolve_url
from supplygen.errors import UsageError
from supplygen.load.check import check_revision
from supplygen.load.remove import remove_schema
from supplygen.schema.graph import level_graph


def migrate(
    *,
    revision: Revision = HEAD,
    schema: Schema = None,
    down: Down = False,
    sql: Sql = False,
    partitioned: Partitioned = False,
    yes: Yes = False,
    quiet: Quiet = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Create the schema or bring it to the newest release's; take it away with --down."""
    if sql:
        if down or database_url:
            raise UsageError("--sql is for no database in particular: without --down and --database-url")
        upgrade(None, revision, schema, sql=True, partitioned=partitioned)
    elif down:
        if revision != HEAD or schema is not None or partitioned:
            raise UsageError("--down takes the whole schema away, without --revision, --schema and --partitioned")
        _remove(resolve_url(database_url), yes=yes, quiet=quiet)
    else:
        create_schema(resolve_url(database_url), revision, schema, quiet=quiet, partitioned=partitioned)


def grant(role: Role, /, *, database_url: DatabaseUrl = None) -> None:
    """Let a role read all tables and views of supplygen, and nothing of others."""
    url = resolve_url(database_url, start=False)
    with connect(url, "grant") as connection, translated("grant"):
        check_revision(connection)
        grant_reading(connection, role)


def create_schema(
    url: str, revision: str = HEAD, schema: str | None = None, *, quiet: bool = False, partitioned: bool = False
) -> None:
    """Bring a database to a revision, and say which migrations that takes."""
    if not quiet:
        tell_revisions(logging.StreamHandler(Unbreakable(sys.stderr)))
    upgrade(url, revision, schema, partitioned=partitioned)


def _remove(url: str, *, yes: bool, quiet: bool) -> None:
    confirm(f"Drop all supplygen tables of {display_url(url)}, with their rows?", yes=yes)
    with reporter(diagnostics(), quiet=quiet) as progress:
        found = remove_schema(url, level_graph().names, progress.note)
    if not found:
        note(f"{display_url(url)} has no supplygen schema: nothing to do")
