"""What breaks `I44_names_arrive_as_written.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation


def misread(table: str, column: str, encoding: str, which: str) -> Mutation:
    """Names that a client sent as UTF-8, and a server took for another encoding."""
    return Mutation(
        f"{table}.{column} taken for {encoding}",
        (f"UPDATE {table} SET {column} = convert_from(convert_to({column}, 'UTF8'), '{encoding}') WHERE {which}",),
    )


MUTATIONS = (
    misread("suppliers", "name", "LATIN1", "name ~ '[^ -~]'"),
    misread("suppliers", "city", "LATIN1", "city ~ '[^ -~]'"),
    misread("retail_accounts", "name", "LATIN1", "name ~ '[^ -~]'"),
    misread("retail_locations", "name", "LATIN1", "name ~ '[^ -~]'"),
    misread("retail_locations", "city", "LATIN1", "city ~ '[^ -~]'"),
    misread(
        "certifications",
        "issuing_body",
        "LATIN1",
        "id = (SELECT min(id) FROM certifications WHERE issuing_body ~ '[^ -~]')",
    ),
    # A capital U with its dots becomes two letters there, and no sign.
    misread("certifications", "issuing_body", "WIN1252", "issuing_body ~ '[^ -~]'"),
)
