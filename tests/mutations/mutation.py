"""`Mutation`: one broken row for an invariant, as data: the statements, and which checks must see it.

The invariant is the one of the module's name. The statements run in a transaction on a loaded database and are rolled
back. `breaks` lists what else must fail with the invariant itself where the facts imply each other; `because` says how.
A CHECK that would stop a statement is dropped in the same transaction; foreign keys stay, since I01 would miss them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """How to break one invariant."""

    name: str
    statements: tuple[str, ...]
    """The last one must change at least one row."""
    breaks: tuple[str, ...] = ()
    because: str = ""


def drop_checks(table: str) -> str:
    """Take away the CHECKs that would stop a mutation of the table."""
    return f"""
        DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = '{table}'::regclass LOOP
                EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', name);
            END LOOP;
        END $$
    """
