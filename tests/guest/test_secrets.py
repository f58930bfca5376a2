"""A password is in no output, no message, no traceback and no table."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from psycopg.conninfo import conninfo_to_dict

from databases import query
from supplygen import cli
from supplygen.database.session import open_session
from supplygen.database.target import display_url, normalize_url

CANARY = "canary-7f3a"


@pytest.fixture
def secret_url(migrated_url: str) -> str:
    """A password that the server does not ask for, in both spellings."""
    return migrated_url.replace("postgres@", f"postgres:{CANARY}@") + f"&sslpassword={CANARY}"


@pytest.mark.thorough
def test_a_load_and_what_is_said_of_it_keep_the_password(secret_url, migrated_url, capfd):
    commands = (
        "load --scale 0.001 --weeks 4",
        "status --json",
        "manifest",
        "check --json",
        "verify --only I13,I35 --json -",
    )
    for command in commands:
        assert cli.run([*command.split(), "--database-url", secret_url]) in {0, 7}
    said = capfd.readouterr()
    assert "loaded" in said.err
    assert CANARY not in said.out + said.err
    tables = ("run", "ledger", "suspended_ddl", "injection", "invariant")
    for table in tables:
        assert query(migrated_url, f"SELECT 1 FROM supplygen.{table} AS t WHERE t::text LIKE '%{CANARY}%'") == []
    with open_session(secret_url, "load"):
        assert query(migrated_url, f"SELECT 1 FROM pg_stat_activity WHERE application_name ~ '{CANARY}'") == []


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me:{CANARY}@localhost:1/x",
        f"postgresql+psycopg://me:{CANARY}@localhost:1/x",
        f"host=localhost port=1 user=me password={CANARY}",
        f"postgresql://localhost:1/x?user=me&password={CANARY}",
        f"postgresql://me:{CANARY}@localhost:1/x?sslmode=nonsense",
    ],
)
@pytest.mark.parametrize("flags", [[], ["--debug"]])
def test_a_failure_keeps_the_password(url, flags, capfd):
    assert cli.run(["status", "--database-url", url], debug=bool(flags)) in {2, 3}
    said = capfd.readouterr()
    assert "supplygen: " in said.err
    assert CANARY not in said.out + said.err


def test_verified_encryption_is_passed_on_as_it_is():
    demands = {"sslmode": "verify-full", "sslrootcert": "/no/root.crt", "sslcert": "/no/a", "sslkey": "/no/b"}
    url = normalize_url("postgresql+psycopg://me:x@h/x?" + "&".join(f"{key}={value}" for key, value in demands.items()))
    assert demands.items() <= conninfo_to_dict(url).items()
    assert demands.items() <= conninfo_to_dict(display_url(url)).items()


def test_the_report_is_data(secret_url, capsys):
    assert cli.run(["check", "--json", "--database-url", secret_url]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_psql_gets_the_password_where_the_list_of_processes_does_not_show_it(tmp_path):
    program = tmp_path / "psql"
    program.write_text('#!/bin/sh\necho "$*"\necho "$PGPASSWORD"\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "DATABASE_URL": f"postgresql://me:{CANARY}@db.example.com/x",
    }
    script = "from supplygen.cli import main; main(['db', 'psql', '-c', 'SELECT 1'])"
    shown = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    arguments, password = shown.stdout.splitlines()
    assert (arguments, password) == ("user=me dbname=x host=db.example.com -c SELECT 1", CANARY)
