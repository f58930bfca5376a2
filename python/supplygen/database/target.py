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
CONNECT_TIMEOUT_VARIABLE = "PGCONNECT_TIMEOUT"
DEFAULTS = {
    # Long enough for a sleeping managed server's proxy, short enough to notice a wrong host.
    "connect_timeout": "10",
    # A dead network is given up within a minute: three probes, 10 s apart, after 30 s of silence; and what is sent is
    # acknowledged within 60 s.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Parameters of a connection whose URL does not say otherwise; seconds, but for the last, which is in ms."""
_DRIVER = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://")
_OTHER_SCHEME = re.compile(r"^([\w+.-]+)://")


def resolve_url(database_url: str | None = None, *, start: bool = True, network: bool = False) -> str:
    """Return the target's libpq URL: `database_url`, else `DATABASE_URL`, else the embedded server.

    That is started where it does not run; without `start`, which is for what only reads, it must run. `network` asks
    for the embedded server's TCP port, for clients that know no Unix socket.
    """
    if database_url is not None and not database_url.strip():
        raise UsageError("--database-url is empty: name a database, or leave it out for the embedded one")
    given = database_url or os.environ.get(URL_VARIABLE)
    if given:
        return normalize_url(given)
    server = EmbeddedServer()
    url = server.ensure_started() if start else server.running_url()
    return server.network_url() if network else url


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


def connect(url: str, name: str = "") -> psycopg.Connection:
    """Open a connection that commits by itself, or say in one clear line why there is none.

    It changes no setting of the session, but for the encoding, which COPY depends on: a pooler may give the server's
    side of it to others. `name` shows in pg_stat_activity, unless the URL says another.
    """
    given = conninfo_to_dict(url)
    if os.environ.get(CONNECT_TIMEOUT_VARIABLE):
        given["connect_timeout"] = os.environ[CONNECT_TIMEOUT_VARIABLE]
    defaults = {key: value for key, value in DEFAULTS.items() if key not in given}
    try:
        return psycopg.connect(
            url,
            autocommit=True,
            prepare_threshold=None,  # prepared statements do not survive poolers
            client_encoding="UTF8",
            fallback_application_name=f"supplygen {name}".rstrip(),
            **defaults,  # type: ignore[arg-type]
        )
    except psycopg.ProgrammingError as error:
        raise UsageError(f"database URL is not understood: {one_line(error)}") from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailableError(f"cannot connect to {display_url(url)}: {one_line(error)}") from error


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
    """Return the most telling line: what the server said, else the first of libpq's; its advice comes after."""
    if isinstance(error, psycopg.Error) and error.diag.message_primary:
        return error.diag.message_primary
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
