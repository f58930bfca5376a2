"""What breaks `I30_return_chain_in_time.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks


def _asked(name: str, days_ago: int, status: str, *, approved: bool) -> Mutation:
    """A request more, since a small company may have none that is open on the as-of date."""
    day = f"start_date + 7 * weeks - 1 - {days_ago}"
    return Mutation(
        name,
        (
            "INSERT INTO rma_authorizations SELECT 900000, 'x', (SELECT min(id) FROM retail_accounts), 'overstock',"
            f" {day}, {day if approved else 'NULL'}, '{status}' FROM supplygen.run",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    )


MUTATIONS = (
    Mutation(
        "approved before it was requested",
        (
            drop_checks("rma_authorizations"),
            "UPDATE rma_authorizations SET approval_date = request_date - 1"
            " WHERE id = (SELECT max(id) FROM rma_authorizations WHERE approval_date IS NOT NULL)",
        ),
    ),
    Mutation(
        "decided before it was received",
        (
            "UPDATE disposition_logs AS d SET processed_at = r.received_date - interval '1 day' FROM returns AS r"
            " WHERE r.id = d.return_id"
            " AND d.id = (SELECT max(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "authorization still open",
        (
            "UPDATE rma_authorizations SET status = 'approved'"
            " WHERE id = (SELECT min(id) FROM rma_authorizations WHERE status = 'closed')",
        ),
    ),
    Mutation(
        "requested before it was delivered",
        (
            "UPDATE rma_authorizations AS m SET request_date = o.actual_delivery_date - 1 FROM returns AS r"
            " JOIN orders AS o ON o.id = r.order_id"
            " WHERE r.rma_id = m.id AND r.id = (SELECT min(id) FROM returns)",
        ),
    ),
    Mutation(
        "returned before it was approved",
        (
            "UPDATE rma_authorizations AS m SET approval_date = r.return_date + 1 FROM returns AS r"
            " WHERE r.rma_id = m.id AND r.id = (SELECT min(id) FROM returns)",
        ),
    ),
    Mutation(
        "approved before it was requested",
        (
            drop_checks("rma_authorizations"),
            "UPDATE rma_authorizations SET approval_date = request_date - 1"
            " WHERE id = (SELECT min(id) FROM rma_authorizations)",
        ),
    ),
    Mutation(
        "received before it was returned",
        (
            drop_checks("returns"),
            "UPDATE returns SET received_date = return_date - 1 WHERE id = (SELECT min(id) FROM returns)",
        ),
        breaks=("I48",),
        because="the credit is of its day",
    ),
    _asked("authorization that is requested said to be approved", 0, "approved", approved=False),
    Mutation(
        "authorization that is approved said to be closed",
        (
            "UPDATE rma_authorizations SET status = 'closed'"
            " WHERE id = (SELECT min(id) FROM rma_authorizations WHERE status = 'approved')",
        ),
    ),
    Mutation(
        "sound goods said to have expired",
        (
            "UPDATE rma_authorizations SET reason_code = 'expired' WHERE id = (SELECT max(m.id)"
            " FROM rma_authorizations AS m JOIN returns AS r ON r.rma_id = m.id"
            " JOIN orders AS o ON o.id = r.order_id WHERE m.reason_code = 'wrong_item'"
            " AND date_trunc('week', m.request_date) = date_trunc('week', o.actual_delivery_date))",
        ),
    ),
    _asked("request never decided", 14, "requested", approved=False),
    _asked("approved and never returned", 14, "approved", approved=True),
    Mutation(
        "returned and never received",
        (
            "UPDATE returns AS r SET return_date = m.approval_date FROM rma_authorizations AS m WHERE m.id = r.rma_id"
            " AND r.id = (SELECT min(id) FROM returns WHERE received_date IS NULL)",
        ),
    ),
)
