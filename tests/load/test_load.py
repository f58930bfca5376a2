import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from databases import (
    NAMES,
    TESTS,
    ProducerBrokenError,
    counts,
    declarations,
    hashes,
    interrupt,
    load,
    migrate,
    objects,
    query,
)
from fake_source import FakeSource
from supplygen.config import Settings
from supplygen.database.at_work import at_work
from supplygen.database.session import ADVISORY_LOCK, open_worker
from supplygen.errors import (
    DatabaseUnavailableError,
    SchemaRevisionError,
    SupplygenError,
    TargetBusyError,
    TargetNotEmptyError,
)
from supplygen.load import phases
from supplygen.load.check import HEAD_REVISION
from supplygen.load.disk import reclaimed_bytes
from supplygen.load.reset import empty_database


def assert_complete(url, before, source=None):
    assert query(url, "SELECT status FROM supplygen.run") == [("complete",)]
    assert counts(url) == (source or FakeSource()).row_counts
    assert objects(url) == before
    assert query(url, "SELECT * FROM supplygen.suspended_ddl") == []


def test_head_is_that_of_the_migrations(migrated_url):
    assert query(migrated_url, "SELECT version_num FROM supplygen.alembic_version") == [(HEAD_REVISION,)]


def test_a_load_fills_every_table_and_leaves_the_schema_as_alembic_declares_it(migrated_url, at_head):
    before = objects(migrated_url)
    report = load(migrated_url)
    assert_complete(migrated_url, before)
    assert declarations(migrated_url) == at_head
    assert {name: table.rows for name, table in report.streamed.items()} == FakeSource().row_counts
    assert query(migrated_url, "SELECT count(*), min(phase), max(phase) FROM supplygen.ledger") == [
        (len(NAMES), "restored", "restored")
    ]
    assert query(migrated_url, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == [(0,)]


def test_values_arrive_as_they_were_given(complete_url):
    assert query(complete_url, "SELECT name, headquarters_city, latitude::text FROM divisions WHERE id = 3") == [
        ("Division, with 'quotes'\tand\\tab", "Zürich", "3.000000")
    ]
    statement = "SELECT record_id, old_values, new_values::text, changed_at::text FROM audit_logs WHERE id = 6"
    with psycopg.connect(complete_url, options="-c TimeZone=UTC") as connection:
        assert connection.execute(statement).fetchone() == (
            None,
            None,
            '{"a": 2, "b": [1, 2.50]}',
            "2024-01-01 00:00:06.000006+00",
        )


def test_a_table_of_the_users_own_with_the_name_of_ours_is_left_alone(migrated_url):
    with psycopg.connect(migrated_url) as connection:
        connection.execute("CREATE TABLE public.injection (id integer PRIMARY KEY)")
        connection.execute("INSERT INTO public.injection VALUES (1)")
    before = objects(migrated_url)
    assert ("injection", "pk_injection") in {(item.table_name, item.object_name) for item in before}
    load(migrated_url)
    assert_complete(migrated_url, before)
    assert query(migrated_url, "SELECT row_key, baseline_value, injected_value::text FROM supplygen.injection")[6] == (
        "7",
        None,
        "7.0000",
    )
    empty_database(migrated_url, NAMES)
    assert query(migrated_url, "SELECT count(*) FROM supplygen.injection") == [(0,)]
    assert query(migrated_url, "SELECT id FROM public.injection") == [(1,)]


def test_sequences_and_statistics_follow_the_rows(complete_url):
    with psycopg.connect(complete_url) as connection:
        row = connection.execute(
            "INSERT INTO products (product_code, name, product_family) VALUES ('x', 'x', 'oral_care') RETURNING id"
        ).fetchone()
    assert row == (1,)
    assert query(complete_url, "SELECT nextval('plants_id_seq'), nextval('audit_logs_id_seq')") == [(21, 20_001)]
    assert query(complete_url, "SELECT reltuples FROM pg_class WHERE relname = 'audit_logs'") == [(20_000.0,)]
    frozen = "SELECT relallvisible > 0.9 * relpages FROM pg_class WHERE relname = 'audit_logs'"
    assert query(complete_url, frozen) == [(True,)]


@pytest.mark.thorough
def test_slices_and_jobs_do_not_change_the_content(migrated_url, reference):
    load(migrated_url, FakeSource(slices=7), settings=Settings(jobs=5))
    assert hashes(migrated_url) == reference


def test_the_oldest_server_gives_equal_fingerprints(postgres15_url, reference):
    before = objects(postgres15_url)
    load(postgres15_url)
    assert_complete(postgres15_url, before)
    assert hashes(postgres15_url) == reference


def test_a_dry_run_touches_nothing(migrated_url):
    source = FakeSource()
    load(migrated_url, source, dry_run=True)
    assert source.prepared
    assert query(migrated_url, "SELECT * FROM supplygen.run") == []
    assert not any(counts(migrated_url).values())


def test_a_load_under_way_is_seen_from_another_session(migrated_url):
    seen = []

    def before(table):
        if table == "audit_logs":
            with psycopg.connect(migrated_url) as connection:
                seen.append(at_work(connection))

    load(migrated_url, FakeSource(before=before))
    found = seen[0]
    assert found.holder.startswith("supplygen load (pid ")
    assert all(work.table_name in NAMES for work in found.doing)
    with psycopg.connect(migrated_url) as connection:
        assert at_work(connection) is None


def test_what_the_server_does_for_a_load_is_named(migrated_url):
    with (
        psycopg.connect(migrated_url, application_name="somebody") as holder,
        psycopg.connect(migrated_url) as writer,
        psycopg.connect(migrated_url) as reader,
    ):
        holder.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        columns = "table_name, action, changed_at, changed_by, new_values"
        with writer.cursor().copy(f"COPY audit_logs ({columns}) FROM STDIN") as copy:
            copy.write(b"divisions\tinsert\t2024-01-01\tsomebody\t{}\n" * 50_000)
            found = at_work(reader)
        assert found is not None
        assert found.holder.startswith("somebody (pid ")
        assert [(work.work, work.table_name, work.unit) for work in found.doing] == [("copy", "audit_logs", "rows")]
        assert str(found.doing[0]).startswith("copy of audit_logs: ")


def test_a_full_target_is_refused_and_replaced_when_told(complete_url):
    before = objects(complete_url)
    with pytest.raises(TargetNotEmptyError, match=r"a complete load .*seed 42,.*--replace"):
        load(complete_url, settings=Settings(seed=7, jobs=2))
    source = FakeSource(logs=10)
    load(complete_url, source, replace=True)
    assert_complete(complete_url, before, source)


def test_an_empty_database_is_sent_to_the_migrations(database_url):
    with pytest.raises(SchemaRevisionError, match="run `supplygen migrate`"):
        load(database_url)


def test_an_old_revision_is_named(database_url):
    migrate(database_url, "l13_disposition")
    with pytest.raises(SchemaRevisionError, match="at l13_disposition, not at"):
        load(database_url)


def test_a_role_without_rights_is_refused_before_anything_is_touched(migrated_url, server):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS reader")
        connection.execute("CREATE ROLE reader LOGIN")
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute("GRANT USAGE ON SCHEMA supplygen, public TO reader")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA supplygen, public TO reader")
    with pytest.raises(DatabaseUnavailableError, match=r"role reader (may not create|does not own)"):
        load(migrated_url.replace("postgres@", "reader@"))


def test_a_read_only_database_is_refused_before_anything_is_made(migrated_url):
    read_only = f"{migrated_url}&options=-c%20default_transaction_read_only%3Don"
    source = FakeSource()
    with pytest.raises(DatabaseUnavailableError, match="in this database that are read-only"):
        load(read_only, source)
    assert not source.prepared


def test_a_foreign_key_of_the_users_own_is_named(migrated_url):
    with psycopg.connect(migrated_url) as connection:
        connection.execute("CREATE TABLE mine (plant_id integer CONSTRAINT to_plants REFERENCES plants)")
    with pytest.raises(DatabaseUnavailableError, match=r"mine is not supplygen's and refers to public.plants"):
        load(migrated_url)


def test_two_loads_do_not_meet(migrated_url):
    inside, leave = threading.Event(), threading.Event()

    def wait(_table):
        inside.set()
        assert leave.wait(60)

    first = threading.Thread(target=load, args=(migrated_url, FakeSource(before=wait)))
    first.start()
    assert inside.wait(60)
    try:
        with pytest.raises(TargetBusyError):
            load(migrated_url)
        with pytest.raises(TargetBusyError):
            empty_database(migrated_url, NAMES)
    finally:
        leave.set()
        first.join()
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("complete",)]


