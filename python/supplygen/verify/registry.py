"""The invariants as files: `invariants/I13_formula_percents.sql` is invariant I13, header, query and all.

A file opens with three or four comment lines and goes on with one query that psql runs as it stands:

    -- I18
    -- title: Order line: allocated, shipped are the sums of their rows.
    -- tags: exact, expensive
    -- sample: order_lines.order_id, order_allocations.order_id

Further comment lines say why the query looks as it does. The query of an exact invariant returns the violating rows as
the text columns `relation` (table), `key` and `problem`: none means that the invariant holds. That of a band returns a
row per figure: `relation`, `key` (its name) and the numbers `value`, `low` and `high`, where a null limit is none. The
line `sample` is for those that can be judged on a part of their rows; see `sampling`. A third tag, `part`, is for what
holds too where only some tables are loaded, whatever it reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, cast

from supplygen.schema import TABLES

Kind = Literal["exact", "band"]
Cost = Literal["cheap", "expensive"]

KINDS: tuple[Kind, ...] = ("exact", "band")
COSTS: tuple[Cost, ...] = ("cheap", "expensive")

_HEADER = re.compile(
    r"\A-- (?P<id>I\d\d)\n"
    r"-- title: (?P<title>\S.*\S)\n"
    r"-- tags: (?P<kind>\w+), (?P<cost>\w+)(?P<part>, part)?\n"
    r"(?:-- sample: (?P<sample>\w+\.\w+(?:, \w+\.\w+)*)\n)?"
)


WIDE_VIEWS = frozenset({"landed_cost", "otif"})
"""Views of the company that read tables, as far as invariants use any."""
_WORD = re.compile(r"\w+")
_COMMENT_OR_STRING = re.compile(r"--.*|'[^']*'")


class MalformedInvariantError(ValueError):
    """A file under `invariants/` does not follow the form that this module's docstring gives."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """One statement about the data, and the query that finds the rows which break it."""

    id: str
    """Number in the list of invariants, such as I13."""
    title: str
    """What holds, in one sentence."""
    kind: Kind
    """`exact` never tolerates a violating row; `band` is a statistic that should lie inside a range."""
    cost: Cost
    """`expensive` reads the largest tables; the runner starts those first so that they overlap the cheap ones."""
    query: str
    """The violating rows, or the figures of a band, as a query without its closing semicolon."""
    sample: tuple[str, ...] = ()
    """Columns, as `table.column`, by whose value a sample takes rows of these tables or leaves them out."""
    part: bool = False
    """Whether it holds of a part of the tables too, all others being empty."""

    def fits(self, tables: Container[str]) -> bool:
        """Whether it can be judged where only some tables have rows: it reads no other."""
        words = set(_WORD.findall(_COMMENT_OR_STRING.sub("", self.query)))
        return self.part or (not words & WIDE_VIEWS and all(name in tables for name in words & set(TABLES)))


def parse(name: str, text: str) -> Invariant:
    """Read one invariant from the `text` of the file `name`."""
    header = _HEADER.match(text)
    if header is None:
        raise MalformedInvariantError(
            f"{name}: must open with the lines '-- Inn', '-- title: ...', '-- tags: ..., ...'"
        )
    if not name.startswith(f"{header['id']}_"):
        raise MalformedInvariantError(f"{name}: the header says {header['id']}; file name and header must agree")
    if header["kind"] not in KINDS or header["cost"] not in COSTS:
        raise MalformedInvariantError(f"{name}: tags must be one of {KINDS} and one of {COSTS}")
    query = text[header.end() :].rstrip()
    if not query.endswith(";") or ";" in _COMMENT_OR_STRING.sub("", query[:-1]):
        raise MalformedInvariantError(f"{name}: must hold one statement that ends in a semicolon")
    return Invariant(
        id=header["id"],
        title=header["title"],
        kind=cast("Kind", header["kind"]),
        cost=cast("Cost", header["cost"]),
        query=query[:-1],
        sample=tuple(header["sample"].split(", ")) if header["sample"] else (),
        part=header["part"] is not None,
    )


def load() -> tuple[Invariant, ...]:
    """Read every invariant of the package, in the order of their numbers."""
    found = [parse(entry.name, entry.read_text(encoding="utf-8")) for entry in sql_files()]
    repeated = sorted({one.id for one in found if sum(other.id == one.id for other in found) > 1})
    if repeated:
        raise MalformedInvariantError(f"more than one file says it is {', '.join(repeated)}")
    return tuple(sorted(found, key=lambda invariant: invariant.id))


def of_part(tables: Collection[str]) -> tuple[Invariant, ...]:
    """Keep those that can be judged of a load of some tables alone; no tables means all."""
    return tuple(one for one in load() if not tables or one.fits(tables))


def sql_files() -> Iterable[Traversable]:
    """List the `.sql` files of the package."""
    folder = files("supplygen.verify") / "invariants"
    return [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which invariants are meant; what is None leaves nothing out."""

    only: Sequence[str] | None = None
    """Numbers, as `I14`, `i14` or `14`."""
    kind: Kind | None = None
    cost: Cost | None = None

    def of(self, invariants: Sequence[Invariant]) -> tuple[Invariant, ...]:
        """Keep what is meant; a `KeyError` names the unknown numbers."""
        wanted = {one.id for one in invariants} if self.only is None else {normal_id(name) for name in self.only}
        unknown = wanted - {one.id for one in invariants}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        return tuple(
            one
            for one in invariants
            if one.id in wanted and self.kind in {None, one.kind} and self.cost in {None, one.cost}
        )


def normal_id(name: str) -> str:
    """Write `I14` for `I14`, `i14` and `14`."""
    digits = name.strip().upper().removeprefix("I")
    return f"I{digits:0>2}"
