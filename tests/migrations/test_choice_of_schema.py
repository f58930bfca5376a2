"""Which schema the company goes to is settled by the first migration, for whoever may create it, and once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command

from databases import SCHEMAS, TINY, alembic_config, call, migrate, query, rows, said
from supplygen import cli
from supplygen.embedded.binaries import find_bin_dir

ROLE = "schema_guest"


@pytest.mark.parametrize(
    "name", ["", "pg_acme", "information_schema", "supplygen", "supplygen_bench", "1st", 'a"b', "a%s", "a:b", "é" * 32]
)
def test_other_names_are_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["migrate", "--sql", "--schema", name]) == 2
    assert " is no" in said(capsys)


@pytest.fixture
def owner(database_url: str) -> Iterator[psycopg.Connection]:
    """A superuser's connection to a database in which a role has `supplygen` and may create no schema."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        connection.execute(f"CREATE SCHEMA supplygen AUTHORIZATION {ROLE}")
        yield connection
        connection.execute(f"DROP OWNED BY {ROLE}")
        connection.execute(f"DROP ROLE {ROLE}")


@pytest.fixture
def role_url(database_url: str, owner: psycopg.Connection) -> str:
    assert owner.info.user == "postgres"
    return database_url.replace("postgres@", f"{ROLE}@", 1)


def test_a_role_that_may_not_create_the_schema_is_told(role_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("migrate", "--schema", "Acme", "--quiet", url=role_url) == 3
    assert said(capsys).endswith(f'who may, runs: CREATE SCHEMA "Acme" AUTHORIZATION {ROLE}\n')
    assert rows(role_url, SCHEMAS) == {("public",), ("supplygen",)}


@pytest.mark.thorough
def test_a_schema_that_others_have_made_for_us_stays(role_url: str, owner: psycopg.Connection) -> None:
    owner.execute(f'CREATE SCHEMA "Acme" AUTHORIZATION {ROLE}'.encode())
    assert call("load", "--create", "--schema", "Acme", *TINY, url=role_url) == 0
    assert call("migrate", "--down", "--yes", "--quiet", url=role_url) == 0
    assert rows(role_url, SCHEMAS) == {("Acme",), ("public",), ("supplygen",)}


@pytest.mark.thorough
def test_a_database_of_an_earlier_release_keeps_its_company_in_public(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(database_url, "load_history")
    with psycopg.connect(database_url) as connection:
        connection.execute("DROP FUNCTION supplygen.company_schema()")
    assert call("migrate", "--schema", "acme", url=database_url) == 2
    assert "the company of this database is in schema public" in said(capsys)
    assert call("status", url=database_url) == 4
    assert "the schema is at load_history" in said(capsys)
    migrate(database_url)
    assert query(database_url, "SELECT supplygen.company_schema()::text") == [("public",)]
    command.check(alembic_config(database_url))


@pytest.mark.thorough
def test_psql_makes_and_fills_it(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def psql(script: str, folder: Path) -> str:
        program = [find_bin_dir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, database_url]
        return subprocess.run(program, capture_output=True, text=True, check=False, cwd=folder).stderr

    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE orders (mine int); INSERT INTO orders VALUES (7)")
    assert cli.run(["migrate", "--sql", "--schema", "Our company"]) == 0
    (tmp_path / "schema.sql").write_text(capsys.readouterr().out, encoding="utf-8")
    assert psql("schema.sql", tmp_path) == ""
    command.check(alembic_config(database_url))
    assert cli.run(["dump", "--out", str(tmp_path / "files"), *TINY]) == 0
    assert psql("load.sql", tmp_path / "files") == ""
    assert call("verify", "--kind", "exact", url=database_url) == 0
    assert query(database_url, "SELECT mine FROM public.orders") == [(7,)]
    other = (tmp_path / "schema.sql").read_text(encoding="utf-8").replace("Our company", "acme")
    (tmp_path / "other.sql").write_text(other, encoding="utf-8")
    assert 'the company of this database is in schema "Our company"' in psql("other.sql", tmp_path)


@pytest.mark.thorough
def test_of_two_first_migrations_at_once_one_settles_the_schema(database_url: str) -> None:
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "supplygen", "migrate", "--schema", name, "--database-url", database_url],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("acme", "firm")
    ]
    said = [one.communicate()[1] for one in begun]
    assert sorted(one.returncode for one in begun) == [0, 2], said
    assert sum("the company of this database is in schema" in one for one in said) == 1
    assert len(rows(database_url, SCHEMAS)) == 3
