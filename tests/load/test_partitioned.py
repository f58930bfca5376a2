"""Partitioned tables: a load makes a leaf of each part, and the database holds and says what a plain one does."""

import json
import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from alembic import command

from databases import NAMES, SMALL_SCALE, alembic_config, counts, hashes, objects, query, rows
from dumps import dump, psql
from fake_source import FakeSource
from supplygen.cli import run
from supplygen.database.migrate import upgrade
from supplygen.errors import UsageError
from supplygen.load.remove import remove_schema
from supplygen.load.reset import empty_database
from supplygen.schema import TABLES
from supplygen.verify import runner

COMPANY = ("--scale", "0.001", "--weeks", "4", "--seed", "7")
LEAVES = "FROM pg_class WHERE relnamespace = 'supplygen_parts'::regnamespace AND relkind = 'r'"
PARTITIONED = 21
"""Tables whose rows come by weeks and have a leading key."""


def load(url, *flags):
    assert run(["load", "--quiet", *COMPANY, *flags, "--database-url", url]) == 0


def outcomes(url):
    """What each exact invariant finds."""
    return {one.invariant.id: one.violations for one in runner.run(url, runner.Choice(kind="exact")).results}


@pytest.fixture
def partitioned_url(database_url):
    """A fresh database at head with partitioned tables."""
    upgrade(database_url, partitioned=True)
    return database_url


@pytest.fixture
def partitioned15_url(postgres15_url):
    """The same on the oldest supported server."""
    remove_schema(postgres15_url, NAMES)
    upgrade(postgres15_url, partitioned=True)
    return postgres15_url


@pytest.fixture
def plain(migrated_url):
    """Fingerprints and verdicts of the company in plain tables."""
    load(migrated_url)
    return hashes(migrated_url), outcomes(migrated_url)


def sold_once_more(url):
    """Insert a row into a partitioned table: the leaf that takes it, and by how much its id is above the highest."""
    others = ", ".join(column.name for column in TABLES["pos_sales"].columns if column.name != "id")
    with psycopg.connect(url) as connection:
        return connection.execute(
            f"INSERT INTO pos_sales ({others}) SELECT {others} FROM pos_sales WHERE id = 1"
            " RETURNING tableoid::regclass::text, id - (SELECT max(id) FROM pos_sales)"
        ).fetchone()


