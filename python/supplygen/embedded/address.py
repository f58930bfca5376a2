"""How the embedded server is reached, whatever the shell says of other servers.

The URL gives every parameter that decides this and that any libpq in use knows, psql's own included; an empty value
overrides a variable too. What is left (a service, the authentication that newer libpqs insist on) no URL overrides:
those variables are forgotten in this process.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import pq

SUPERUSER = "postgres"
CONNECT_TIMEOUT_S = 5
"""A server on the same machine that takes longer is as good as silent."""
HERE_ALONE = {
    "hostaddr": "",
    "requirepeer": "",
    "sslmode": "disable",
    "gssencmode": "disable",
    "channel_binding": "disable",
    "target_session_attrs": "any",
}
"""A socket and no address, no demand on it that a server without passwords cannot meet."""
OF_THE_SESSION = {"PGOPTIONS", "PGAPPNAME", "PGCLIENTENCODING"}
"""Variables that count here too, since they say nothing about which server is meant."""


def server_url(socket_dir: Path, port: int, database: str) -> str:
    """Return the libpq URL of a database behind a Unix socket."""
    where = urlencode({"host": str(socket_dir), "port": port, **HERE_ALONE}, quote_via=quote, safe="")
    return f"postgresql://{SUPERUSER}@/{quote(database, safe='')}?{where}"


def forget_other_servers() -> None:
    """Remove the variables that would lead libpq elsewhere from this process and from what it starts."""
    for option in pq.Conninfo.get_defaults():
        name = (option.envvar or b"").decode()
        if name not in OF_THE_SESSION:
            os.environ.pop(name, None)


def open_connection(url: str) -> psycopg.Connection:
    """Connect for the server's own sake: options that the user has for sessions do not count."""
    return psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S, options="", client_encoding="UTF8")
