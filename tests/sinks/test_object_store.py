"""Dumps to S3, which a server of this machine plays: what is there, and what is left where it refuses."""

from __future__ import annotations

import json
import logging
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dumps import dump
from fake_source import FakeSource
from supplygen.errors import FilesUnavailableError, UsageError
from supplygen.sinks.files.naming import MANIFEST

pytestmark = pytest.mark.thorough
KEYS = {"AWS_ACCESS_KEY_ID": "who", "AWS_SECRET_ACCESS_KEY": "s3cret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., bytes]]:
    """A server with a bucket, to which the environment leads; what is asked of it with method, path and body."""
    import s3fs
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()

    def asked(method: str, path: str, body: bytes = b"") -> bytes:
        request = urllib.request.Request(f"http://{host}:{port}/{path}", body, {"Content-Type": "text/plain"})
        request.method = method
        with urllib.request.urlopen(request) as response:
            return bytes(response.read())

    for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    asked("POST", "moto-api/reset")
    asked("PUT", "bucket")
    s3fs.S3FileSystem.clear_instance_cache()
    yield asked
    asked("POST", "moto-api/reset-auth", b"inf")
    server.stop()


def files() -> Any:
    import fsspec

    return fsspec.filesystem("s3", use_listings_cache=False)


@pytest.mark.usefixtures("ask")
def test_a_store_gets_the_files_that_a_directory_gets(tmp_path: Path) -> None:
    dump("s3://bucket/a/dump", FakeSource(), "csv")
    dump(tmp_path / "dump", FakeSource(), "csv")
    local = {path.name: path.read_bytes() for path in (tmp_path / "dump").iterdir()}
    stored = {name.rpartition("/")[2]: files().cat_file(name) for name in files().ls("bucket/a/dump")}
    # Scripts for DuckDB name files by where they are, since nobody stands in a store.
    local["load.duckdb.sql"] = local["load.duckdb.sql"].replace(b"read_csv('", b"read_csv('s3://bucket/a/dump/")
    assert stored == local


@pytest.mark.usefixtures("ask")
def test_duckdb_loads_from_where_the_files_are() -> None:
    import duckdb

    dump("s3://bucket/dump", FakeSource(), "parquet")
    with duckdb.connect() as connection:
        connection.register_filesystem(files())
        for name in ("schema.duckdb.sql", "load.duckdb.sql"):
            connection.execute(files().cat_file(f"bucket/dump/{name}").decode())
        found = connection.execute("SELECT count(*), max(plant_code) FROM plants").fetchone()
    assert found == (20, "PLT-000020")


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize(
    ("url", "kind", "told"),
    [
        ("s3://other/dump", FilesUnavailableError, "s3://other/dump cannot be written: The specified bucket does not"),
        ("s3://bucket", UsageError, "s3://bucket is not empty"),
        ("s3://bucket/there", UsageError, "s3://bucket/there is not empty"),
        ("s3://", UsageError, "s3:// names no bucket"),
        ("nonsense://bucket/dump", UsageError, "Protocol not known: nonsense"),
        ("gs://bucket/dump", UsageError, "gcsfs"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(url: str, kind: type[Exception], told: str) -> None:
    files().pipe_file("bucket/there/deep/file", b"")
    with pytest.raises(kind, match=told):
        dump(url, FakeSource())
    assert files().find("bucket") == ["bucket/there/deep/file"]


def test_a_missing_right_is_told_without_the_secret(ask: Callable[..., bytes]) -> None:
    ask("POST", "moto-api/reset-auth", b"0")
    with pytest.raises(FilesUnavailableError, match="s3://bucket/dump cannot be written: The AWS Access Key") as error:
        dump("s3://bucket/dump", FakeSource())
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("form", ["copy", "parquet"])
def test_a_right_lost_in_the_middle_leaves_nothing_that_looks_whole(ask: Callable[..., bytes], form: Any) -> None:
    def lose(table: str) -> None:
        if table == "production_lines":
            ask("POST", "moto-api/reset-auth", b"0")

    with pytest.raises(FilesUnavailableError, match="s3://bucket/dump cannot be written"):
        dump("s3://bucket/dump", FakeSource(before=lose), form)
    ask("POST", "moto-api/reset-auth", b"inf")
    names = [name.rpartition("/")[2] for name in files().ls("bucket/dump")]
    assert names
    assert not [name for name in names if "production_lines" in name or name in {MANIFEST, "load.sql"}]


def test_what_is_given_up_leaves_no_parts_behind(ask: Callable[..., bytes]) -> None:
    def fail(table: str) -> None:
        if table == "audit_logs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump("s3://bucket/dump", FakeSource(before=fail))
    assert b"<Upload>" not in ask("GET", "bucket?uploads")
    assert json.dumps(files().ls("bucket/dump")).count("audit_logs") == 0
