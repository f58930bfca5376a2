"""The wheel is whole: what it holds fills a database where there is no checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import psycopg
import pytest

from databases import ROOT
from supplygen.load.check import HEAD_REVISION


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make` builds the extension, so that nothing is compiled again."""
    out = tmp_path_factory.mktemp("wheel")
    program = Path(sys.executable).with_name("maturin")
    subprocess.run([program, "build", "--release", "--locked", "--quiet", "--out", out], cwd=ROOT, check=True)
    (built,) = out.glob("*.whl")
    return built


def test_a_wheel_alone_creates_the_schema(wheel: Path, tmp_path: Path, database_url: str) -> None:
    # The dependencies are those of this environment; of supplygen, only what the wheel brings.
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", tmp_path]
    subprocess.run([*install, wheel], check=True)
    command = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import supplygen, supplygen.__main__ as m; "
    command += f"assert supplygen.__file__.startswith({str(tmp_path)!r}); m.main()"
    program = [sys.executable, "-P", "-c", command]
    subprocess.run([*program, "migrate", "--quiet", "--database-url", database_url], cwd=tmp_path, check=True)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT version_num FROM supplygen.alembic_version").fetchone() == (HEAD_REVISION,)


@pytest.mark.thorough
@pytest.mark.timeout(900)
def test_a_clean_environment_fills_a_database_with_one_command(wheel: Path, tmp_path: Path, database_url: str) -> None:
    venv.create(tmp_path / "clean", with_pip=True)
    programs = tmp_path / "clean" / "bin"
    subprocess.run([programs / "pip", "install", "--quiet", wheel], check=True)
    database = ("--database-url", database_url)
    filled = [programs / "supplygen", "load", "--create", "--quiet", "--scale", "0.002", *database]
    subprocess.run(filled, cwd=tmp_path, check=True)
    subprocess.run([programs / "python", "-m", "supplygen", "verify", *database], cwd=tmp_path, check=True)
