"""Who imports whom: the packages of `supplygen` from the ground up, and what each may know.

`python -m tools.imports` (`make imports`) prints the table as it is; a test holds the code against `ALLOWED`. A package
stands below everything that imports it, so that there is neither a cycle nor an arrow upwards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "python" / "supplygen"

ALLOWED: Mapping[str, str] = {
    # the ground: knows nothing of the company or of databases
    "errors": "",
    "progress": "",
    "calendar": "",
    "machine": "",
    # what is declared, arithmetic over columns, and the Rust extension, which takes and returns them
    "schema": "errors",
    "arrays": "schema",
    "simulator_spec": "",
    "_core": "arrays simulator_spec",
    "streams": "_core arrays",
    "arrow": "arrays",
    "policy": "_core",
    # the company
    "facts": "_core arrays calendar policy streams",
    "scenario": "calendar errors facts",
    "config": "errors machine scenario",
    "world": "arrays calendar config scenario schema streams",
    "plan": "_core arrays calendar facts policy scenario schema simulator_spec streams world",
    "context": "plan world",
    "levels": "_core arrays calendar context facts plan policy scenario schema streams world",
    # databases
    "embedded": "errors machine",
    "database": "embedded errors schema",
    "verify": "database errors machine progress schema",
    "inspect": "calendar database facts scenario schema",
    "baseline": "arrays database errors",
    "pictures": "calendar database errors facts progress scenario",
    # from rows to a database
    "sinks": "_core arrays arrow database errors schema verify",
    "generate": "_core arrays arrow calendar config context levels plan progress schema sinks world",
    "load": "config database errors machine progress schema sinks verify",
    "workload": "database embedded errors load machine progress",
    # to programs and people
    "api": "config database embedded errors generate load progress scenario schema sinks",
    "filled": "api config database embedded",
    "pytest_plugin": "api config embedded filled",
    "cluster": "config database errors generate load machine progress schema sinks",
    "cli": "baseline cluster config database embedded errors generate inspect load machine pictures policy progress"
    " scenario schema sinks verify workload",
    "__main__": "cli",
}
"""Each module or package of the top level, in an order in which it stands above all that it may import."""


def imports(path: Path) -> Iterator[str]:
    """Dotted names of what a module imports from `supplygen`, whether for the type checker alone or for all."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "supplygen":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "supplygen")


def rooms() -> dict[str, list[Path]]:
    """Top-level packages and modules, each with its files; what stands in `__init__.py` belongs to nobody."""
    # The migrations stand in the checkout's top; the package has a link.
    folders = [path for path in PACKAGE.iterdir() if not path.is_symlink()]
    found = {path.name: sorted(path.rglob("*.py")) for path in folders if any(path.glob("*.py"))}
    return found | {path.stem: [path] for path in PACKAGE.glob("*.py*") if path.stem != "__init__"}


@cache
def arrows() -> dict[str, set[str]]:
    """What each room imports of the other ones."""
    known = rooms()
    return {
        room: {name.split(".")[1] for path in paths for name in imports(path) if "." in name} & known.keys() - {room}
        for room, paths in known.items()
    }


def upwards(found: Mapping[str, set[str]]) -> list[str]:
    """Arrows to a room that does not stand below, in the order of `ALLOWED`; without any there is no cycle."""
    order = [*ALLOWED, *found]  # what has no place yet stands on top
    return [f"{a} -> {b}" for a, targets in found.items() for b in targets if b not in order[: order.index(a)]]


def main() -> None:
    """Print the rooms from the ground up, and what each imports."""
    found = arrows()
    order = list(dict.fromkeys([*ALLOWED, *found]))
    for room in order:
        print(f"{room:<14} -> {' '.join(name for name in order if name in found[room]) or '-'}")
    wrong = upwards(found)
    print(f"\n{len(found)} rooms, {sum(map(len, found.values()))} arrows, {len(wrong)} upwards", *wrong)


if __name__ == "__main__":
    main()
