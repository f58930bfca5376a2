"""Databases of other people, with roles and habits of their own, on the oldest and the newest server."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

LOADER = "loader"


OLDEST = pytest.param("postgres15_url", marks=pytest.mark.thorough)


@pytest.fixture(params=["migrated_url", OLDEST], ids=["18", "15"])
def url(request: pytest.FixtureRequest) -> str:
    """A fresh database at head, as a superuser sees it."""
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def tablespace(url: str) -> str:
    """A place of its own for an index, of which a server has one; it ends with the server."""
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_tablespace WHERE spcname = 'fast'").fetchone():
            connection.execute("SET allow_in_place_tablespaces = on")
            connection.execute("CREATE TABLESPACE fast LOCATION ''")
    return "fast"


@pytest.fixture
def loader_url(url: str) -> Iterator[str]:
    """The same database as its owner sees it, who is no superuser."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {LOADER}")
        connection.execute(f"CREATE ROLE {LOADER} LOGIN IN ROLE postgres")
    yield url.replace("postgres@", f"{LOADER}@")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {LOADER}")
        connection.execute(f"DROP ROLE {LOADER}")
