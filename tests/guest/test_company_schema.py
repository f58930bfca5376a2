"""A company in a schema beside an application that has tables of its own in `public`, some of them named like ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from psycopg import sql

from databases import alembic_config, hashes, interrupt, load, migrate, objects, query, rows
from supplygen import cli
from supplygen.database.migrate import upgrade
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.server import EmbeddedServer
from supplygen.inspect.fingerprint import TableFingerprint
from supplygen.load.reset import empty_database
from supplygen.schema.graph import level_graph
from supplygen.verify import registry
from supplygen.verify.runner import run

APPLICATION = """
    CREATE TABLE orders (id int PRIMARY KEY, mine text);
    INSERT INTO orders VALUES (7, 'seven');
    CREATE TABLE skus (mine text);
    CREATE VIEW otif AS SELECT mine FROM orders;
    CREATE FUNCTION horizon() RETURNS int LANGUAGE sql AS 'SELECT 1';
"""
RELATIONS = """
    SELECT nspname, relkind::text, count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'v', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
    GROUP BY 1, 2
"""
OF_THE_APPLICATION = {("public", "r", 2), ("public", "v", 1)}
OURS = {("r", 75), ("v", 27), ("S", 52)}
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
TINY = ("--scale", "0.001", "--weeks", "4", "--quiet")
ROLE = "schema_guest"


def call(*arguments: str, url: str) -> int:
    return cli.run([*arguments, "--database-url", url])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a refusal is."""
    text = capsys.readouterr().err
    assert text.count("\n") == 1, text
    return text


