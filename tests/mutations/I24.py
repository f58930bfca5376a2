"""What breaks `I24_dispositions_sum_to_lines.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

DIVIDED = "(SELECT max(id) FROM disposition_logs WHERE disposition <> 'restock' AND quantity_cases > 1)"
"""The last decision on several cases."""

MUTATIONS = (
    Mutation(
        "one case decided twice",
        (
            "UPDATE disposition_logs SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "decided before it was received",
        (
            drop_checks("returns"),
            "UPDATE returns SET received_date = NULL WHERE id ="
            " (SELECT min(r.id) FROM returns AS r JOIN disposition_logs AS d ON d.return_id = r.id)",
        ),
        breaks=("I30", "I48"),
        because="the authorization cannot be closed, nor the goods decided on or credited, before they are there",
    ),
    Mutation(
        "not decided within two weeks",
        (
            # The first decision becomes a part of another one, so that its own line has none.
            f"UPDATE disposition_logs SET quantity_cases = quantity_cases - 1 WHERE id = {DIVIDED}",
            "UPDATE disposition_logs AS d SET return_id = o.return_id, return_line_number = o.return_line_number,"
            " quantity_cases = 1, processed_at = o.processed_at FROM disposition_logs AS o"
            f" WHERE o.id = {DIVIDED}"
            " AND d.id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
)
