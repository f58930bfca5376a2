"""A role that may no longer connect in the middle of a load: one line, and with the new password the load goes on."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from databases import query
from fake_source import FakeSource
from supplygen import cli
from supplygen.cli import load as load_command
from supplygen.embedded.server import EmbeddedServer

ROLE = "fleeting"


def alter(url: str, what: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {ROLE} {what}".encode())


@pytest.fixture
def guarded_url(migrated_url: str, server: EmbeddedServer) -> Iterator[str]:
    """The database for a role that has to give a password."""
    access = server.data_dir / "pg_hba.conf"
    before = access.read_text()
    access.write_text(f"local all {ROLE} scram-sha-256\n{before}")
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'old' IN ROLE postgres".encode())
        connection.execute("SELECT pg_reload_conf()")
    yield migrated_url.replace("postgres@", f"{ROLE}:old@")
    access.write_text(before)
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {ROLE}".encode())
        connection.execute(f"DROP ROLE {ROLE}".encode())
        connection.execute("SELECT pg_reload_conf()")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("VALID UNTIL '2020-01-01'", "password authentication failed"),
        pytest.param("PASSWORD 'new'", "password authentication failed", marks=pytest.mark.thorough),
        pytest.param("CONNECTION LIMIT 1", "too many connections for role", marks=pytest.mark.thorough),
        pytest.param("NOLOGIN", "is not permitted to log in", marks=pytest.mark.thorough),
    ],
    ids=["expired", "changed", "limited", "locked out"],
)
def test_a_load_that_may_not_connect_any_more_goes_on_when_it_may(
    guarded_url: str, migrated_url: str, change: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def before(table: str) -> None:
        if table == "divisions":  # the streams are open, those that restore are not
            alter(migrated_url, change)

    monkeypatch.setattr(load_command, "make_source", lambda _: FakeSource(before=before))
    assert cli.run(["load", "--quiet", "--database-url", guarded_url]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "the load is unfinished" in line
    assert "with the same settings, without --replace, goes on" in line

    alter(migrated_url, "LOGIN CONNECTION LIMIT -1 PASSWORD 'new' VALID UNTIL 'infinity'")
    monkeypatch.setattr(load_command, "make_source", lambda _: FakeSource())
    assert cli.run(["load", "--quiet", "--database-url", guarded_url.replace(":old@", ":new@")]) == 0
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("complete",)]