def test_a_load_waits_for_the_workers_of_a_killed_one(migrated_url):
    worker = open_worker(migrated_url, "copy of a load that was killed")
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load, migrated_url)
        deadline = time.monotonic() + 30
        while not query(migrated_url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
            assert time.monotonic() < deadline, "the load did not wait"
            time.sleep(0.01)
        assert query(migrated_url, "SELECT * FROM supplygen.run") == []
        worker.close()
        loading.result(timeout=120)
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("complete",)]


def test_the_disk_is_asked_for_what_is_still_to_come(migrated_url, monkeypatch):
    counted = []
    monkeypatch.setattr(phases, "estimated_bytes", lambda _, rows: counted.append(set(rows)) or 0)
    interrupt(migrated_url)
    report = load(migrated_url)
    assert counted == [set(NAMES), set(report.streamed)]
    assert "plants" not in counted[1]


def test_a_replaced_table_gives_its_room_back_but_for_the_largest(complete_url):
    with psycopg.connect(complete_url) as connection:
        size = "SELECT pg_total_relation_size(%s)"
        plants, logs = (connection.execute(size, [name]).fetchone()[0] for name in ("plants", "audit_logs"))
        assert logs > plants > 0
        assert reclaimed_bytes(connection, ["plants", "audit_logs"]) == plants
        assert reclaimed_bytes(connection, ["audit_logs"]) == reclaimed_bytes(connection, []) == 0


