"""What breaks `I28_order_chain_in_time.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

LAST_DIRECT = "(SELECT max(id) FROM shipments WHERE shipment_type = 'direct')"
OVERDUE_DIRECT = (
    "(SELECT min(s.id) FROM shipments AS s, supplygen.run AS r"
    " WHERE s.shipment_type = 'direct' AND s.ship_date >= r.start_date + 7 * r.weeks - 19)"
)
"""The first delivery straight to a store that left too early to be on the road, and not for a long haul."""

FIRST_HAUL = (
    "(SELECT min(s.id) FROM shipments AS s JOIN routes AS r ON r.id = s.route_id"
    " WHERE s.shipment_type = 'plant_to_dc' AND r.segment_count = 2)"
)
"""The first deployment over two segments."""

BEFORE_WAITING = (
    "(SELECT min(l.id) FROM shipment_legs AS l JOIN shipment_legs AS n ON n.shipment_id = l.shipment_id"
    " AND n.leg_sequence = l.leg_sequence + 1 WHERE l.actual_departure IS NOT NULL AND l.actual_arrival IS NULL)"
)
"""The first leg on its way that is not the last one of its shipment."""


def on_the_road(shipment: str, legs: str = "true") -> tuple[str, ...]:
    """Let a shipment, with the orders that it carries, not have finished some of its legs."""
    return (
        f"UPDATE shipments SET actual_delivery_date = NULL, status = 'in_transit' WHERE id = {shipment}",
        "UPDATE orders SET actual_delivery_date = NULL, status = 'shipped'"
        f" WHERE id IN (SELECT order_id FROM shipment_lines WHERE shipment_id = {shipment})",
        f"UPDATE shipment_legs SET actual_arrival = NULL, delay_hours = NULL WHERE shipment_id = {shipment} AND {legs}",
    )


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
        "allocated a day too late",
        (
            "UPDATE orders SET allocation_date = allocation_date + 1"
            " WHERE id = (SELECT max(id) FROM orders WHERE status = 'cancelled'"
            "             AND extract(isodow FROM order_date) < 6)",
        ),
    ),
    Mutation(
        "open though its center has worked since",
        (
            "UPDATE orders SET status = 'open', allocation_date = NULL, cut_reason = NULL"
            " WHERE id = (SELECT max(id) FROM orders WHERE status = 'cancelled')",
        ),
        breaks=("I18", "I26", "I42"),
        because="its lines are cut, and an open order is in no figure",
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
            # On the Sunday before.
            "UPDATE shipments SET ship_date = ship_date - extract(isodow FROM ship_date)::integer"
            " WHERE id = (SELECT max(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
        breaks=("I45", "I46"),
        because="prices, and who works, depend on the ship date",
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
    Mutation(
        "goods on the road said to wait",
        (*on_the_road(LAST_DIRECT), "UPDATE orders SET status = 'allocated' WHERE status = 'shipped'"),
        breaks=("I27", "I42", "I48"),
        because="the store has the goods, and the figures count delivered orders; what is delivered is billed",
    ),
    Mutation(
        "truck that never reached its store",
        on_the_road(OVERDUE_DIRECT),
        breaks=("I27", "I42", "I48"),
        because="the store has the goods, and the figures count delivered orders; what is delivered is billed",
    ),
    Mutation(
        "haul that never reached its center",
        on_the_road(FIRST_HAUL, "leg_sequence = 2"),
        breaks=("I17",),
        because="the center has the goods",
    ),
    Mutation(
        "haul that never left its port",
        (
            *on_the_road(FIRST_HAUL, "leg_sequence = 2"),
            f"UPDATE shipment_legs SET actual_departure = NULL WHERE shipment_id = {FIRST_HAUL} AND leg_sequence = 2",
        ),
        breaks=("I17",),
        because="the center has the goods",
    ),
    Mutation(
        "arrived without having left",
        (
            "UPDATE shipment_legs AS n SET actual_arrival = l.actual_departure,"
            " delay_hours = round(extract(epoch FROM l.actual_departure - n.planned_arrival) / 3600, 2)"
            " FROM shipment_legs AS l WHERE n.shipment_id = l.shipment_id AND n.leg_sequence = l.leg_sequence + 1"
            f" AND l.id = {BEFORE_WAITING}",
        ),
    ),
    Mutation(
        "left before the leg before has arrived",
        (
            "UPDATE shipment_legs AS n SET actual_departure = l.actual_departure FROM shipment_legs AS l"
            " WHERE n.shipment_id = l.shipment_id AND n.leg_sequence = l.leg_sequence + 1"
            f" AND l.id = {BEFORE_WAITING}",
        ),
    ),
    Mutation(
        "delay of a leg on its way",
        (
            "UPDATE shipment_legs SET delay_hours = 0 WHERE id = (SELECT min(id) FROM shipment_legs WHERE"
            " delay_hours IS NULL)",
        ),
    ),
    Mutation(
        "delay of a leg unknown",
        (f"UPDATE shipment_legs SET delay_hours = NULL WHERE shipment_id = {LAST_DIRECT}",),
    ),
    Mutation(
        "planned to arrive before it leaves",
        (
            drop_checks("shipment_legs"),
            "UPDATE shipment_legs SET planned_arrival = planned_departure - interval '1 hour', delay_hours ="
            " round(extract(epoch FROM actual_arrival - planned_departure) / 3600 + 1, 2)"
            f" WHERE shipment_id = {LAST_DIRECT}",
        ),
        breaks=("I46",),
        because="its store takes nothing in then",
    ),
    Mutation(
        "arrived before it left",
        (
            drop_checks("shipment_legs"),
            "UPDATE shipment_legs SET actual_departure = actual_arrival + interval '1 minute'"
            f" WHERE shipment_id = {LAST_DIRECT}",
        ),
    ),
    Mutation(
        "delivered said to be on the road",
        (drop_checks("shipments"), f"UPDATE shipments SET status = 'in_transit' WHERE id = {LAST_DIRECT}"),
    ),
    Mutation(
        "one line allocated after it was picked",
        (
            "UPDATE order_allocations AS a SET allocation_date = w.wave_date + 1 FROM pick_wave_orders AS o"
            " JOIN pick_waves AS w ON w.id = o.wave_id WHERE o.order_id = a.order_id"
            " AND a.id = (SELECT min(id) FROM order_allocations WHERE order_line_number = 2)",
        ),
    ),
    Mutation(
        "wave held for an hour",
        ("UPDATE pick_waves SET hold_hours = 1 WHERE id = (SELECT max(wave_id) FROM pick_wave_orders)",),
        breaks=("I39",),
        because="no outage has held it",
    ),
    Mutation(
        "delivered on another day",
        (
            "UPDATE orders SET actual_delivery_date = actual_delivery_date + 1 WHERE id = (SELECT min(id) FROM orders"
            " WHERE actual_delivery_date < promised_delivery_date AND id NOT IN (SELECT order_id FROM returns))",
        ),
        breaks=("I42", "I48"),
        because="the cycle time is a key figure; the invoice is of its day",
    ),
    Mutation(
        "reserved for weeks",
        (
            "UPDATE orders SET order_date = order_date - 21 WHERE id = (SELECT max(id) FROM orders"
            " WHERE status = 'allocated' AND promo_id IS NULL)",
        ),
    ),
    Mutation(
        "completed without a start",
        ("UPDATE work_orders SET actual_start = NULL WHERE id = (SELECT max(wo_id) FROM batches)",),
        breaks=("I26",),
        because="the plan would have it due until the end",
    ),
    Mutation(
        "completed without an end",
        ("UPDATE work_orders SET actual_end = NULL WHERE id = (SELECT max(wo_id) FROM batches)",),
        breaks=("I29",),
        because="it has minutes of operation",
    ),
    Mutation(
        "ended before it began",
        (
            drop_checks("work_orders"),
            "UPDATE work_orders SET actual_end = actual_start - interval '1 minute'"
            " WHERE id = (SELECT max(wo_id) FROM batches)",
        ),
        breaks=("I29",),
        because="it has minutes of operation",
    ),
    *(
        Mutation(
            f"{status} order said to be {said}",
            (f"UPDATE orders SET status = '{said}' WHERE id = (SELECT min(id) FROM orders WHERE status = '{status}')",),
            breaks=breaks,
            because=because,
        )
        for status, said, breaks, because in (
            ("delivered", "shipped", ("I42", "I48"), "the figures count delivered orders, which are billed"),
            ("allocated", "cancelled", (), ""),
        )
    ),
    Mutation(
        "delay that nobody answers for",
        (
            "UPDATE shipment_legs SET carrier_delay_hours = carrier_delay_hours + 1"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE carrier_delay_hours > 0)",
        ),
    ),
    Mutation(
        "port on the way to a store",
        (
            "UPDATE shipment_legs SET carrier_delay_hours = 0, port_delay_hours = carrier_delay_hours,"
            " delay_cause = 'congestion' WHERE id = (SELECT min(id) FROM shipment_legs"
            " WHERE to_location_id IS NOT NULL AND carrier_delay_hours > 0)",
        ),
    ),
    *(
        Mutation(
            f"delay by {cause} said to be by {other}",
            (
                f"UPDATE shipment_legs SET delay_cause = {other} WHERE id = (SELECT min(id) FROM shipment_legs"
                f" WHERE delay_cause = '{cause}' AND least(carrier_delay_hours, port_delay_hours) = 0)",
            ),
        )
        for cause, other in (("carrier", "'congestion'"), ("congestion", "'carrier'"), ("traffic", "NULL"))
    ),
)
