"""A database of a server of its own, for what is measured on fresh loads."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config

from supplygen.cli.console import diagnostics
from supplygen.cli.displays import reporter
from supplygen.cli.load import make_source
from supplygen.config import Settings
from supplygen.embedded.server import EmbeddedServer
from supplygen.load.phases import Load
from supplygen.schema.graph import level_graph


@contextmanager
def own_database(root: Path) -> Iterator[str]:
    """Lend a database with the schema of the checkout at `root`, and no rows."""
    # Open to other accounts, since the server does not run as root.
    home = Path(tempfile.mkdtemp(prefix="sg-"))
    home.chmod(0o755)
    server = EmbeddedServer(home)
    try:
        url = server.ensure_started()
        config = Config(toml_file=root / "pyproject.toml")
        config.attributes["url"] = url
        command.upgrade(config, "head")
        yield url
    finally:
        server.destroy()
        shutil.rmtree(home)


def fill(url: str, settings: Settings) -> None:
    """Load a world, over the one that is there."""
    with reporter(diagnostics(), quiet=False) as progress:
        Load(url, settings, level_graph().tables, make_source(settings), progress).run(replace=True)
