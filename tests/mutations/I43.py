"""What breaks `I43_row_counts_as_announced.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("one row less", ("DELETE FROM audit_logs WHERE id = (SELECT max(id) FROM audit_logs)",)),
    Mutation("load not sealed", ("UPDATE supplygen.run SET status = 'loading'",)),
    Mutation(
        "table announced that is none",
        (
            "INSERT INTO supplygen.ledger (run_id, table_name, phase, row_count, bytes, finished_at)"
            " SELECT id, 'nothing', 'restored', 0, 0, now() FROM supplygen.run",
        ),
    ),
    Mutation("count that nobody announced", ("DELETE FROM supplygen.ledger WHERE table_name = 'channels'",)),
)
