"""What only reads starts nothing, and says what would."""

import subprocess

import pytest

READERS = ["status", "verify", "fingerprint", "manifest", "db url", "db status"]


@pytest.mark.parametrize("command", READERS)
def test_without_a_database_it_makes_none(home, cli, monkeypatch, command):
    place = home / "none"
    monkeypatch.setenv("SUPPLYGEN_HOME", str(place))
    code, said = cli(*command.split())
    assert code == 3
    assert said.startswith(f"supplygen: no embedded PostgreSQL in {place}: run `supplygen load`")
    assert not place.exists()


@pytest.mark.parametrize("command", ["db stop", "db destroy --yes"])
def test_without_a_database_there_is_nothing_to_end(home, cli, monkeypatch, command):
    place = home / "none"
    monkeypatch.setenv("SUPPLYGEN_HOME", str(place))
    assert cli(*command.split()) == (0, "not running" if "stop" in command else "nothing there")
    assert not place.exists()


def test_a_server_that_is_stopped_stays_so(stopped, cli):
    for command in READERS:
        code, said = cli(*command.split())
        assert code == 3
        assert said.endswith(f"the embedded PostgreSQL in {stopped.home} is stopped: run `supplygen db start`")
    assert not stopped.is_running()


def test_a_server_that_runs_is_read(running, cli):
    assert cli("db", "url") == (0, running.url())
    code, said = cli("verify")
    assert code == 4
    assert "supplygen migrate" in said


def test_a_home_that_one_may_not_enter_is_one_line(tmp_path, cli, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUPPLYGEN_HOME", str(tmp_path / "file"))
    for command in ("db start", "db status", "status"):
        assert cli(*command.split())[0] == 3


def test_a_pid_file_that_a_crash_left_is_no_server(stopped):
    with subprocess.Popen(["sleep", "60"], cwd=stopped.data_dir) as stranger:
        (stopped.data_dir / "postmaster.pid").write_text(f"{stranger.pid}\n{stopped.data_dir}\n\n5432\n\n\n\nready\n")
        assert not stopped.is_running()
        assert not stopped.stop()
        assert stranger.poll() is None
        stranger.kill()
