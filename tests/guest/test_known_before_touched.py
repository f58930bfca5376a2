"""What would stop a load is found before anything is touched; what is only costly is announced."""

from __future__ import annotations

import json
import re

import psycopg
import pytest

from databases import NAMES, SETTINGS, load, migrate, objects, query
from fake_source import FakeSource
from supplygen import cli
from supplygen.config import Settings
from supplygen.database.findings import Finding, find
from supplygen.database.session import reading
from supplygen.errors import DatabaseUnavailableError, UsageError
from supplygen.load.connections import Connections

STATEMENTS_OF_A_VIEW = """
    CREATE VIEW my_orders AS
    SELECT o.id, o.order_number, count(*) FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id GROUP BY o.id
"""
TRIGGER_FUNCTION = "CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"

STOPPING = {
    "a view that groups by a primary key": (STATEMENTS_OF_A_VIEW, "view public.my_orders depends on key pk_orders"),
    "a function that depends on a key": (
        """CREATE FUNCTION n() RETURNS SETOF text LANGUAGE sql
           BEGIN ATOMIC SELECT name FROM divisions GROUP BY divisions.id; END""",
        "function public.n() depends on key pk_divisions",
    ),
    "a rule that names a key": (
        """CREATE TABLE box (id int, division_code text, name text, headquarters_city text, country text);
           CREATE RULE r AS ON INSERT TO box DO INSTEAD INSERT INTO divisions (division_code, name)
           VALUES (new.division_code, new.name) ON CONFLICT ON CONSTRAINT pk_divisions DO NOTHING""",
        "rule r on table public.box depends on",
    ),
    "row security": (
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY",
        "table public.orders has row security that applies to role loader",
    ),
    "a partitioned table": (
        """ALTER TABLE audit_logs RENAME TO audit_flat;
           CREATE TABLE audit_logs (LIKE audit_flat INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY)
           PARTITION BY RANGE (changed_at)""",
        "relation public.audit_logs is partitioned",
    ),
    "a partition": (
        """ALTER TABLE audit_logs ALTER COLUMN id DROP IDENTITY;
           CREATE TABLE all_logs (LIKE audit_logs) PARTITION BY RANGE (changed_at);
           ALTER TABLE all_logs ATTACH PARTITION audit_logs DEFAULT""",
        "table public.audit_logs is a partition",
    ),
    "a column without a default": (
        "ALTER TABLE skus ADD COLUMN must int NOT NULL",
        "column must of public.skus is not",
    ),
    "a column that is gone": (
        "ALTER TABLE orders DROP COLUMN total_cases CASCADE",
        "column orders.total_cases is missing",
    ),
    "a foreign key on ours": (
        "CREATE TABLE mine (plant_id integer CONSTRAINT to_plants REFERENCES plants)",
        "table public.mine is not supplygen's and refers to public.plants by constraint to_plants",
    ),
}

ANNOUNCED = {
    "a trigger for rows": (
        f"{TRIGGER_FUNCTION}; CREATE TRIGGER mine AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION log()",
        "trigger mine on public.orders fires at every row that is loaded",
    ),
    "a trigger for TRUNCATE": (
        f"{TRIGGER_FUNCTION}; CREATE TRIGGER mine AFTER TRUNCATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION log()",
        "trigger mine on public.orders fires at the TRUNCATE",
    ),
    "an event trigger": (
        """CREATE FUNCTION log() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
           CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION log()""",
        "event trigger mine fires at each",
    ),
    "a publication": ("CREATE PUBLICATION mine FOR ALL TABLES", "publication mine sends the load of 95 tables"),
    "a publication without TRUNCATE": (
        "CREATE PUBLICATION mine FOR TABLE orders WITH (publish = 'insert')",
        "publication mine sends the load of 1 tables to its subscribers at the cost of WAL, without their TRUNCATE",
    ),
    "a stale materialized view": (
        "CREATE MATERIALIZED VIEW mine AS SELECT count(*) FROM order_fulfilment",
        "materialized view public.mine shows the old rows after the load: REFRESH MATERIALIZED VIEW public.mine",
    ),
    "an exclusion constraint": (
        "ALTER TABLE skus ADD CONSTRAINT mine EXCLUDE USING btree (id WITH =)",
        "exclusion constraint mine of public.skus stays up",
    ),
    "a check": ("ALTER TABLE skus ADD CONSTRAINT mine CHECK (list_price > 0) NOT VALID", "check mine of public.skus"),
    "a foreign key to a table of the user's": (
        """CREATE TABLE regions (code text PRIMARY KEY);
           ALTER TABLE skus ADD CONSTRAINT mine FOREIGN KEY (region) REFERENCES regions""",
        "foreign key mine of public.skus refers to public.regions, which is not supplygen's",
    ),
    "a child": ("CREATE TABLE mine () INHERITS (orders)", "table public.mine inherits from public.orders"),
    "an index on a function that leans on the search path": (
        """CREATE FUNCTION short(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
           CREATE INDEX mine ON skus (short(name))""",
        "index mine of public.skus calls public.short(text)",
    ),
}


