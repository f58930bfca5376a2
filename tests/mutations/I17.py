"""What breaks `I17_dc_stock_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "one case of one batch counted as another at a DC",
        (
            "UPDATE inventory AS i SET quantity_cases = i.quantity_cases + CASE i.id WHEN two.first THEN 1 ELSE -1 END"
            " FROM (SELECT min(id) AS first, max(id) AS last FROM inventory WHERE dc_id IS NOT NULL"
            "       AND quantity_cases > 1 GROUP BY dc_id HAVING count(*) > 1 ORDER BY dc_id LIMIT 1) AS two"
            " WHERE i.id IN (two.first, two.last)",
        ),
    ),
    Mutation(
        "arrives after its goods have left",
        (
            "UPDATE shipments AS s SET actual_delivery_date = r.start_date + 7 * r.weeks - 1 FROM supplygen.run AS r"
            " WHERE s.id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
            "UPDATE shipment_legs AS l SET actual_arrival = last.arrival,"
            " delay_hours = round(extract(epoch FROM last.arrival - l.planned_arrival) / 3600, 2)"
            " FROM (SELECT s.id AS shipment_id, s.actual_delivery_date AT TIME ZONE 'UTC' AS arrival, r.segment_count"
            "       FROM shipments AS s JOIN routes AS r ON r.id = s.route_id ORDER BY s.id LIMIT 1) AS last"
            " WHERE l.shipment_id = last.shipment_id AND l.leg_sequence = last.segment_count",
        ),
        breaks=("I28",),
        because="legs arrive on their day",
    ),
    Mutation(
        "one case more transferred than has left",
        (
            "UPDATE shipment_lines AS l SET quantity_cases = l.quantity_cases + 1,"
            " weight_kg = l.weight_kg + p.case_weight_kg FROM skus AS k, packaging_types AS p WHERE k.id = l.sku_id"
            " AND p.id = k.packaging_id AND l.line_number = 1"
            " AND l.shipment_id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
            "UPDATE shipments AS s SET total_cases = l.cases, total_weight_kg = l.weight_kg FROM"
            " (SELECT shipment_id, sum(quantity_cases) AS cases, sum(weight_kg) AS weight_kg FROM shipment_lines"
            "  GROUP BY shipment_id) AS l"
            " WHERE l.shipment_id = s.id AND s.id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I19",),
        because="the emissions are those of the load before",
    ),
    Mutation(
        "one case in transit",
        (
            "UPDATE inventory SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
    ),
    Mutation(
        "restocked cases scrapped",
        (
            "UPDATE disposition_logs SET disposition = 'scrap'"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition = 'restock')",
        ),
    ),
    Mutation(
        "age of stock",
        (
            "UPDATE inventory SET aging_bucket = CASE aging_bucket WHEN '0-30' THEN '31-60' ELSE '0-30' END"
            " WHERE id = (SELECT min(id) FROM inventory)",
        ),
    ),
    Mutation(
        "loss booked twice",
        (
            "UPDATE inventory_adjustments SET quantity_cases = 2 * quantity_cases,"
            " quantity_eaches = 2 * quantity_eaches"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "recalled stock for sale",
        (
            "UPDATE inventory SET inventory_type = 'cycle'"
            " WHERE id = (SELECT min(id) FROM inventory WHERE inventory_type = 'quarantine')",
        ),
    ),
    *(
        Mutation(
            f"stock of {age} days said to be new",
            (
                "UPDATE inventory SET aging_bucket = '0-30'"
                f" WHERE id = (SELECT min(id) FROM inventory WHERE aging_bucket = '{age}')",
            ),
        )
        for age in ("31-60", "61-90", "90+")
    ),
    Mutation(
        "stock of another SKU at a plant",
        (
            "UPDATE inventory AS i SET sku_id = (SELECT min(id) FROM skus WHERE id <> i.sku_id)"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'plant')",
        ),
    ),
    Mutation(
        "stock that expires on another day",
        ("UPDATE inventory SET expiry_date = expiry_date + 1 WHERE id = (SELECT min(id) FROM inventory)",),
    ),
)
