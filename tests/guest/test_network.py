"""A network that stalls, swallows, cuts or is slow ends a load in time, in one line, and the same command ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from databases import NAMES, hashes, load, objects, query
from fake_source import FakeSource
from proxy import Proxy
from supplygen.database import session
from supplygen.errors import DatabaseUnavailableError
from supplygen.load import phases, restore, seal
from supplygen.sinks import postgres

LOGS = 200_000
"""More than the buffers of the network hold."""
PATIENCE = {"tcp_user_timeout": 2000, "keepalives_idle": 1, "keepalives_interval": 1, "keepalives_count": 2}
BOUND_S = 20
OURS = "application_name ~ '^supplygen' AND datname = current_database()"
AGAIN = "the load is unfinished.* goes on"


@pytest.fixture
def proxy(migrated_url: str) -> Iterator[Proxy]:
    proxy = Proxy(migrated_url)
    yield proxy
    proxy.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes become seconds."""
    shorter = {"AWAKE_S": 0.2, "ANSWER_S": 2.0, "STEP_S": 3.0, "GIVE_UP_S": 1.0, "CANCEL_TIMEOUT_S": 0.5}
    for module in (session, phases, restore, seal, postgres):
        for name, seconds in shorter.items():
            if hasattr(module, name):
                monkeypatch.setattr(module, name, seconds)


@pytest.fixture(scope="module")
def reference(migrated_server) -> object:
    """Fingerprints of a load that nothing disturbs."""
    query_all = "CREATE DATABASE undisturbed_network TEMPLATE supplygen_head"
    import psycopg

    with psycopg.connect(migrated_server.url("postgres"), autocommit=True) as connection:
        connection.execute(query_all)
    url = migrated_server.url("undisturbed_network")
    load(url, FakeSource(logs=LOGS))
    return hashes(url)
