"""The parameters in docs/model.md: a table for each file of figures, from the constants and what is written about them.

The text of a constant (in Python the string below it, in Rust the comment above it) says what it is and ends with its
unit and source: `Unit: weeks. Source: practice: slow sellers are forecast once a month.`
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.docs.markdown import table

BEGIN, END = "<!-- parameters: begin -->", "<!-- parameters: end -->"
HEADS = ("parameter", "value", "unit", "what it is", "source")

RUST = Path("rust/core/src/sim/policy.rs")
PYTHON = Path("python/supplygen/policy")

_TEXT = re.compile(r"(?P<meaning>.+?) Unit: (?P<unit>.+?)\. Source: (?P<source>.+?)\.?")
_RUST_ABOUT = re.compile(r"^//! ?(.*)$", re.MULTILINE)
_RUST_CONSTANT = re.compile(r"(?P<text>(?:^///.*\n)+)pub const (?P<name>\w+): [^=]+=\s*(?P<value>[^;]+);", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the model, its value as it is written."""

    name: str
    value: str
    unit: str
    meaning: str
    source: str

    @classmethod
    def read(cls, name: str, value: str, text: str) -> Parameter:
        """Take the text about a constant apart."""
        parts = _TEXT.fullmatch(_one_line(text))
        if parts is None:
            raise ValueError(f"the text about {name} does not end with `Unit: ... Source: ...`")
        return cls(name, _one_line(value), parts["unit"], parts["meaning"].removesuffix("."), parts["source"])


def parameter_tables(root: Path) -> str:
    """Return the tables of a checkout, each under the path of its file and what the file says about itself."""
    files = [RUST, *sorted(path.relative_to(root) for path in (root / PYTHON).glob("[!_]*.py"))]
    return "\n".join(_section(path, (root / path).read_text(encoding="utf-8")) for path in files)


def with_parameters(text: str, root: Path) -> str:
    """Return the document with the tables between its marks."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n\n{parameter_tables(root)}\n{END}{rest.split(END)[1]}"


def _section(path: Path, text: str) -> str:
    about, parameters = (rust_file if path.suffix == ".rs" else python_file)(text)
    rows = [(f"`{one.name}`", f"`{one.value}`", one.unit, one.meaning, one.source) for one in parameters]
    return f"### `{path.as_posix()}`\n\n{about}\n\n{table(HEADS, rows)}"


def rust_file(text: str) -> tuple[str, list[Parameter]]:
    """Return what a file of Rust says about itself, and its public constants."""
    found = [
        Parameter.read(one["name"], one["value"], re.sub(r"^///", "", one["text"], flags=re.MULTILINE))
        for one in _RUST_CONSTANT.finditer(text)
    ]
    return _one_line(" ".join(_RUST_ABOUT.findall(text))), found


def python_file(text: str) -> tuple[str, list[Parameter]]:
    """Return what a module says about itself, and its constants."""
    tree = ast.parse(text)
    return _one_line(ast.get_docstring(tree) or ""), [Parameter.read(*one) for one in _python_constants(tree, text)]


def _python_constants(tree: ast.Module, text: str) -> Iterator[tuple[str, str, str]]:
    """Name, value as written and text of each constant; the text is empty where the next statement is none."""
    for node, following in zip(tree.body, [*tree.body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.Assign):
            written = following.value if isinstance(following, ast.Expr) else None
            about = written.value if isinstance(written, ast.Constant) else ""
            yield ast.unparse(node.targets[0]), ast.get_source_segment(text, node.value) or "", str(about)


def _one_line(text: str) -> str:
    """Return a text without line breaks and links between constants."""
    return re.sub(r"\[(`\w+`)\]", r"\1", " ".join(text.split()))
