import subprocess
import threading

import numpy as np
import psycopg
import pytest

from databases import hashes, interrupt, objects, query
from fake_source import FakeSource, divisions
from supplygen.config import Settings
from supplygen.embedded.binaries import find_bin_dir
from supplygen.errors import UsageError
from supplygen.load.dump import PartsDump
from supplygen.schema.graph import level_graph
from supplygen.sinks.block_queue import BlockQueue, ClosedError
from supplygen.sinks.copy_encoder import BLOCK_BYTES
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.store import Directory
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter

TABLES = level_graph().tables


def dump(directory, source, form="copy", settings=None):
    whole = PartsDump(settings or Settings(), Directory(directory), file_format(form))
    assert whole.due() == [1]
    return whole.write(source, 1, lambda *_: None)


def psql(directory, url):
    program = find_bin_dir() / "psql"
    return subprocess.run(
        [program, "-X", "-q", "-f", "load.sql", url], cwd=directory, capture_output=True, text=True, check=False
    )


def test_a_dump_loads_with_plain_psql_to_equal_fingerprints(tmp_path, migrated_url, complete_url, reference):
    before = objects(migrated_url)
    dump(tmp_path / "out", FakeSource())
    done = psql(tmp_path / "out", migrated_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert hashes(migrated_url) == reference
    assert objects(migrated_url) == before
    assert query(migrated_url, "SELECT status, seed FROM supplygen.run") == [("complete", 42)]
    announced = dict(query(migrated_url, "SELECT table_name, row_count FROM supplygen.ledger"))
    assert announced == {one.table: one.rows for one in reference}
    stored = "SELECT * FROM supplygen.invariant ORDER BY id"
    assert query(migrated_url, stored) == query(complete_url, stored) != []
    assert query(migrated_url, "SELECT nextval('plants_id_seq')") == [(21,)]


@pytest.mark.thorough
def test_a_dump_loads_whatever_the_client_is_set_to(tmp_path, migrated_url, reference, monkeypatch):
    for name, value in (("PGCLIENTENCODING", "LATIN1"), ("PGDATESTYLE", "German")):
        monkeypatch.setenv(name, value)
    dump(tmp_path / "out", FakeSource())
    done = psql(tmp_path / "out", migrated_url)
    assert (done.returncode, done.stderr) == (0, "")
    monkeypatch.undo()
    assert hashes(migrated_url) == reference


def test_a_dump_analyzes_only_what_it_loads(tmp_path, migrated_url):
    with psycopg.connect(migrated_url) as connection:
        connection.execute("CREATE TABLE public.app_notes AS SELECT 1 AS id")
        connection.execute("CREATE TABLE public.plants_of_old () INHERITS (plants)")
    dump(tmp_path / "out", FakeSource())
    assert psql(tmp_path / "out", migrated_url).returncode == 0
    pages = "SELECT relname, reltuples FROM pg_class WHERE relname IN ('app_notes', 'plants', 'plants_of_old')"
    assert dict(query(migrated_url, pages)) == {"app_notes": -1, "plants": 20, "plants_of_old": -1}


@pytest.mark.parametrize(("seed", "said"), [(42, "this is in already"), (43, "empty it with `supplygen reset`")])
def test_a_dump_into_a_full_database_changes_nothing(tmp_path, complete_url, reference, seed, said):
    dump(tmp_path / "out", FakeSource(), settings=Settings(seed=seed))
    done = psql(tmp_path / "out", complete_url)
    assert (done.returncode == 0) == (seed == 42)
    assert said in done.stdout + done.stderr
    assert hashes(complete_url) == reference


def test_a_dump_into_an_unfinished_load_changes_nothing(tmp_path, migrated_url):
    interrupt(migrated_url, table=level_graph().names[0], committed=None)
    dump(tmp_path / "out", FakeSource())
    done = psql(tmp_path / "out", migrated_url)
    assert done.returncode != 0
    assert "empty it with `supplygen reset`" in done.stderr
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("loading",)]


def test_files_are_numbered_in_load_order_and_never_overwritten(tmp_path):
    dump(tmp_path / "out", FakeSource(logs=3))
    names = sorted(path.name for path in (tmp_path / "out").glob("*.copy"))
    assert [name[3:-5] for name in names] == list(level_graph().names)
    with pytest.raises(UsageError, match="not an empty directory"):
        PartsDump(Settings(), Directory(tmp_path / "out"), file_format("copy")).due()


def test_blocks_are_bounded_whatever_the_width():
    sizes = []

    class Recording(NullSink):
        def open(self, table, _part):
            stream = super().open(table, 1)
            stream.write = lambda block: sizes.append(block.nbytes)
            return stream

    source = FakeSource(logs=200_000, slices=1)
    writer = StreamingWriter(Recording(), TABLES)
    source.produce(writer)
    assert max(sizes) < 2 * BLOCK_BYTES
    assert sum(sizes) == sum(one.bytes for one in writer.totals.values())


def test_columns_must_be_exactly_those_of_the_table():
    writer = StreamingWriter(NullSink(), TABLES)
    ids = np.arange(1, 4, dtype=np.int64)
    renamed = dict(divisions(ids))
    renamed["land"] = renamed.pop("country")
    with pytest.raises(ValueError, match=r"divisions: missing columns \['country'\], unknown columns \['land'\]"):
        writer.write("divisions", renamed)
    with pytest.raises(ValueError, match="divisions: columns differ in length"):
        writer.write("divisions", {**divisions(ids), "id": ids[:2]})
    with pytest.raises(UsageError, match="no table 'nonsense'"):
        writer.write("nonsense", {})


def test_a_table_is_finished_once_and_all_are():
    writer = StreamingWriter(NullSink(), TABLES)
    writer.finish("divisions")
    with pytest.raises(ValueError, match="already finished"):
        writer.write("divisions", divisions(np.arange(1, 2, dtype=np.int64)))
    with pytest.raises(ValueError, match="tables were not finished: channels, "):
        writer.close()


def test_the_queue_holds_back_a_fast_producer_and_lets_go_when_closed():
    queue = BlockQueue(limit_bytes=10)
    queue.put(memoryview(bytes(25)))
    blocked = threading.Event()

    def produce():
        try:
            queue.put(memoryview(b"x"))
        except ClosedError:
            blocked.set()

    producer = threading.Thread(target=produce)
    producer.start()
    producer.join(0.1)
    assert producer.is_alive()
    queue.close()
    producer.join()
    assert blocked.is_set()
    with pytest.raises(ClosedError):
        queue.get()
