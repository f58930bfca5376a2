"""Migrations in a database that others use too: their settings, tables and views change nothing, and nothing of theirs
changes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.util import CommandError
from psycopg.conninfo import make_conninfo

from databases import ROOT, alembic_config, migrate, query, rows
from supplygen import cli
from supplygen.database import migration
from supplygen.database.session import ADVISORY_LOCK, open_worker
from supplygen.database.target import normalize_url
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.server import EmbeddedServer
from supplygen.load.check import HEAD_REVISION

OURS = """
    SELECT nspname, relkind::text, count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'v', 'S') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    GROUP BY 1, 2
"""
COMPANY = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
ROLE = "guest_loader"


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture(params=["server", pytest.param("server15", marks=pytest.mark.thorough)])
def owner_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A superuser's way into a fresh database on the newest and on the oldest server."""
    server: EmbeddedServer = request.getfixturevalue(request.param)
    name = "guest_house"
    execute(server.url("postgres"), f"CREATE ROLE {ROLE} LOGIN", f"CREATE DATABASE {name}")
    yield server.url(name)
    execute(server.url("postgres"), f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {ROLE}")


@pytest.fixture
def guest_url(owner_url: str) -> str:
    """The way of a role that owns the database and is no superuser."""
    execute(owner_url, f"ALTER DATABASE guest_house OWNER TO {ROLE}")
    return as_role(owner_url)


def as_role(url: str) -> str:
    return normalize_url(make_conninfo(url, user=ROLE))


def psql(url: str, *arguments: str, given: str | None = None, cwd: Path = ROOT) -> str:
    """Run psql to the end of a script; what it complains of."""
    program = [find_bin_dir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments, url]
    return subprocess.run(program, input=given, capture_output=True, text=True, check=False, cwd=cwd).stderr


def refusal(url: str, revision: str = "head") -> str:
    """What a migration that is refused says, in its one line."""
    with pytest.raises(CommandError) as refused:
        (command.upgrade if revision == "head" else command.downgrade)(alembic_config(url), revision)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "house",
    [
        ("CREATE SCHEMA AUTHORIZATION CURRENT_USER",),
        pytest.param(
            ("CREATE SCHEMA staging", f"ALTER ROLE {ROLE} SET search_path = staging, public"),
            marks=pytest.mark.thorough,
        ),
    ],
    ids=["schema named like the role", "search path of the role"],
)
def test_everything_lands_in_our_schemas(guest_url: str, house: tuple[str, ...]):
    execute(guest_url, *house)
    migrate(guest_url)
    command.check(alembic_config(guest_url))
    assert {schema for schema, *_ in rows(guest_url, OURS)} == {"public", "supplygen"}
    assert ("public", "v", 29) in rows(guest_url, OURS)
    assert cli.run(["status", "--database-url", guest_url]) == 0
    command.downgrade(alembic_config(guest_url), "base")
    assert rows(guest_url, OURS) == set()


@pytest.mark.thorough
def test_views_that_change_stay_where_they_are(database_url: str):
    migrate(database_url, "question_views")
    execute(database_url, "CREATE SCHEMA AUTHORIZATION CURRENT_USER")
    migrate(database_url)
    assert query(database_url, "SELECT count(*) FROM pg_views WHERE schemaname = 'public'") == [(29,)]


@pytest.mark.thorough
def test_printed_sql_does_the_same(guest_url: str):
    execute(guest_url, "CREATE SCHEMA AUTHORIZATION CURRENT_USER")
    for run, revisions in ((command.upgrade, "head"), (command.downgrade, f"{HEAD_REVISION}:base")):
        config = alembic_config("postgresql://nobody@host.invalid/nothing")
        config.output_buffer = StringIO()
        run(config, revisions, sql=True)
        assert psql(guest_url, given=config.output_buffer.getvalue()) == ""
        if revisions == "head":
            command.check(alembic_config(guest_url))
            assert query(guest_url, "SELECT * FROM supplygen.alembic_version") == [(HEAD_REVISION,)]
    assert rows(guest_url, OURS) == set()


def test_another_application_with_alembic_lives_beside(owner_url: str):
    execute(
        owner_url,
        f"GRANT ALL ON DATABASE guest_house TO {ROLE}",
        f"GRANT ALL ON SCHEMA public TO {ROLE}",
        "CREATE TABLE public.alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO public.alembic_version VALUES ('ae1027a6acf')",
    )
    url = as_role(owner_url)  # which may not even read it
    migrate(url)
    command.check(alembic_config(url))
    assert cli.run(["status", "--database-url", url]) == 0
    command.downgrade(alembic_config(url), "base")
    assert query(owner_url, "SELECT * FROM public.alembic_version") == [("ae1027a6acf",)]