def test_a_failing_producer_leaves_an_unfinished_load_that_the_next_one_finishes(
    unfinished_url, migrated_url, reference
):
    assert query(unfinished_url, "SELECT status FROM supplygen.run") == [("loading",)]
    report = load(unfinished_url)
    assert "plants" in report.resumed
    assert "audit_logs" in report.streamed
    assert sorted([*report.resumed, *report.streamed]) == sorted(NAMES)
    assert_complete(unfinished_url, objects(migrated_url))
    assert hashes(unfinished_url) == reference


def test_an_unfinished_load_is_not_mixed_with_another(unfinished_url, migrated_url):
    with pytest.raises(TargetNotEmptyError, match=r"unfinished load .*seed 42"):
        load(unfinished_url, settings=Settings(seed=7))
    load(unfinished_url, settings=Settings(seed=7), replace=True)
    assert_complete(unfinished_url, objects(migrated_url))


@pytest.mark.parametrize("begun", ["complete_url", "unfinished_url"])
def test_reset_empties_a_complete_and_an_unfinished_load(begun, request, migrated_url, at_head):
    url = request.getfixturevalue(begun)
    empty_database(url, NAMES)
    assert objects(url) == objects(migrated_url)
    assert not any(counts(url).values())
    assert query(url, "SELECT * FROM supplygen.run") == []
    assert declarations(url) == at_head


def test_a_row_that_the_server_refuses_names_the_table_and_rolls_back(migrated_url):
    class Orphans(FakeSource):
        def prepare(self, progress):
            super().prepare(progress)
            self.row_counts["divisions"] = 4

    with pytest.raises(SupplygenError, match=r"fk_plants_division_id_divisions of plants.*not present"):
        load(migrated_url, Orphans())
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("loading",)]


