"""The database's URL as clients of other kinds spell it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

from supplygen.errors import UsageError

Form = Literal["libpq", "sqlalchemy", "jdbc", "env"]
"""For libpq and what is made of it; for SQLAlchemy with psycopg 3; for Java; as variables for a shell."""
JDBC_OPTIONS = {
    "user": "user",
    "password": "password",
    "sslmode": "sslmode",
    "sslrootcert": "sslrootcert",
    "application_name": "ApplicationName",
    "connect_timeout": "connectTimeout",
}
"""libpq's parameters by what pgjdbc calls them; it knows no others of ours."""
VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
"""libpq's parameters by the variables that stand for them."""
PORT = "5432"


def formatted(url: str, form: Form) -> str:
    """Return a libpq URL in a form."""
    if form == "libpq":
        return url
    if form == "sqlalchemy":
        return "postgresql+psycopg" + url.removeprefix("postgresql")
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    return _jdbc(parts) if form == "jdbc" else _variables(parts)


def _jdbc(parts: Mapping[str, str]) -> str:
    host = parts.get("host") or parts.get("hostaddr") or "localhost"
    if host.startswith(("/", "@")):
        raise UsageError("JDBC cannot reach a Unix socket: name a database that listens on TCP with --database-url")
    options = {JDBC_OPTIONS[name]: value for name, value in parts.items() if name in JDBC_OPTIONS}
    hosts = [f"[{one}]" if ":" in one else one for one in host.split(",")]
    ports = parts.get("port", PORT).split(",")
    doors = (f"{one}:{ports[at if at < len(ports) else 0] or PORT}" for at, one in enumerate(hosts))
    query = f"?{urlencode(options, quote_via=quote, safe='')}" if options else ""
    return f"jdbc:postgresql://{','.join(doors)}/{quote(parts.get('dbname', ''), safe='')}{query}"


def _variables(parts: Mapping[str, str]) -> str:
    return "\n".join(f"export {VARIABLES[name]}={shlex.quote(parts[name])}" for name in VARIABLES if name in parts)