@pytest.mark.thorough
def test_the_version_table_of_an_old_database_moves(database_url: str, capsys: pytest.CaptureFixture[str]):
    migrate(database_url, "comment_spelling")
    execute(database_url, "ALTER TABLE supplygen.alembic_version SET SCHEMA public")
    assert cli.run(["status", "--database-url", database_url]) == 4
    assert "the schema is at comment_spelling, not at" in capsys.readouterr().err
    config = alembic_config(database_url)
    config.stdout = StringIO()
    command.current(config)
    assert config.stdout.getvalue() == "comment_spelling\n"
    with pytest.raises(CommandError, match="not up to date"):
        command.check(alembic_config(database_url))
    assert query(database_url, "SELECT to_regclass('public.alembic_version')::text") == [("alembic_version",)]
    migrate(database_url)
    command.check(alembic_config(database_url))
    assert query(database_url, "SELECT to_regclass('public.alembic_version')") == [(None,)]
    assert cli.run(["status", "--database-url", database_url]) == 0


def test_a_foreign_revision_does_not_move(migrated_url: str):
    execute(
        migrated_url,
        "DROP TABLE supplygen.alembic_version",
        "CREATE TABLE public.alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO public.alembic_version VALUES ('ae1027a6acf')",
    )
    assert "already exists" in refusal(migrated_url)
    assert query(migrated_url, "SELECT * FROM public.alembic_version") == [("ae1027a6acf",)]


def test_a_look_at_an_empty_database_changes_nothing(database_url: str):
    command.current(alembic_config(database_url))
    with pytest.raises(CommandError, match="not up to date"):
        command.check(alembic_config(database_url))
    assert rows(database_url, OURS) == set()
    assert query(database_url, "SELECT to_regnamespace('supplygen')") == [(None,)]


@pytest.mark.thorough
def test_a_role_without_create_and_temporary_on_the_database(owner_url: str, tmp_path: Path):
    execute(
        owner_url,
        "REVOKE TEMPORARY ON DATABASE guest_house FROM PUBLIC",
        f"CREATE SCHEMA supplygen AUTHORIZATION {ROLE}",
        f"GRANT CREATE, USAGE ON SCHEMA public TO {ROLE}",
    )
    url = as_role(owner_url)
    migrate(url)
    command.downgrade(alembic_config(url), "base")
    # What the role could not make again stays.
    assert rows(url, OURS) == set()
    migrate(url)
    assert cli.run(["dump", "--scale", "0.001", "--weeks", "4", "--quiet", "--out", str(tmp_path / "files")]) == 0
    assert psql(url, "-f", "load.sql", cwd=tmp_path / "files") == ""
    assert cli.run(["load", "--scale", "0.001", "--weeks", "4", "--quiet", "--replace", "--database-url", url]) == 0


def test_a_dump_of_public_alone_is_named(migrated_url: str, capsys: pytest.CaptureFixture[str]):
    execute(migrated_url, "DROP SCHEMA supplygen CASCADE")
    for arguments in (["status"], ["verify"], ["load", "--scale", "0.001"]):
        assert cli.run([*arguments, "--database-url", migrated_url]) == 4
        assert "restore a dump of the whole database" in capsys.readouterr().err
    assert "restore a dump of the whole database" in refusal(migrated_url)


def move(url: str, schema: str) -> None:
    """Put the company's tables and the version table where a search path put them in an earlier release."""
    execute(url, f"CREATE SCHEMA {schema}", f"ALTER TABLE supplygen.alembic_version SET SCHEMA {schema}")
    for (name,) in query(url, COMPANY):
        execute(url, f"ALTER TABLE public.{name} SET SCHEMA {schema}")


@pytest.mark.thorough
def test_tables_that_an_earlier_release_put_elsewhere_are_named(database_url: str, capsys: pytest.CaptureFixture[str]):
    migrate(database_url, "l14_monitoring")
    move(database_url, "staging")
    said = refusal(database_url)
    assert said.startswith("an earlier release has put the company's tables into schema staging, not into public: drop")
    assert cli.run(["status", "--database-url", database_url]) == 4
    assert said in capsys.readouterr().err
    execute(database_url, "DROP SCHEMA staging CASCADE", "DROP SCHEMA supplygen CASCADE")
    migrate(database_url)
    assert cli.run(["status", "--database-url", database_url]) == 0


