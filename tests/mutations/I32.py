"""What breaks `I32_only_released_batches_leave.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

SHIPPED_BATCH = (
    "SELECT min(l.batch_id) FROM shipment_lines AS l JOIN batches AS b ON b.id = l.batch_id"
    " WHERE b.qc_status = 'released'"
)
"""The first released batch that has left its plant."""

MUTATIONS = (
    Mutation(
        "unreleased batch shipped",
        (
            "UPDATE batches SET qc_status = 'pending', qc_release_date = NULL"
            " WHERE id = (SELECT min(batch_id) FROM shipment_lines)",
        ),
        breaks=("I29",),
        because="a batch of long ago is decided",
    ),
    Mutation(
        "recalled batch shipped after its discovery",
        (
            "UPDATE batches SET qc_status = 'recalled' WHERE id = (SELECT max(l.batch_id) FROM shipment_lines AS l"
            " JOIN shipments AS s ON s.id = l.shipment_id JOIN batches AS b ON b.id = l.batch_id,"
            " supplygen.run AS r WHERE b.qc_status = 'released' AND l.batch_id NOT IN (SELECT batch_id FROM inventory)"
            " AND s.ship_date >= r.start_date + 7 * (r.settings #>> '{events,RSK-BIO-001,discovery_week}')::integer)",
        ),
        breaks=("I39",),
        because="the batch is clean",
    ),
    Mutation(
        "rejected batch shipped",
        (f"UPDATE batches SET qc_status = 'rejected', qc_release_date = NULL WHERE id = ({SHIPPED_BATCH})",),
    ),
    Mutation(
        "recalled batch allocated after its discovery",
        (
            "UPDATE order_allocations SET allocation_date = (SELECT start_date"
            " + 7 * (settings #>> '{events,RSK-BIO-001,discovery_week}')::integer FROM supplygen.run)"
            " WHERE id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
        ),
        breaks=("I28",),
        because="legs arrive on their day",
    ),
    Mutation(
        "rejected batch sent to a center",
        (
            "UPDATE batches SET qc_status = 'rejected', qc_release_date = NULL WHERE id = (SELECT max(batch_id)"
            " FROM shipment_lines WHERE batch_id NOT IN (SELECT batch_id FROM order_allocations))",
        ),
        breaks=("I42",),
        because="the rate of rejections counts it",
    ),
)
