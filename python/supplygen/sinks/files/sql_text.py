"""Pieces of SQL that all scripts of a dump are made of."""

from __future__ import annotations

from collections.abc import Iterable


def literal(text: str) -> str:
    """Quote text as standard SQL does."""
    return "'" + text.replace("'", "''") + "'"


def transaction(statements: Iterable[str]) -> str:
    """Put statements on lines of their own, all or none of which take effect."""
    return "\n".join(["BEGIN;", *statements, "COMMIT;", ""])
