"""Fixtures for pytest: a filled database for tests that read, and a copy of their own for tests that write.

The database is on an embedded server in pytest's cache. It is filled once for the same settings and version, and is
there at once in later sessions; the server runs while sessions use it. Without the cache (`-p no:cacheprovider`) it is
filled in each session and deleted with its server. `pytest --cache-clear` deletes what is kept.

pytest imports this module wherever supplygen is installed: what takes time is imported by who uses a fixture.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from supplygen.api import Settings
    from supplygen.filled import FilledDatabase

OPTION = "supplygen_settings"
SMALL = {"scale": "0.002"}
"""What is not said otherwise: a company of some 280,000 rows, filled within seconds."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the ini option."""
    help_text = "settings of the fixtures of supplygen, a line each, such as scale=0.01"
    parser.addini(OPTION, help_text, type="linelist", default=[])


@pytest.fixture(scope="session")
def supplygen_settings(pytestconfig: pytest.Config) -> Settings:
    """What the database is made of: scale 0.002 and the ini option `supplygen_settings`; a conftest may replace it."""
    from supplygen.config import Settings, parse_settings

    lines = [line.partition("=") for line in pytestconfig.getini(OPTION)]
    given = {name.strip(): value.strip() for name, _, value in lines}
    return Settings(**parse_settings(SMALL | given, OPTION))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def _supplygen_filled(pytestconfig: pytest.Config, supplygen_settings: Settings) -> Iterator[FilledDatabase]:
    from supplygen.filled import filled_database

    with _home(pytestconfig) as home, filled_database(home, supplygen_settings) as filled:
        yield filled


@pytest.fixture(scope="session")
def supplygen_database(_supplygen_filled: FilledDatabase) -> Iterator[str]:
    """URL of a filled database that the tests of a session share: for those that read, or roll back."""
    with _supplygen_filled.copied() as url:
        yield url


@pytest.fixture
def supplygen_database_copy(_supplygen_filled: FilledDatabase) -> Iterator[str]:
    """URL of a filled database of the test's own, for what it likes; dropped after the test."""
    with _supplygen_filled.copied() as url:
        yield url


@contextmanager
def _home(config: pytest.Config) -> Iterator[Path]:
    """Directory of the server: in pytest's cache, else a temporary one."""
    cache = getattr(config, "cache", None)
    if cache is not None:
        yield cache.mkdir("supplygen")
        return
    from supplygen.embedded.server import EmbeddedServer

    home = Path(tempfile.mkdtemp(prefix="supplygen-"))
    try:
        yield home
    finally:
        EmbeddedServer(home).destroy()
        shutil.rmtree(home)
