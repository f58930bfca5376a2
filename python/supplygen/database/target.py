"""Which database is meant, in every spelling that users have for one."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import DatabaseUnavailableError, UsageError

URL_VARIABLE = "DATABASE_URL"
CONNECT_TIMEOUT_S = 10
"""Long enough for a sleeping managed server's proxy, short enough to notice a wrong host."""
NEUTRAL_SETTINGS = b"""
SELECT set_config(name, CASE name WHEN 'TimeZone' THEN 'UTC' ELSE '0' END, false)
FROM pg_catalog.pg_settings
WHERE name IN ('TimeZone', 'statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout',
    'idle_session_timeout')"""
"""What the content and the length of a statement must not depend on; not sent as startup options, which poolers refuse,
and not by SET, since a server may be too old for one of them."""
_DRIVER = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://")
_OTHER_SCHEME = re.compile(r"^([\w+.-]+)://")


def resolve_url(database_url: str | None = None, *, start: bool = True) -> str:
    """Return the target's libpq URL: `database_url`, else `DATABASE_URL`, else the embedded server.

    That is started where it does not run; without `start`, which is for what only reads, it must run.
    """
    given = database_url or os.environ.get(URL_VARIABLE)
    if given:
        return normalize_url(given)
    server = EmbeddedServer()
    return server.ensure_started() if start else server.running_url()


def normalize_url(given: str) -> str:
    """Make a libpq URL of a libpq URL, a libpq connection string or a SQLAlchemy URL."""
    other = _OTHER_SCHEME.match(given)
    if other and not _DRIVER.match(given):
        raise UsageError(f"database URL begins with {other[1]}://; supplygen fills PostgreSQL: postgresql://...")
    plain = _DRIVER.sub("postgresql://", given)
    try:
        parts = conninfo_to_dict(plain)
    except psycopg.ProgrammingError as error:
        raise UsageError(f"database URL is not understood: {one_line(error)}") from error
    return plain if plain.startswith("postgresql://") else _to_url(dict(parts))


def display_url(url: str) -> str:
    """Return the URL without its passwords, for messages."""
    parts = conninfo_to_dict(url)
    for secret in ("password", "sslpassword"):
        parts.pop(secret, None)
    return _to_url(dict(parts))


def connect(url: str, *, autocommit: bool = False, application_name: str = "supplygen") -> psycopg.Connection:
    """Open a connection, or say in one clear line why there is none."""
    try:
        connection = psycopg.connect(
            url, autocommit=True, application_name=application_name, connect_timeout=CONNECT_TIMEOUT_S
        )
        connection.execute(NEUTRAL_SETTINGS)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailableError(f"cannot connect to {display_url(url)}: {one_line(error)}") from error
    connection.autocommit = autocommit
    return connection


def _to_url(parts: dict[str, object]) -> str:
    user, password = parts.pop("user", None), parts.pop("password", None)
    database = parts.pop("dbname", None)
    credentials = quote(str(user), safe="") if user is not None else ""
    if password is not None:
        credentials += f":{quote(str(password), safe='')}"
    path = quote(str(database), safe="") if database is not None else ""
    query = urlencode({name: str(value) for name, value in parts.items()}, quote_via=quote, safe="")
    return f"postgresql://{credentials + '@' if credentials else ''}/{path}{'?' + query if query else ''}"


def one_line(error: Exception) -> str:
    """Return the most telling line: what the server said, else the last of libpq's, which may list several attempts."""
    if isinstance(error, psycopg.Error) and error.diag.message_primary:
        return error.diag.message_primary
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # libpq's advice comes after the reason.
    lines = [line for line in lines if not line.startswith("Is the server running")] or lines
    return lines[-1] if lines else type(error).__name__
