"""What breaks `I24_dispositions_sum_to_lines.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

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
        breaks=("I30",),
        because="the authorization cannot be closed, nor the goods decided on, before they are there",
    ),
    Mutation(
        "not decided within two weeks",
        (
            "UPDATE disposition_logs AS d SET return_id = late.return_id, return_line_number = late.line_number,"
            " quantity_cases = late.quantity_cases, processed_at = r.received_date FROM return_lines AS late"
            " JOIN returns AS r ON r.id = late.return_id WHERE (late.return_id, late.line_number) ="
            " (SELECT l.return_id, l.line_number FROM return_lines AS l JOIN returns AS r ON r.id = l.return_id"
            "  WHERE r.received_date IS NOT NULL AND NOT EXISTS (SELECT FROM disposition_logs AS o"
            "  WHERE (o.return_id, o.return_line_number) = (l.return_id, l.line_number)) ORDER BY 1, 2 LIMIT 1)"
            " AND d.id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
)
