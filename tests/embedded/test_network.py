"""A port for clients that know no Unix socket: opened when asked for, on this machine, with a password."""

import socket
import stat

import psycopg
import pytest

from supplygen.embedded.network import ADDRESS, PASSWORD_FILE, network_url
from supplygen.errors import DatabaseUnavailableError


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind((ADDRESS, 0))
        return free.getsockname()[1]


def connects(port):
    with socket.socket() as client:
        return client.connect_ex((ADDRESS, port)) == 0


def test_a_client_comes_in_by_the_port_with_the_password_alone(stopped, port):
    url = stopped.ensure_listening(port)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_user, host(inet_server_addr())").fetchone() == ("postgres", ADDRESS)
        assert connection.execute("SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE oid = 10").fetchone()[
            0
        ]
        password = connection.info.password
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(network_url(port, "wrong", "supplygen"))
    assert password not in stopped.log_file.read_text()
    kept = stopped.home / PASSWORD_FILE
    assert kept.read_text().strip() == password
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_socket_stays_a_door_without_a_password(stopped, port):
    stopped.ensure_listening(port)
    with psycopg.connect(stopped.running_url()) as connection:
        assert connection.execute("SELECT inet_server_addr()").fetchone() == (None,)


def test_the_same_command_again_prints_the_same_url(stopped, port, cli):
    url = stopped.ensure_listening(port)
    assert cli("db", "start", "--port", str(port)) == (0, url)
    stopped.stop()
    assert cli("db", "start", "--port", str(port)) == (0, url)
    code, said = cli("db", "url", "--format", "jdbc")
    assert code == 0
    assert said.startswith(f"jdbc:postgresql://{ADDRESS}:{port}/supplygen?user=postgres&password=")


def test_a_start_without_a_port_listens_no_more(stopped, port, cli):
    stopped.ensure_listening(port)
    stopped.stop()
    stopped.ensure_started()
    assert not connects(port)
    for command in (f"db start --port {port}", "db url --format jdbc"):
        code, said = cli(*command.split())
        assert code == 3
        assert "not listen" in said
        assert "run `supplygen db stop`" in said


def test_a_port_that_is_taken_is_named(stopped):
    with socket.create_server((ADDRESS, 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(DatabaseUnavailableError, match=rf"start on port {number}: could not bind .* in use"):
            stopped.ensure_listening(number)
    assert not stopped.is_running()


@pytest.mark.parametrize("port", ["0", "65536", "5433.5"])
def test_what_is_no_port_is_refused(home, cli, monkeypatch, port):
    monkeypatch.setenv("SUPPLYGEN_HOME", str(home))
    assert cli("db", "start", "--port", port)[0] == 2
    assert list(home.iterdir()) == []
