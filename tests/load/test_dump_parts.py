"""Dumps in parts: made and loaded in any order they are the whole load."""

import json
import subprocess
from pathlib import Path

import pytest

from databases import hashes, objects, query
from supplygen.cli import run
from supplygen.embedded.binaries import find_bin_dir
from supplygen.errors import TargetNotEmptyError

COMPANY = ("--scale", "0.001", "--weeks", "8", "--seed", "7")


def dump(directory: Path, *flags: str) -> int:
    return run(["dump", "--out", str(directory), *COMPANY, "--quiet", *flags])


def psql(directory: Path, url: str) -> subprocess.Popen[str]:
    program = find_bin_dir() / "psql"
    return subprocess.Popen(
        [program, "-X", "-q", "-f", "load.sql", url],
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def load(directory: Path, url: str) -> tuple[int, str]:
    out, err = (process := psql(directory, url)).communicate()
    return process.returncode, out + err


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("dump")
    for part in ("2", "4"):
        assert dump(directory, "--parts", "4", "--part", part) == 0
    assert dump(directory, "--parts", "4") == 0
    return directory


@pytest.fixture
def whole(other_migrated_url: str) -> str:
    assert run(["load", *COMPANY, "--quiet", "--database-url", other_migrated_url]) == 0
    return other_migrated_url


def test_parts_come_in_any_order_and_are_the_whole_load(dumped: Path, migrated_url: str, whole: str) -> None:
    for part, status in ((3, "importing"), (1, "importing"), (4, "importing"), (2, "complete"), (1, "complete")):
        assert load(dumped / f"{part}-of-4", migrated_url)[0] == 0
        assert query(migrated_url, "SELECT status, parts FROM supplygen.run") == [(status, 4)]
    assert hashes(migrated_url) == hashes(whole)
    entries = "SELECT table_name, part, phase, row_count FROM supplygen.ledger ORDER BY 1"
    assert query(migrated_url, entries) == query(whole, entries)
    assert query(migrated_url, "SELECT * FROM supplygen.suspended_ddl") == []
    assert objects(migrated_url) == objects(whole)


@pytest.mark.thorough
@pytest.mark.parametrize("url", ["migrated_url", "postgres15_url"])
def test_parts_are_loaded_side_by_side(dumped: Path, url: str, whole: str, request: pytest.FixtureRequest) -> None:
    target = request.getfixturevalue(url)
    running = [psql(dumped / f"{part}-of-4", target) for part in (4, 2, 2, 3, 1)]
    said = [process.communicate() for process in running]
    assert [process.returncode for process in running].count(0) >= 4, said
    assert query(target, "SELECT status FROM supplygen.run") == [("complete",)]
    assert hashes(target) == hashes(whole)


@pytest.mark.thorough
def test_a_part_that_is_broken_off_leaves_nothing_and_comes_again(dumped: Path, migrated_url: str, whole: str) -> None:
    for part in (1, 2, 3):
        assert load(dumped / f"{part}-of-4", migrated_url)[0] == 0
    file = next((dumped / "4-of-4").glob("*_pos_sales.*"))
    rows = file.read_text()
    file.write_text(rows + "nonsense\n")
    code, said = load(dumped / "4-of-4", migrated_url)
    file.write_text(rows)
    assert (code, "invalid input syntax for type bigint" in said) == (3, True)
    assert query(migrated_url, "SELECT count(*) FROM supplygen.ledger WHERE part = 4") == [(0,)]
    assert load(dumped / "4-of-4", migrated_url)[0] == 0
    assert hashes(migrated_url) == hashes(whole)


@pytest.mark.thorough
def test_parts_of_different_dumps_do_not_come_together(
    dumped: Path, migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(dumped / "1-of-4", migrated_url)[0] == 0
    other = run(["dump", "--out", str(tmp_path), "--scale", "0.001", "--weeks", "8", "--seed", "8", "--quiet"])
    assert other == 0
    code, said = load(tmp_path, migrated_url)
    assert (code, "this database holds another load or dump" in said) == (3, True)
    assert run(["verify", "--only", "I01", "--database-url", migrated_url]) in {0, 7}
    assert "this database holds an unfinished load" in capsys.readouterr().err
    again = ["load", *COMPANY, "--quiet", "--database-url", migrated_url]
    assert run(again) == TargetNotEmptyError.exit_code
    assert "is being filled by the parts of a dump" in capsys.readouterr().err
    assert run([*again, "--replace"]) == 0
    outcomes = "SELECT outcome FROM supplygen.history ORDER BY run_id"
    assert query(migrated_url, outcomes) == [("replaced",), ("complete",)]
    assert run(["reset", "--yes", "--quiet", "--database-url", migrated_url]) == 0
    assert run(again) == 0


def test_what_is_there_is_not_made_again(dumped: Path) -> None:
    manifest = dumped / "3-of-4" / "manifest.json"
    (dumped / "2-of-4" / "manifest.json").unlink()
    before = manifest.stat().st_mtime_ns
    assert dump(dumped, "--parts", "4") == 0
    assert manifest.stat().st_mtime_ns == before
    told = json.loads((dumped / "2-of-4" / "manifest.json").read_text())
    assert (told["part"], told["parts"]) == (2, 4)
    for file in told["files"]:
        path = dumped / "2-of-4" / file["name"]
        assert (path.stat().st_size, len(path.read_bytes().splitlines())) == (file["bytes"], file["rows"])


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--parts", "4", "--part", "5"), "--part 5 is outside 1 to 4"),
        (("--part", "2"), "--part 2 is outside 1 to 1: --parts says how many there are"),
        (("--parts", "9"), "parts 9 is outside 0 to 8"),
        (("--parts", "4", "--part", "1", "--start", "2024-01-08"), "1-of-4 holds another dump: name another directory"),
    ],
)
def test_parts_that_cannot_be_are_refused(
    dumped: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], said: str
) -> None:
    assert dump(dumped, *flags) == 2
    assert said in capsys.readouterr().err