def test_a_wrong_number_of_rows_is_never_committed(migrated_url):
    class Short(FakeSource):
        def produce(self, writer, _parts=()):
            self.row_counts["plants"] = 19
            super().produce(writer)

    with pytest.raises(ValueError, match="table plants: 20 rows were planned, 19 were produced"):
        load(migrated_url, Short())
    assert query(migrated_url, "SELECT count(*) FROM plants") == [(0,)]


def test_a_stream_that_waits_for_a_lock_does_not_keep_a_failed_load_alive(migrated_url):
    with psycopg.connect(migrated_url) as reader:

        def before(name):
            if name == "divisions":  # after keys and indexes are down, which needs the lock as well
                reader.execute("LOCK TABLE plants IN ACCESS SHARE MODE")
            elif name == "audit_logs":
                raise ProducerBrokenError

        began = time.monotonic()
        with pytest.raises(ProducerBrokenError):
            load(migrated_url, FakeSource(before=before))
        assert time.monotonic() - began < 30
        assert query(migrated_url, "SELECT * FROM supplygen.ledger WHERE table_name = 'plants'") == []


INTERRUPTED_LOAD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets its background jobs ignore it
sys.path.insert(0, {tests!r})
from fake_source import FakeSource
from supplygen.cli import load as command, main
def wait(name):
    if name == "audit_logs":
        print("here", flush=True)
        time.sleep(600)
command.make_source = lambda _: FakeSource(before=wait)
main(["load", "--quiet", "--database-url", {url!r}])
"""


def test_ctrl_c_ends_a_load_with_one_line_and_130(migrated_url, tmp_path):
    script = INTERRUPTED_LOAD.format(tests=str(TESTS), url=migrated_url)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert re.fullmatch(
        r"supplygen: interrupted; the load is unfinished with \d+ keys and indexes down: .*, goes on, .*\n",
        said,
    )
    wait_for_lock(migrated_url)
    report = load(migrated_url, settings=Settings())
    assert "audit_logs" in report.streamed


OFTEN = {("suspend", "resume")}
"""Point and way that every run of the tests tries; random faults find the others."""

KILLED_LOAD = """
import os, sys, time
sys.path.insert(0, {tests!r})
from databases import load
from fake_source import FakeSource
from supplygen.load import phases, restore
point, url = sys.argv[1:]
def stop(*_, **__):
    os.write(1, b"here\\n")  # one write: several threads may get here
    time.sleep(600)
if point == "stream":
    load(url, FakeSource(before=lambda name: stop() if name == "audit_logs" else None))
elif point == "index":
    rebuild, calls = restore._rebuild, []
    def rebuilt(item, connection):
        rebuild(item, connection)
        calls.append(item)
        if len(calls) >= 40:
            stop()
    restore._rebuild = rebuilt
elif point == "keys":
    restore.Restorer.foreign_keys = stop
elif point == "declared":
    restore.Restorer._validate = stop
elif point == "validated":
    phases.seal = stop
elif point == "suspend":
    phases.Load._stream = stop
load(url)
"""


@pytest.mark.parametrize(
    ("point", "how"),
    [
        *(
            pytest.param(point, how, marks=[] if (point, how) in OFTEN else pytest.mark.thorough)
            for point in ("suspend", "stream", "index", "keys", "declared", "validated")
            for how in ("resume", "replace", "reset")
        ),
    ],
)
def test_a_load_killed_anywhere_is_finished_or_emptied(point, how, migrated_url, reference):
    before = objects(migrated_url)
    script = KILLED_LOAD.format(tests=str(TESTS))
    process = subprocess.Popen([sys.executable, "-c", script, point, migrated_url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"here\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("loading",)]
    wait_for_lock(migrated_url)
    if how == "reset":
        empty_database(migrated_url, NAMES)
        assert objects(migrated_url) == before
        assert not any(counts(migrated_url).values())
        return
    load(migrated_url, replace=how == "replace")
    assert_complete(migrated_url, before)
    assert hashes(migrated_url) == reference


def wait_for_lock(url):
    """The server notices a moment later that its client is gone."""
    deadline = time.monotonic() + 30
    while query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") and time.monotonic() < deadline:
        time.sleep(0.05)
