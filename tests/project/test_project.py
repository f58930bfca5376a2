"""The project's prose and layout: what README, ARCHITECTURE, CHANGELOG and docs promise is there."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclopts import App

from databases import ROOT
from supplygen import DATA_VERSION, errors
from supplygen.cli import GROUPS, INTERRUPTED, app
from supplygen.cli.options import SIZE
from supplygen.config import NAMES, PREFIX
from supplygen.schema.graph import level_graph

PACKAGE = ROOT / "python" / "supplygen"
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "TESTING.md")]
DOCUMENTS += [ROOT / "dbt" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BINARY_SUFFIXES = {".bin", ".gz", ".png", ".pyc", ".so"}
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b|\b(?:to" + r"do|unimpl" + r"emented)!\(")


def shell_commands(text: str) -> Iterator[str]:
    """Commands in the shell blocks and inline code of a document, without comments and substitutions."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    for line in [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", text):
        for part in re.sub(r"\s+#.*", "", line).split("&&"):
            yield part.strip()


def section(text: str, heading: str) -> str:
    """Part of a document from a heading to the next of its rank."""
    return text[text.index(heading) :].split("\n## ")[0]


def registered(application: App) -> tuple[str, ...]:
    """Names of an application's commands, without its flags."""
    return tuple(name for name in application if not name.startswith("-"))


def flags(application: App) -> set[str]:
    """Flags of a command."""
    arguments = application.assemble_argument_collection()
    return {name for argument in arguments for name in argument.names if name.startswith("--")}


# --- README and the command line ---


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_of_the_documents_parse(document: Path) -> None:
    for command in shell_commands(document.read_text()):
        words = shlex.split(command.replace("DIR", "dump"))
        if words[:1] == ["supplygen"] and len(words) > 1 and words[1] in registered(app):
            app.parse_args([*words[1:], *missing(words)], exit_on_error=False, print_error=False)
        elif words[:1] == ["supplygen"] and len(words) > 1 and not words[1].startswith("-"):
            pytest.fail(f"{document.name}: {command!r} is no command of supplygen")


MENTIONED = 2
"""Words of a command without arguments."""


def missing(words: list[str]) -> list[str]:
    """What a command that is only mentioned leaves out."""
    if words[1] in {"dump", "report"} and "--out" not in words:
        return ["--out", "made"]
    return {"grant": ["analyst"], "completion": ["bash"]}.get(words[1], []) if len(words) == MENTIONED else []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_of_the_documents_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*?## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for command in shell_commands(document.read_text()):
        words = command.split()
        if words[:1] == ["make"] and len(words) > 1:
            assert words[1] in targets, f"{document.name}: {command!r}"


def test_readme_lists_every_command() -> None:
    listed = set(re.findall(r"`supplygen (\w+)`", section(README, "## Commands")))
    assert listed == set(registered(app))
    for group in GROUPS:
        row = next(line for line in README.splitlines() if line.startswith(f"| `supplygen {group}` |"))
        for name in registered(app[group]):
            assert f"`{name}`" in row, f"README does not mention supplygen {group} {name}"


def test_readme_lists_every_flag_with_its_commands() -> None:
    listed: dict[str, set[str]] = {}
    for flag, commands in re.findall(r"^\| `(--[a-z-]+)` \| ([^|]+) \|", README, re.MULTILINE):
        listed[flag] = set(commands.strip().split(", "))
    found: dict[str, set[str]] = {"--debug": {"all"}}
    for name in registered(app):
        if name not in GROUPS:
            for flag in flags(app[name]):
                found.setdefault(flag, set()).add(name)
    for group in GROUPS:
        for name in registered(app[group]):
            for flag in flags(app[group][name]):
                found.setdefault(flag, set()).add(f"{group} {name}")
    assert listed == found


def test_readme_lists_every_variable_of_the_settings() -> None:
    for name in NAMES:
        assert f"`{PREFIX}{name.upper()}`" in README


def test_readme_says_what_scale_1_is() -> None:
    assert SIZE in README


def test_readme_lists_every_exit_code() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", section(README, "## Exit codes"), re.MULTILINE)}
    classes = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.SupplygenError)]
    assert listed == {one.exit_code for one in classes} | {0, INTERRUPTED}


def test_readme_lists_the_tables_of_every_level() -> None:
    graph = level_graph()
    for number, tables in graph.levels:
        row = f"| {number} | {graph.level_names[number]} | {', '.join(table.name for table in tables)} |"
        assert row in README, f"README's table of levels lacks this line:\n{row}"
    assert f"{len(graph.tables)} tables in {len(graph.levels)} strictly ordered levels" in README


# --- documents and the tree ---


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_of_the_documents_exist(document: Path) -> None:
    text = document.read_text()
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)) | set(re.findall(r"\]\(([^)#]+)\)", text))
    for path in named:
        if "NN" in path or path.startswith((".supplygen", "/", "http")):
            continue
        found = (ROOT / path).exists() or (document.parent / path).exists()
        assert found, f"{document.name} names {path}, which is not there"


def test_architecture_names_every_package() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for folder in PACKAGE.iterdir():
        if folder.is_dir() and not folder.is_symlink() and any(folder.glob("*.py")):
            assert f"`python/supplygen/{folder.name}/`" in text, f"ARCHITECTURE.md does not name {folder.name}"


def test_changelog_has_the_current_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert f"## [{version('supplygen')}]" in text
    assert f"`DATA_VERSION` {DATA_VERSION}." in text
    assert f"now {DATA_VERSION})" in (ROOT / "docs" / "determinism.md").read_text()


def test_nothing_is_left_unfinished() -> None:
    for path in tracked_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert not UNFINISHED.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def tracked_files() -> list[Path]:
    """Text files of the repository, those included that are not committed yet."""
    try:
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        paths = [ROOT / name for name in listed]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive, or no git
        places = ("python", "rust", "tests", "migrations", "docs", "bench", "docker")
        paths = [path for place in places for path in (ROOT / place).rglob("*")] + list(ROOT.glob("*"))
    return [path for path in paths if path.is_file() and path.suffix not in BINARY_SUFFIXES]
