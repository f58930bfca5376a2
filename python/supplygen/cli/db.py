"""`supplygen db`: the embedded PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from supplygen.cli.console import confirm
from supplygen.cli.options import DatabaseUrl, Yes, whole
from supplygen.database.target import resolve_url
from supplygen.database.url_forms import Form, formatted
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.network import ADDRESS
from supplygen.embedded.server import EmbeddedServer

ForClient = Annotated[
    Form, Parameter(name="--format", help="For libpq, SQLAlchemy, Java, or as variables for a shell's eval")
]
Port = Annotated[
    int,
    Parameter(
        help=f"Listen on this port of {ADDRESS} too, with a password, for JDBC and others that know no Unix socket",
        validator=Number(gte=1, lte=65535),
        converter=whole,
    ),
]

app = App(name="db")  # its help stands with the other commands


@app.command
def start(*, port: Port | None = None) -> None:
    """Start it, making it first if need be; print its URL, with a port that over TCP."""
    server = EmbeddedServer()
    sys.stdout.write(f"{server.ensure_started() if port is None else server.ensure_listening(port)}\n")


@app.command
def stop() -> None:
    """Stop it; the data stays."""
    sys.stdout.write("stopped\n" if EmbeddedServer().stop() else "not running\n")


@app.command
def status() -> None:
    """Say whether it runs; exit code 3 where it does not, or lets nobody in."""
    sys.stdout.write(f"{EmbeddedServer().describe()}\n")


@app.command
def url(*, form: ForClient = "libpq", database_url: DatabaseUrl = None) -> None:
    """Print the URL of the database that supplygen uses: psql "$(supplygen db url)"."""
    target = resolve_url(database_url, start=False, network=form == "jdbc")
    sys.stdout.write(f"{formatted(target, form)}\n")


@app.command
def psql(*arguments: Annotated[str, Parameter(allow_leading_hyphen=True)]) -> None:
    """Open psql on the database that supplygen uses; further arguments are psql's."""
    parts = {name: str(value) for name, value in conninfo_to_dict(resolve_url()).items()}
    environment = dict(os.environ)
    if password := parts.pop("password", None):  # arguments are in the list of processes, for all to see
        environment["PGPASSWORD"] = password
    program = shutil.which("psql") or str(find_bin_dir() / "psql")
    os.execve(program, [program, make_conninfo(**parts), *arguments], environment)


@app.command
def destroy(*, yes: Yes = False) -> None:
    """Stop it and delete its data."""
    server = EmbeddedServer()
    confirm(f"Delete {server.data_dir} and all databases in it?", yes=yes)
    sys.stdout.write("destroyed\n" if server.destroy() else "nothing there\n")