def assert_whole(url, plain, parts):
    """Insist on the rows of the plain database, on valid keys and indexes, and on leaves that are all attached."""
    assert (hashes(url), outcomes(url)) == plain
    assert query(url, f"SELECT bool_and(relispartition), count(*) <= {PARTITIONED * parts} {LEAVES}") == [(True, True)]
    assert query(url, f"SELECT count(*) {LEAVES} AND relname LIKE 'pos_sales%'") == [(parts,)]
    assert query(url, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == [(0,)]
    assert query(url, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated OR conname = 'bounds'") == [(0,)]
    assert query(url, "SELECT status FROM supplygen.run") == [("complete",)]


def test_partitioned_tables_hold_what_plain_ones_do(partitioned_url, plain):
    load(partitioned_url, "--parts", "2")
    assert_whole(partitioned_url, plain, 2)


def test_every_step_of_the_leaves_is_told(partitioned_url, capsys):
    args = ("load", "--log-format", "json", *COMPANY, "--parts", "2", "--database-url", partitioned_url)
    assert run(list(args)) == 0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (restored,) = [one for one in told if one.get("phase") == "restore" and one["event"] == "end"]
    assert restored["done"] == restored["total"] > 0


@pytest.mark.thorough
@pytest.mark.parametrize("parts", [1, 4])
@pytest.mark.parametrize("database", ["partitioned_url", "partitioned15_url"])
def test_any_number_of_parts_on_any_server(request, database, parts, plain):
    url = request.getfixturevalue(database)
    before = objects(url)
    load(url, "--parts", str(parts))
    assert_whole(url, plain, parts)
    assert objects(url) == before
    assert dict(query(url, "SELECT id, violations FROM supplygen.verify() WHERE kind = 'exact'")) == outcomes(url)
    command.check(alembic_config(url))
    load(url, "--replace", "--parts", "3")
    assert_whole(url, plain, 3)
    assert sold_once_more(url) == ("supplygen_parts.pos_sales_03", 1)
    empty_database(url, NAMES)
    assert not any(counts(url).values())
    assert objects(url) == before
    assert remove_schema(url, NAMES)
    assert query(url, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^supplygen'") == []


KILLED = """
import os, sys, time
from supplygen.cli import main
from supplygen.load import leaves, phases, stream
point, *arguments = sys.argv[1:]
def stop(*_, **__):
    os.write(1, b"here\\n")
    time.sleep(600)
if point == "stream":
    fill, calls = stream.fill, []
    def filled(*given, **named):
        calls.append(given)
        stop() if len(calls) == 3 else fill(*given, **named)
    stream.fill = filled
elif point == "index":
    leaves.LeafRestorer._index = stop
elif point == "attach":
    leaves.LeafRestorer.attach = stop
elif point == "declared":
    leaves.LeafRestorer._validate = stop
elif point == "attached":
    leaves.LeafRestorer.take_over = stop
elif point == "seal":
    phases.seal = stop
main(["load", "--quiet", *arguments])
"""


def killed(point, url, *flags):
    """Begin a load and kill it at some point."""
    arguments = [sys.executable, "-c", KILLED, point, *COMPANY, *flags, "--database-url", url]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        os.kill(process.pid, signal.SIGKILL)
    while query(
        url, "SELECT 1 FROM pg_stat_activity WHERE application_name ~ '^supplygen' AND datname = current_database()"
    ):
        time.sleep(0.05)


@pytest.mark.thorough
@pytest.mark.parametrize("database", ["partitioned_url", "partitioned15_url"])
@pytest.mark.parametrize("point", ["stream", "index", "attach", "declared", "attached", "seal"])
def test_a_load_killed_anywhere_is_finished_or_emptied(request, point, database, plain):
    url = request.getfixturevalue(database)
    before = objects(url)
    killed(point, url, "--parts", "4")
    entered = "SELECT FROM supplygen.ledger WHERE relname = table_name || to_char(part, '\"_\"FM00')"
    leaves = rows(url, f"SELECT relname, relfilenode {LEAVES} AND EXISTS ({entered})")
    assert leaves
    load(url, "--parts", "4")
    assert_whole(url, plain, 4)
    names = {name for name, _ in leaves}
    kept = {leaf for leaf in rows(url, f"SELECT relname, relfilenode {LEAVES}") if leaf[0] in names}
    assert kept <= leaves  # a part may have no key of a small table
    assert len(kept) > len(leaves) - PARTITIONED
    assert objects(url) == before
    killed(point, url, "--parts", "3", "--replace")
    empty_database(url, NAMES)
    assert not any(counts(url).values())
    assert objects(url) == before
    command.check(alembic_config(url))


def test_plain_tables_are_not_made_partitioned(migrated_url):
    with pytest.raises(UsageError, match="are not partitioned"):
        upgrade(migrated_url, partitioned=True)


@pytest.mark.thorough
def test_a_company_in_another_schema_has_its_leaves_beside(database_url, plain):
    upgrade(database_url, schema="my firm", partitioned=True)
    load(database_url, "--parts", "2")
    assert_whole(database_url, plain, 2)
    command.check(alembic_config(database_url))


@pytest.mark.thorough
def test_partitions_of_others_are_refused(partitioned_url, capsys):
    load(partitioned_url)
    with psycopg.connect(partitioned_url) as connection:
        connection.execute("ALTER TABLE pos_sales DETACH PARTITION supplygen_parts.pos_sales_01")
        connection.execute("CREATE TABLE public.mine PARTITION OF pos_sales DEFAULT")
    capsys.readouterr()
    assert run(["check", "--database-url", partitioned_url]) == 3
    assert "table public.mine is a partition of public.pos_sales that no load has made" in capsys.readouterr().out


@pytest.mark.thorough
def test_the_script_of_a_dump_leaves_partitioned_tables_alone(partitioned_url, tmp_path):
    dump(tmp_path / "out", FakeSource())
    done = psql(tmp_path / "out", partitioned_url)
    assert (done.returncode, "this script fills plain tables" in done.stderr) == (3, True)
    assert query(partitioned_url, "SELECT * FROM supplygen.run") == []


@pytest.mark.thorough
def test_orders_are_entered_beside_partitioned_tables(partitioned_url):
    company = ["--scale", SMALL_SCALE, "--parts", "2", "--database-url", partitioned_url]
    assert run(["load", "--quiet", *company]) == 0
    bench = ["bench", "run", "--mix", "orders", "--clients", "1", "--transactions", "50"]
    assert run([*bench, "--database-url", partitioned_url]) == 0
