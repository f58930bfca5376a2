"""Dumps: what loads them, and what is left of one that fails."""

import json
import os
import resource
import sys
from typing import get_args

import psycopg
import pytest

from databases import hashes, interrupt, objects, query
from dumps import dump, psql
from fake_source import FakeSource
from supplygen.config import Settings
from supplygen.errors import DiskSpaceError, FilesUnavailableError, UsageError
from supplygen.schema.graph import level_graph
from supplygen.sinks.files.naming import MANIFEST, FormatName
from supplygen.sinks.files.place import UNFINISHED


@pytest.mark.parametrize("form", ["copy", "csv"])
def test_a_dump_loads_with_plain_psql_to_equal_fingerprints(tmp_path, migrated_url, complete_url, reference, form):
    before = objects(migrated_url)
    dump(tmp_path / "out", FakeSource(), form)
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
    dump(tmp_path / "out", FakeSource(), settings=Settings(seed=seed, parts=1))
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
        dump(tmp_path / "out", FakeSource())


def files(directory):
    return {path.name for path in directory.iterdir()}


@pytest.mark.parametrize("form", get_args(FormatName))
def test_the_manifest_tells_of_every_file(tmp_path, form):
    source = FakeSource()
    dump(tmp_path / "out", source, form)
    told = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert (told["format"], told["settings"]) == (form, Settings().content())
    assert {one["table"]: one["rows"] for one in told["files"]} == source.row_counts
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "out").glob(f"*.{form}")}
    assert {one["name"]: one["bytes"] for one in told["files"]} == sizes


@pytest.mark.parametrize("form", get_args(FormatName))
def test_a_dump_that_is_given_up_leaves_whole_files_without_a_manifest(tmp_path, form):
    def fail(table):
        if table == "production_lines":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump(tmp_path / "out", FakeSource(before=fail), form)
    numbers = [int(name[:2]) for name in files(tmp_path / "out")]
    assert sorted(numbers) == list(range(1, level_graph().names.index("production_lines") + 1))


@pytest.fixture
def _small_files():
    """Files of this process that end at 20 kB, as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.usefixtures("_small_files")
@pytest.mark.parametrize("form", get_args(FormatName))
def test_a_full_disk_is_one_line_and_nothing_looks_whole(tmp_path, form):
    with pytest.raises(DiskSpaceError, match=rf"production_lines\.{form} cannot be written: File too large"):
        dump(tmp_path / "out", FakeSource(), form)
    left = files(tmp_path / "out")
    assert MANIFEST not in left
    assert not [name for name in left if name.endswith(UNFINISHED) or "production_lines" in name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_without_the_right_to_write_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FilesUnavailableError, match="Permission denied"):
        dump(tmp_path, FakeSource())


def test_packages_that_are_missing_are_named_before_anything_is_made(tmp_path, monkeypatch):
    for package in ("pyarrow", "fsspec.core"):
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "supplygen.sinks.files.parquet", raising=False)
    with pytest.raises(UsageError, match=r"pip install 'supplygen\[arrow\]'"):
        dump(tmp_path / "out", FakeSource(), "parquet")
    with pytest.raises(UsageError, match=r"pip install 'supplygen\[s3\]'"):
        dump("s3://bucket/out", FakeSource())
    assert files(tmp_path) == set()


def test_credentials_in_a_url_are_refused_and_not_repeated():
    with pytest.raises(UsageError, match="s3://bucket/out is enough") as refused:
        dump("s3://key:secret@bucket/out", FakeSource())
    assert "secret" not in str(refused.value).replace("AWS_SECRET", "")
