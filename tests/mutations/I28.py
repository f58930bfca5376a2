"""What breaks `I28_order_chain_in_time.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "order that nobody loaded on the road",
        (
            "UPDATE orders SET status = 'shipped'"
            " WHERE id = (SELECT min(id) FROM orders WHERE status IN ('allocated', 'cancelled'))",
        ),
    ),
    Mutation(
        "picked before it was allocated",
        ("UPDATE pick_waves SET wave_date = wave_date - 7 WHERE id = (SELECT max(wave_id) FROM pick_wave_orders)",),
    ),
    Mutation(
        "allocated before it was ordered",
        (
            "UPDATE order_allocations SET allocation_date = allocation_date - 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "departs before it arrives",
        (
            "UPDATE shipment_legs SET planned_departure = planned_departure - interval '2 days'"
            " WHERE id = (SELECT max(id) FROM shipment_legs WHERE leg_sequence = 2)",
        ),
    ),
    Mutation(
        "delay",
        (
            "UPDATE shipment_legs SET delay_hours = delay_hours + 0.02"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE delay_hours IS NOT NULL)",
        ),
    ),
    Mutation(
        "wave that left on hold",
        ("UPDATE pick_waves SET hold_hours = 24 WHERE id = (SELECT min(id) FROM pick_waves WHERE hold_hours = 0)",),
        breaks=("I39",),
        because="only the outage holds waves",
    ),
    Mutation(
        "shipped before its first leg",
        (
            "UPDATE shipments SET ship_date = ship_date - 1"
            " WHERE id = (SELECT max(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
    ),
    Mutation(
        "delivered after its last leg",
        (
            "UPDATE shipments SET actual_delivery_date = actual_delivery_date + 1 WHERE id ="
            " (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store' AND status = 'delivered')",
        ),
    ),
    Mutation(
        "left before the leg before had arrived",
        (
            "UPDATE shipment_legs AS l SET actual_departure = first.actual_departure FROM shipment_legs AS first"
            " WHERE first.shipment_id = l.shipment_id AND first.leg_sequence = 1"
            " AND l.id = (SELECT min(id) FROM shipment_legs WHERE leg_sequence = 2 AND actual_departure IS NOT NULL)",
        ),
    ),
    Mutation(
        "made by a work order that is not completed",
        ("UPDATE work_orders SET status = 'released' WHERE id = (SELECT min(wo_id) FROM batches)",),
    ),
    Mutation(
        "completed work order without a batch",
        ("UPDATE work_orders SET status = 'completed' WHERE id = (SELECT max(id) FROM work_orders)",),
    ),
)
