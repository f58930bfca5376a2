"""What a load takes down comes back as it was; what need not be taken down stays, and so do the things of others."""

from __future__ import annotations

import psycopg
import pytest

from databases import NAMES, hashes, load, objects, query
from supplygen.load.reset import empty_database

HABITS = """
    ALTER TABLE orders REPLICA IDENTITY USING INDEX uq_orders_order_number;
    ALTER TABLE order_lines CLUSTER ON ix_order_lines_sku_id;
    COMMENT ON CONSTRAINT fk_order_lines_sku_id_skus ON order_lines IS 'keep; this ''too''';
    COMMENT ON CONSTRAINT uq_orders_order_number ON orders IS 'keep';
    COMMENT ON INDEX ix_orders_dc_id IS 'keep';
    CREATE INDEX mine ON skus (lower(name)) WITH (fillfactor = 50) WHERE id > 3;
    ALTER INDEX mine ALTER COLUMN 1 SET STATISTICS 777;
    CREATE TABLE regions (code text PRIMARY KEY);
    ALTER TABLE plants ADD CONSTRAINT mine_unvalidated FOREIGN KEY (city) REFERENCES regions NOT VALID;
    ALTER TABLE skus ADD CONSTRAINT mine_deferred UNIQUE (upc, region) DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE skus ADD CONSTRAINT mine_excluding EXCLUDE USING btree (id WITH =);
    ALTER TABLE order_lines DISABLE TRIGGER ALL;
    CREATE TABLE plants_of_old () INHERITS (plants);
    CREATE TABLE plant_log (plant_id bigint);
    CREATE FUNCTION log_plant() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO plant_log VALUES (NEW.id); RETURN NEW; END';
    CREATE TRIGGER mine AFTER INSERT ON plants FOR EACH ROW EXECUTE FUNCTION log_plant();
    CREATE FUNCTION starred(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 || '*' $$;
    CREATE FUNCTION shown(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT starred($1) $$;
"""
LEANS_ON_THE_PATH = "CREATE INDEX mine_shown ON plants (shown(name))"
"""Before PostgreSQL 17, which builds indexes with a path of its own."""
CHILD_ROW = """
    INSERT INTO plants_of_old
    VALUES (1, 'OLD', 'old', 1, 'x', 'CH', 0, 0, 'Europe/Zurich', 1, 24, 7)
"""
STATES = """
    SELECT pg_get_replica_identity_index('orders')::text, relation.reltablespace,
           (SELECT array_agg(indexrelid::regclass::text) FROM pg_index WHERE indisclustered),
           (SELECT array_agg(DISTINCT (objoid::regclass::text, description)) FROM pg_description
            WHERE classoid = 'pg_class'::regclass AND objsubid = 0
              AND objoid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'orders'::regclass)),
           (SELECT array_agg((conname, description) ORDER BY conname) FROM pg_description
            JOIN pg_constraint AS c ON c.oid = objoid WHERE classoid = 'pg_constraint'::regclass AND contype <> 'c'),
           (SELECT array_agg((attrelid::regclass::text, attstattarget)) FROM pg_attribute WHERE attstattarget > 100),
           (SELECT array_agg((conname, contype, convalidated, condeferrable, condeferred) ORDER BY conname)
            FROM pg_constraint WHERE conrelid IN ('orders'::regclass, 'order_lines'::regclass, 'skus'::regclass,
                                                  'plants'::regclass)),
           (SELECT array_agg((tgrelid::regclass::text, tgenabled, n) ORDER BY tgrelid::regclass::text, tgenabled) FROM (
               SELECT tgrelid, tgenabled, count(*) AS n FROM pg_trigger GROUP BY 1, 2) AS t)
    FROM pg_class AS relation WHERE relation.oid = 'ix_orders_dc_id'::regclass
"""


def test_a_load_and_a_reset_leave_all_habits_of_a_database(url, tablespace):
    with psycopg.connect(url) as connection:
        connection.execute(HABITS)
        connection.execute(f"ALTER INDEX ix_orders_dc_id SET TABLESPACE {tablespace}")
        connection.execute(CHILD_ROW)
        if connection.info.server_version < 170000:
            connection.execute(LEANS_ON_THE_PATH)
        else:
            connection.execute("ALTER TABLE order_lines ALTER CONSTRAINT fk_order_lines_order_id_orders NOT ENFORCED")
    before, states = objects(url), query(url, STATES)
    load(url)
    assert objects(url) == before
    assert query(url, STATES) == states
    assert query(url, "SELECT status FROM supplygen.run") == [("complete",)]
    assert query(url, "SELECT reltuples FROM pg_class WHERE relname = 'plants_of_old'") == [(-1,)]
    assert query(url, "SELECT count(*), count(DISTINCT plant_id) FROM plant_log") == [(20, 20)]
    empty_database(url, NAMES)
    assert objects(url) == before
    assert query(url, STATES) == states
    assert query(url, "SELECT count(*) FROM plants_of_old") == [(1,)]
    assert query(url, "SELECT count(*) FROM ONLY plants") == [(0,)]


def test_an_index_that_was_not_valid_is_built_and_does_not_stop_the_seal(migrated_url):
    with psycopg.connect(migrated_url) as connection:
        connection.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_orders_dc_id'::regclass")
    load(migrated_url)
    assert query(migrated_url, "SELECT 1 FROM pg_index WHERE NOT indisvalid") == []


SETTINGS_OF_A_DATABASE = {
    "client_encoding": "'LATIN1'",
    "DateStyle": "'German'",
    "default_transaction_isolation": "'serializable'",
    "statement_timeout": "'300ms'",
    "search_path": "staging, public",
    "default_tablespace": "'fast'",
    "lock_timeout": "'10ms'",
    "IntervalStyle": "'sql_standard'",
    "bytea_output": "'escape'",
}


@pytest.mark.thorough
def test_no_setting_of_the_database_changes_what_is_loaded(url, tablespace):
    assert tablespace in SETTINGS_OF_A_DATABASE["default_tablespace"]
    load(url)
    before, reference = objects(url), hashes(url)
    database = query(url, "SELECT current_database()")[0][0]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA staging")
        for name, value in SETTINGS_OF_A_DATABASE.items():
            connection.execute(f"ALTER DATABASE {database} SET {name} = {value}".encode())
    load(url, replace=True)
    assert objects(url) == before
    assert hashes(url) == reference
    with psycopg.connect(url, client_encoding="UTF8") as connection:
        assert connection.execute("SELECT DISTINCT headquarters_city FROM divisions").fetchall() == [("Zürich",)]


@pytest.mark.thorough
def test_no_variable_of_the_shell_changes_the_text(complete_url, monkeypatch):
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    monkeypatch.setenv("PGDATESTYLE", "German")
    load(complete_url, replace=True)  # which reads timestamps of the ledger
    monkeypatch.delenv("PGCLIENTENCODING")
    assert query(complete_url, "SELECT DISTINCT headquarters_city FROM divisions") == [("Zürich",)]