def make(server: EmbeddedServer, name: str, template: str) -> str:
    """Copy a database; its URL."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return server.url(name)


def drop(server: EmbeddedServer, name: str) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def house(server: EmbeddedServer) -> Iterator[str]:
    """Name of a database with the application and, at head, the company in `acme`."""
    name = "house"
    url = make(server, name, "template1")
    with psycopg.connect(url) as connection:
        connection.execute(APPLICATION)
    upgrade(url, schema="acme")
    yield name
    drop(server, name)


@pytest.fixture
def url(server: EmbeddedServer, house: str) -> Iterator[str]:
    """A copy of it; the application is as it was in the end."""
    name = f"{house}_copy"
    copied = make(server, name, house)
    yield copied
    assert query(copied, "SELECT mine FROM public.otif") == [("seven",)]
    assert {row for row in rows(copied, RELATIONS) if row[0] == "public"} == OF_THE_APPLICATION
    drop(server, name)


def test_everything_of_the_company_is_there_and_is_found_there(url: str, reference: list[TableFingerprint]) -> None:
    assert {row[1:] for row in rows(url, RELATIONS) if row[0] == "acme"} == OURS
    command.check(alembic_config(url))
    before = objects(url)
    load(url)
    assert objects(url) == before
    assert hashes(url) == reference
    empty_database(url, level_graph().names)
    assert query(url, "SELECT count(*) FROM acme.plants") == [(0,)]
    assert call("migrate", "--down", "--yes", "--quiet", url=url) == 0
    assert rows(url, RELATIONS) == OF_THE_APPLICATION
    assert rows(url, SCHEMAS) == {("public",)}


def test_what_is_exact_holds_there(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("load", *TINY, url=url) == 0
    assert call("verify", "--kind", "exact", url=url) == 0, capsys.readouterr()
    assert rows(url, "SELECT DISTINCT holds FROM supplygen.verify('I13,I18,I39,I43')") == {(True,)}
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE acme.orders SET total_cases = total_cases + 1 WHERE id = 1")
        connection.execute("CREATE TABLE public.channels_2023 () INHERITS (acme.channels)")
        connection.execute("INSERT INTO public.channels_2023 SELECT * FROM ONLY acme.channels")
        found = connection.execute("SELECT id FROM supplygen.verify('I19,I43') WHERE NOT holds").fetchall()
        assert found == [("I19",)]
        assert connection.execute("SHOW search_path").fetchone() == ('"$user", public',)
        connection.rollback()


@pytest.mark.parametrize(
    "name", ["", "pg_acme", "information_schema", "supplygen", "supplygen_bench", "1st", 'a"b', "a%s", "a:b", "é" * 32]
)
def test_other_names_are_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["migrate", "--sql", "--schema", name]) == 2
    assert " is no" in said(capsys)


def test_a_second_place_is_refused(url: str, migrated_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(url, RELATIONS)
    for arguments in (("migrate",), ("load", "--create", *TINY)):
        assert call(*arguments, "--schema", "public", url=url) == 2
        assert "the company of this database is in schema acme" in said(capsys)
    assert call("migrate", "--schema", "acme", url=migrated_url) == 2
    assert "the company of this database is in schema public" in said(capsys)
    assert query(migrated_url, "SELECT to_regnamespace('acme')") == [(None,)]
    for arguments in (("load", "--schema", "acme"), ("migrate", "--down", "--schema", "acme")):
        assert call(*arguments, url=url) == 2
        assert "--schema" in said(capsys)
    assert rows(url, RELATIONS) == before


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


# --- what takes longer ---


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
@pytest.mark.parametrize("name", ["Our company", "order", "firma-süd"])
def test_a_name_that_needs_quotes(database_url: str, name: str) -> None:
    assert call("load", "--create", "--schema", name, *TINY, url=database_url) == 0
    for arguments in (
        ("verify",),
        ("verify", "--sample", "50"),
        ("fingerprint",),
        ("manifest",),
        ("check",),
        ("grant", "pg_monitor"),
        ("bench", "run", "--transactions", "1"),
        ("bench", "run", "--mix", "orders", "--transactions", "5"),
    ):
        assert call(*arguments, url=database_url) == 0, arguments
    command.check(alembic_config(database_url))
    assert call("migrate", "--down", "--yes", "--quiet", url=database_url) == 0
    assert rows(database_url, SCHEMAS) == {("public",)}


@pytest.mark.thorough
def test_a_sample_reads_whole_what_it_is_to(url: str) -> None:
    assert call("load", *TINY, url=url) == 0
    sampled = {one.id for one in registry.load() if one.sample}
    assert {"I18", "I19"} <= sampled
    assert run(url, percent=20).ok


@pytest.mark.thorough
def test_an_interrupted_load_goes_on_and_is_emptied(url: str, reference: list[TableFingerprint]) -> None:
    before = objects(url)
    interrupt(url)
    load(url)
    assert hashes(url) == reference
    empty_database(url, level_graph().names)
    interrupt(url)
    empty_database(url, level_graph().names)
    assert objects(url) == before


@pytest.mark.thorough
def test_a_schema_that_is_renamed_is_followed(url: str) -> None:
    assert call("load", *TINY, url=url) == 0
    before = hashes(url)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER SCHEMA acme RENAME TO firm; CREATE SCHEMA acme")
    assert hashes(url) == before
    assert rows(url, "SELECT DISTINCT holds FROM supplygen.verify() WHERE kind = 'exact'") == {(True,)}
    assert call("load", "--replace", *TINY, url=url) == 0
    assert hashes(url) == before
    assert call("migrate", "--down", "--yes", "--quiet", url=url) == 0
    assert rows(url, SCHEMAS) == {("acme",), ("public",)}


@pytest.mark.thorough
def test_a_schema_that_is_dropped_is_named(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA acme CASCADE")
    for arguments in (("status",), ("load", *TINY), ("migrate",)):
        assert call(*arguments, url=url) == 4
        assert "the schema of the company's tables has been dropped" in said(capsys)
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA supplygen CASCADE")
    assert call("migrate", "--schema", "acme", "--quiet", url=url) == 0


@pytest.mark.thorough
def test_what_others_have_in_our_schema_stays_with_it(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE acme.notes (id int)")
    assert call("migrate", "--down", "--yes", "--quiet", url=url) == 0
    assert rows(url, RELATIONS) == {*OF_THE_APPLICATION, ("acme", "r", 1)}
    assert call("migrate", "--schema", "acme", "--quiet", url=url) == 0


@pytest.mark.thorough
def test_each_revision_can_be_taken_back_there(url: str) -> None:
    revisions = 0
    while query(url, "SELECT version_num FROM supplygen.alembic_version") != [("product_schema",)]:
        command.downgrade(alembic_config(url), "-1")
        revisions += 1
    assert revisions > 20
    assert {row[0] for row in rows(url, RELATIONS)} == {"public", "supplygen"}
    migrate(url)
    assert {row[1:] for row in rows(url, RELATIONS) if row[0] == "acme"} == OURS


@pytest.mark.thorough
def test_psql_makes_and_fills_it(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def psql(script: str, folder: Path) -> str:
        program = [find_bin_dir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, database_url]
        return subprocess.run(program, capture_output=True, text=True, check=False, cwd=folder).stderr

    with psycopg.connect(database_url) as connection:
        connection.execute(APPLICATION)
    assert cli.run(["migrate", "--sql", "--schema", "Our company"]) == 0
    (tmp_path / "schema.sql").write_text(capsys.readouterr().out, encoding="utf-8")
    assert psql("schema.sql", tmp_path) == ""
    command.check(alembic_config(database_url))
    assert cli.run(["dump", "--out", str(tmp_path / "files"), *TINY]) == 0
    assert psql("load.sql", tmp_path / "files") == ""
    assert call("verify", "--kind", "exact", url=database_url) == 0
    assert query(database_url, "SELECT mine FROM public.otif") == [("seven",)]
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
