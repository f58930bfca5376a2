"""From whatever state an interruption or a refusal has left a command leads out, or one object of the user is named."""

from __future__ import annotations

import psycopg
import pytest

from databases import NAMES, interrupt, load, objects, query
from supplygen import cli
from supplygen.errors import SupplygenError, UsageError
from supplygen.load import phases
from supplygen.load.reset import empty_database


def spoil(url: str) -> None:
    """Leave a load unfinished, with an index of the user's down that can never come back."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE FUNCTION short(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'")
        connection.execute("CREATE INDEX mine ON skus (short(name))")
    interrupt(url, "skus", committed="")
    with psycopg.connect(url) as connection:
        connection.execute("DROP FUNCTION short")


@pytest.mark.thorough
def test_an_index_that_cannot_come_back_is_named_and_can_be_given_up(url, capsys):
    before = objects(url)
    spoil(url)
    with pytest.raises(SupplygenError, match=r"index mine on skus: function public.short") as caught:
        load(url)
    assert "keys and indexes down" in caught.value.__notes__[0]
    with pytest.raises(SupplygenError, match=r"index mine of skus.*is not supplygen's.*--leave-out mine.*CREATE INDEX"):
        empty_database(url, NAMES)
    with pytest.raises(UsageError, match="no key or index of that name is taken down: nothing"):
        empty_database(url, NAMES, leave_out=["nothing"])
    with pytest.raises(UsageError, match="pk_skus is supplygen's own"):
        empty_database(url, NAMES, leave_out=["pk_skus"])
    assert cli.run(["reset", "--yes", "--leave-out", "mine", "--database-url", url]) == 0
    assert "left out index mine of skus: CREATE INDEX mine ON public.skus" in capsys.readouterr().err
    assert objects(url) == before
    load(url)


def test_a_reset_does_not_need_what_a_load_needs(url):
    interrupt(url)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE skus ADD COLUMN must int NOT NULL")
        connection.execute("CREATE TABLE mine () INHERITS (orders)")
    with pytest.raises(SupplygenError, match=r"column must of public\.skus"):
        load(url)
    empty_database(url, NAMES)
    assert query(url, "SELECT * FROM supplygen.suspended_ddl") == []


def test_the_seal_looks_into_the_tables(migrated_url, monkeypatch):
    sealed = phases.seal

    def tampered(connection, *arguments):
        with psycopg.connect(migrated_url) as other:
            other.execute("TRUNCATE audit_logs")
        sealed(connection, *arguments)

    monkeypatch.setattr(phases, "seal", tampered)
    with pytest.raises(SupplygenError, match="emptied or filled audit_logs during the load: load again with --replace"):
        load(migrated_url)
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("loading",)]


@pytest.mark.thorough
def test_a_key_that_someone_changed_meanwhile_is_named_once_and_replace_leads_out(migrated_url, monkeypatch):
    sealed = phases.seal

    def tampered(connection, *arguments):
        with psycopg.connect(migrated_url) as other:
            other.execute("DROP INDEX IF EXISTS ix_orders_dc_id")
        sealed(connection, *arguments)

    monkeypatch.setattr(phases, "seal", tampered)
    with pytest.raises(SupplygenError, match=r"someone has changed .*: ix_orders_dc_id are not what they were"):
        load(migrated_url)
    monkeypatch.setattr(phases, "seal", sealed)
    load(migrated_url, replace=True)
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("complete",)]
