"""Migrations: up creates exactly what is declared, down leaves nothing, and the SQL can be printed without a server."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateSchema

from databases import ROOT, alembic_config, declarations, rows
from supplygen.schema import LEVEL_MODULES, PRODUCT_SCHEMA, metadata, product_metadata

USER_OBJECTS = """
    SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relname !~ '^alembic_version'
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'supplygen'
"""
TABLES = """
    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND nspname IN ('public', 'supplygen') AND relname <> 'alembic_version'
"""


def declared_tables() -> set[tuple[str, str]]:
    tables = [*metadata.tables.values(), *product_metadata.tables.values()]
    return {(table.schema or "public", table.name) for table in tables}


def test_one_line_of_revisions_named_by_level():
    scripts = ScriptDirectory.from_config(alembic_config())
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    levels = [module.__name__.rsplit(".", 1)[1].replace("level_", "l") for module in LEVEL_MODULES]
    assert revisions[: len(levels) + 1] == ["product_schema", *levels]
    assert len(scripts.get_heads()) == 1


@pytest.mark.thorough
def test_up_and_down(database_url: str):
    config = alembic_config(database_url)
    command.upgrade(config, "head")
    command.check(config)
    assert rows(database_url, TABLES) == declared_tables()
    declared = declarations(database_url)
    command.downgrade(config, "base")
    assert rows(database_url, USER_OBJECTS) == set()
    command.upgrade(config, "head")
    assert declarations(database_url) == declared


def test_migrations_create_what_the_metadata_declares(database_url: str, at_head: set[tuple[Any, ...]]):
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database_url))
    with engine.begin() as connection:
        connection.execute(CreateSchema(PRODUCT_SCHEMA))
        metadata.create_all(connection)
        product_metadata.create_all(connection)
    engine.dispose()
    assert declarations(database_url) == at_head
    assert {kind for kind, *_ in at_head} == {"constraint", "index", "column", "table"}


@pytest.mark.thorough
def test_each_revision_can_be_taken_back(database_url: str):
    config = alembic_config(database_url)
    command.upgrade(config, "head")
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    for _ in revisions[:-1]:
        command.downgrade(config, "-1")
    assert {schema for schema, _ in rows(database_url, TABLES)} == {"supplygen"}


def test_a_schema_named_like_the_role_does_not_catch_the_tables(database_url: str, at_head: set[tuple[Any, ...]]):
    separator = "&" if "?" in database_url else "?"
    # What `"$user", public` means for a role named supplygen.
    config = alembic_config(f"{database_url}{separator}options=-csearch_path%3Dsupplygen%2Cpublic")
    command.upgrade(config, "l03_network")
    command.upgrade(config, "head")
    assert declarations(database_url) == at_head
    assert rows(database_url, TABLES) == declared_tables()


@pytest.mark.thorough
def test_foreign_tables_of_the_user_are_left_alone(database_url: str):
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE public.run (mine int); CREATE SCHEMA other CREATE TABLE orders (mine int)")
    config = alembic_config(database_url)
    command.upgrade(config, "head")
    command.check(config)
    command.downgrade(config, "base")
    assert rows(database_url, USER_OBJECTS) == {("public.run",), ("other.orders",)}


def test_sql_is_printed_without_a_server():
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@host.invalid/nothing"}
    arguments = [sys.executable, "-m", "alembic", "upgrade", "head", "--sql"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    for schema, name in declared_tables():
        assert f"CREATE TABLE {name if schema == 'public' else f'{schema}.{name}'} (" in done.stdout


@pytest.mark.parametrize(
    ("url", "reason"),
    [("postgresql://nobody@host.invalid/nothing", "cannot connect"), ("mysql://x/y", "mysql://")],
)
def test_a_wrong_url_is_one_line(url: str, reason: str):
    arguments = [sys.executable, "-m", "alembic", "-x", f"url={url}", "upgrade", "head"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    assert [line for line in (done.stderr + done.stdout).splitlines() if reason in line]
