"""A company in a schema beside an application that has tables of its own in `public`, some of them named like ours."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from psycopg import sql

from databases import (
    SCHEMAS,
    TINY,
    alembic_config,
    call,
    hashes,
    interrupt,
    load,
    migrate,
    objects,
    query,
    rows,
    said,
)
from supplygen.database.migrate import upgrade
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
OURS = {("r", 75), ("v", 28), ("S", 52)}


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


@pytest.mark.thorough
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


@pytest.mark.thorough
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


# --- what takes longer ---


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