def found_in(url: str, statements: str) -> list[Finding]:
    """What is found as the user of `url`, after a superuser's statements."""
    with psycopg.connect(re.sub(r"\w+@", "postgres@", url)) as connection:
        connection.execute(statements.encode())
    with reading(url, "check") as connection:
        return find(connection, NAMES)


def test_a_database_of_ours_alone_has_nothing_to_find(url):
    assert found_in(url, "SELECT") == []


@pytest.mark.parametrize(("statements", "said"), STOPPING.values(), ids=STOPPING)
def test_what_stops_a_load_is_found(loader_url, statements, said):
    found = found_in(loader_url, statements)
    assert [one for one in found if "load" in one.blocks and str(one).startswith(said)], found


@pytest.mark.parametrize(("statements", "said"), ANNOUNCED.values(), ids=ANNOUNCED)
def test_what_is_costly_is_announced(url, statements, said):
    found = found_in(url, statements)
    assert [one for one in found if not one.blocks and str(one).startswith(said)], found


def test_a_refusal_names_all_and_touches_nothing(migrated_url, capsys):
    before = objects(migrated_url)
    with psycopg.connect(migrated_url) as connection:
        connection.execute(STATEMENTS_OF_A_VIEW)
        connection.execute("CREATE TABLE mine (plant_id integer REFERENCES plants)")
    source = FakeSource()
    with pytest.raises(DatabaseUnavailableError, match=r"table public.mine .*drop that.*; view public.my_orders "):
        load(migrated_url, source)
    assert not source.prepared
    assert objects(migrated_url) == before
    assert cli.run(["check", "--json", "--database-url", migrated_url]) == DatabaseUnavailableError.exit_code
    found = {one["object"] for one in json.loads(capsys.readouterr().out)}
    assert found == {"view public.my_orders", "table public.mine"}


def test_a_database_that_is_not_utf8_is_refused(server):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")
    migrate(server.url("latin"))
    with pytest.raises(DatabaseUnavailableError, match="database latin has the encoding LATIN1"):
        load(server.url("latin"))


OF_THE_DATABASE = pytest.param("DATABASE {database} CONNECTION LIMIT 7", marks=pytest.mark.thorough)


@pytest.mark.parametrize("limit", ["ROLE loader CONNECTION LIMIT 7", OF_THE_DATABASE])
def test_a_limit_below_the_connections_of_a_load_is_named(loader_url, limit):
    before = objects(loader_url)
    database = query(loader_url, "SELECT current_database()")[0][0]
    with psycopg.connect(loader_url.replace("loader@", "postgres@"), autocommit=True) as connection:
        connection.execute(f"ALTER {limit.format(database=database)}")
    with pytest.raises(DatabaseUnavailableError, match=r"CONNECTION LIMIT 7 .* leaves room for 7 .* the load opens 8"):
        load(loader_url)
    assert objects(loader_url) == before
    load(loader_url, settings=Settings(jobs=2, connections=7))


def test_a_number_of_connections_is_kept(migrated_url):
    seen = []

    with psycopg.connect(migrated_url, autocommit=True) as watcher:

        def count(_):
            seen.append(watcher.execute("SELECT FROM pg_stat_activity WHERE application_name ~ '^supplygen'").rowcount)

        load(migrated_url, FakeSource(before=count), settings=Settings(jobs=4, connections=7))
    assert 1 < max(seen) <= 7
    with pytest.raises(UsageError, match="--connections 6 is too few: 7 is the least"):
        Connections.planned(5, SETTINGS.jobs, 6)
