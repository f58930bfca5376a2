"""The door for clients that know no Unix socket, such as JDBC: TCP on this machine alone, with a password."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from supplygen.embedded.address import SUPERUSER, open_connection

ADDRESS = "127.0.0.1"
HBA_FILE = "supplygen_hba.conf"
PASSWORD_FILE = "password"
PASSWORD_BYTES = 24
"""192 random bits: no guessing over a local socket."""
METHOD = "scram-sha-256"
RULES = f"""\
# Written by supplygen at every start with --port; changes are lost.
local all all trust
host  all all {ADDRESS}/32 {METHOD}
"""


@dataclass(frozen=True, slots=True)
class NetworkDoor:
    """The port, and the file that says who may come in by it."""

    port: int
    hba_file: Path


def require_password(home: Path) -> str:
    """Return the superuser's password over TCP; made once, in a file that only its owner reads."""
    file = home / PASSWORD_FILE
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as made:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        made.write(f"{password}\n")
    return password


def set_password(url: str, password: str) -> None:
    """Give the superuser a password; the server, and what it logs, see only the SCRAM verifier."""
    with open_connection(url) as connection:
        verifier = connection.pgconn.encrypt_password(password.encode(), SUPERUSER.encode(), METHOD.encode())
        connection.execute(f"ALTER ROLE {SUPERUSER} PASSWORD '{verifier.decode()}'")  # base64 and `$`: no quotes


def network_url(port: int, password: str, database: str) -> str:
    """Return the libpq URL of a database behind the TCP port."""
    return f"postgresql://{SUPERUSER}:{quote(password, safe='')}@{ADDRESS}:{port}/{quote(database, safe='')}"