@pytest.mark.thorough
def test_a_copy_of_our_tables_elsewhere_is_left_alone(migrated_url: str):
    execute(migrated_url, "CREATE SCHEMA kept")
    for (name,) in query(migrated_url, COMPANY):
        execute(migrated_url, f"CREATE TABLE kept.{name} (LIKE public.{name})")
    command.check(alembic_config(migrated_url))
    command.downgrade(alembic_config(migrated_url), "base")
    migrate(migrated_url)


@pytest.mark.thorough
def test_two_upgrades_at_once_both_end_well(guest_url: str):
    arguments = [sys.executable, "-m", "alembic", "-x", f"url={guest_url}", "upgrade", "head"]
    both = [subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    command.check(alembic_config(guest_url))


def test_whoever_keeps_a_migration_waiting_is_named(database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(migration, "PATIENCE", "SET LOCAL lock_timeout = '100ms'")
    with psycopg.connect(database_url, application_name="the other one") as other:
        other.execute("SELECT pg_advisory_lock(%s)", [migration.MIGRATION_LOCK])
        said = refusal(database_url)
        pid = other.info.backend_pid
    assert f"another migration is still at work after 60 s, by the other one (pid {pid}, local, since " in said


def test_a_load_at_work_keeps_the_schema_as_it_is(migrated_url: str):
    with psycopg.connect(migrated_url, application_name="supplygen load") as other:
        other.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        migrate(migrated_url)  # nothing to do
        said = refusal(migrated_url, "-1")
        pid = other.info.backend_pid
    assert f"load or reset is at work in this database, by supplygen load (pid {pid}, local, since " in said


def test_the_workers_of_a_load_that_was_killed_are_named(migrated_url: str):
    with open_worker(migrated_url, "copy") as worker:
        worker.execute("SELECT 'at work'")
        said = refusal(migrated_url, "-1")
        pid = worker.info.backend_pid
    assert re.search(rf"at work in this database, by supplygen copy \(pid {pid}, local, .*, SELECT 'at work'\)", said)


def test_the_schema_of_a_loaded_database_is_not_taken_back(complete_url: str):
    for revision in ("-1", "base"):
        assert refusal(complete_url, revision) == (
            "the database holds a load: run `supplygen reset` first, then downgrade"
        )
    assert cli.run(["reset", "--yes", "--database-url", complete_url]) == 0
    command.downgrade(alembic_config(complete_url), "base")


def test_views_on_our_views_are_named_and_grants_stay(guest_url: str):
    migrate(guest_url, "question_views")
    execute(
        guest_url,
        "CREATE VIEW my_stock AS SELECT * FROM inventory_waterfall",
        "GRANT SELECT ON lot_genealogy_down TO PUBLIC",
        "GRANT SELECT, REFERENCES ON lot_genealogy_down TO pg_monitor WITH GRANT OPTION",
    )
    said = refusal(guest_url)
    assert "view my_stock depends on view inventory_waterfall" in said
    assert "drop what is not supplygen's, migrate, and create it again" in said
    granted = "SELECT relacl::text FROM pg_class WHERE oid = 'lot_genealogy_down'::regclass"
    before = query(guest_url, granted)
    execute(guest_url, "DROP VIEW my_stock")
    migrate(guest_url)
    assert query(guest_url, granted) == before
    execute(guest_url, "CREATE VIEW my_orders AS SELECT id FROM orders")
    assert "view my_orders depends on table orders" in refusal(guest_url, "base")
    execute(guest_url, "DROP VIEW my_orders")
    command.downgrade(alembic_config(guest_url), "base")


def test_a_table_of_somebody_else_with_our_name_is_named(database_url: str):
    execute(database_url, "CREATE TABLE public.orders (mine int)")
    assert refusal(database_url).startswith('relation "orders" already exists; what is not supplygen\'s has that name')
    assert query(database_url, "SELECT to_regnamespace('supplygen')") == [(None,)]


@pytest.mark.thorough
def test_the_cause_of_a_failure_is_shown_when_asked_for(database_url: str):
    execute(database_url, "CREATE TABLE public.orders (mine int)")
    arguments = [sys.executable, "-m", "alembic", "-x", f"url={database_url}"]
    for flags, shown in (([], False), (["--raiseerr"], True)):
        done = subprocess.run(
            [*arguments, *flags, "upgrade", "head"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0
        assert ("Traceback" in done.stderr) is shown
