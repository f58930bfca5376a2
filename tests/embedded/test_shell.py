"""Variables that lead libpq to other servers, and the embedded one, which is reached all the same."""

import os
import shutil
import subprocess

import psycopg
import pytest

from supplygen.database.target import connect, resolve_url
from supplygen.embedded.binaries import find_bin_dir

PSQLS = {str(program) for program in (find_bin_dir() / "psql", shutil.which("psql")) if program}
ELSEWHERE = {
    "PGHOST": "db.invalid",
    "PGHOSTADDR": "127.0.0.1",
    "PGPORT": "1",
    "PGUSER": "nobody",
    "PGDATABASE": "nothing",
    "PGCHANNELBINDING": "require",
    "PGTARGETSESSIONATTRS": "read-only",
    "PGGSSENCMODE": "require",
    "PGSSLMODE": "verify-full",
    "PGREQUIREPEER": "nobody",
    "PGPASSFILE": "/nowhere",
}
NOT_IN_A_URL = {
    "PGSERVICE": "prod",
    "PGREQUIREAUTH": "scram-sha-256",
    "PGSSLNEGOTIATION": "direct",
    "PGSSLCERTMODE": "require",
    "PGLOADBALANCEHOSTS": "nonsense",
    "PGCONNECT_TIMEOUT": "nonsense",
}


def test_commands_reach_the_embedded_server_whatever_the_shell_says(running, cli, monkeypatch):
    for name, value in (ELSEWHERE | NOT_IN_A_URL).items():
        with monkeypatch.context() as shell:
            shell.setenv(name, value)
            assert cli("db", "status") == (0, f"running on {running.data_dir}"), name
        with monkeypatch.context() as shell:
            shell.setenv(name, value)
            with connect(resolve_url()) as connection:
                where = connection.execute("SELECT current_setting('data_directory'), inet_server_addr()").fetchone()
            assert where == (str(running.data_dir), None), name


def test_no_variable_keeps_it_from_being_started_and_stopped(stopped, cli, monkeypatch):
    for name, value in (ELSEWHERE | NOT_IN_A_URL).items():
        monkeypatch.setenv(name, value)
    assert cli("db", "start") == (0, stopped.url())
    for name, value in (ELSEWHERE | NOT_IN_A_URL).items():
        monkeypatch.setenv(name, value)
    assert cli("db", "stop") == (0, "stopped")
    assert not stopped.is_running()


@pytest.mark.parametrize("psql", sorted(PSQLS))
def test_psql_of_any_version_takes_the_url_in_such_a_shell(running, psql):
    def ask(**shell):
        command = [psql, "-XAtc", "SHOW data_directory", running.url()]
        return subprocess.run(command, env=os.environ | shell, capture_output=True, text=True, check=False)

    for name, value in ELSEWHERE.items():
        done = ask(**{name: value})
        assert (done.stdout, done.stderr) == (f"{running.data_dir}\n", ""), name


def test_options_of_a_session_count_for_commands_and_not_for_the_start(stopped, cli, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "-c no_such_setting=on")
    assert cli("db", "start") == (0, stopped.url())
    code, said = cli("status")
    assert code == 3
    assert "no_such_setting" in said
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    with psycopg.connect(stopped.ensure_started()) as connection:
        assert connection.execute("SHOW transaction_read_only").fetchone() == ("on",)
