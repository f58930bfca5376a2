"""What breaks `I46_holidays_are_kept.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

DAYS = (
    ("work begins", "SELECT plant_id, (actual_start AT TIME ZONE 'UTC')::date FROM work_orders", "plants"),
    ("work ends", "SELECT plant_id, (actual_end AT TIME ZONE 'UTC')::date FROM work_orders", "plants"),
    ("work is planned", "SELECT plant_id, planned_start_date FROM work_orders", "plants"),
    ("a plant loads", "SELECT origin_plant_id, ship_date FROM shipments", "plants"),
    ("a center loads for stores", "SELECT origin_dc_id, ship_date FROM shipments", "distribution_centers"),
    ("a center picks", "SELECT dc_id, wave_date FROM pick_waves", "distribution_centers"),
    (
        "a store takes goods in",
        "SELECT to_location_id, (actual_arrival AT TIME ZONE 'UTC')::date FROM shipment_legs",
        "retail_locations",
    ),
    (
        "a store is to take goods in",
        "SELECT to_location_id, (planned_arrival AT TIME ZONE 'UTC')::date FROM shipment_legs"
        " WHERE actual_arrival >= planned_arrival + interval '12 hours'",
        "retail_locations",
    ),
)
"""What is done, where and on which days, and the table of the place."""


FAR_EAST = "Pacific/Kiritimati"
"""Fourteen hours ahead of UTC."""

MUTATIONS = (
    *(
        Mutation(
            f"a holiday on which {what}",
            (
                "UPDATE public_holidays AS h SET holiday_date = w.day FROM ("
                f"SELECT DISTINCT ON (s.country) s.country, w.day FROM ({days}) AS w (site, day)"
                f" JOIN {sites} AS s ON s.id = w.site WHERE w.day IS NOT NULL AND NOT EXISTS (SELECT FROM"
                " public_holidays AS o WHERE o.country = s.country AND o.holiday_date = w.day)) AS w"
                " WHERE h.id = (SELECT min(o.id) FROM public_holidays AS o WHERE o.country = w.country)",
            ),
            breaks=("I26", "I55"),
            because="the hours of plants and the days on which they take goods in leave out holidays",
        )
        for what, days, sites in DAYS
    ),
    *(
        Mutation(
            f"{what} on a Saturday",
            (
                drop_checks("shipments"),
                "UPDATE shipments SET ship_date = ship_date + 6 - extract(isodow FROM ship_date)::integer"
                f" WHERE id = (SELECT max(id) FROM shipments WHERE shipment_type = '{kind}')",
            ),
            breaks=("I28", "I45"),
            because="legs leave, and prices hold, on the ship date",
        )
        for what, kind in (("a plant loads", "plant_to_dc"), ("a center loads for another", "dc_to_dc"))
    ),
    Mutation(
        "work planned for a Sunday",
        (
            drop_checks("work_orders"),
            "UPDATE work_orders SET planned_start_date = planned_start_date + 7"
            " - extract(isodow FROM planned_start_date)::integer"
            " WHERE id = (SELECT min(id) FROM work_orders WHERE actual_start IS NULL)",
        ),
        breaks=("I26",),
        because="the plan of that week has other hours",
    ),
    Mutation(
        "a store that takes goods in on a Sunday",
        (
            "UPDATE shipment_legs SET planned_arrival = planned_arrival + interval '1 day'"
            " * (7 - extract(isodow FROM planned_arrival AT TIME ZONE 'UTC'))"
            " WHERE id = (SELECT max(id) FROM shipment_legs WHERE to_location_id IS NOT NULL)",
        ),
        breaks=("I28",),
        because="a delay is that of the times",
    ),
    *(
        Mutation(
            f"a center that takes goods in {what}",
            (
                "UPDATE shipments SET actual_delivery_date = actual_delivery_date + 1 WHERE id = (SELECT max(id) FROM"
                " shipments WHERE destination_dc_id IS NOT NULL"
                f" AND extract(isodow FROM actual_delivery_date) {day})",
            ),
        )
        for what, day in (("on a Sunday", "= 6"), ("a day late", "< 5"))
    ),
    Mutation(
        "a store that takes goods in before its hours",
        (
            "UPDATE retail_locations SET receives_from_hour = receives_until_hour - 1"
            " WHERE id = (SELECT min(to_location_id) FROM shipment_legs)",
        ),
    ),
    Mutation(
        "a store that takes goods in after its hours",
        (
            "UPDATE retail_locations SET receives_until_hour = receives_from_hour + 1"
            " WHERE id = (SELECT min(to_location_id) FROM shipment_legs)",
        ),
    ),
    Mutation(
        "a store whose date is not that of UTC",
        (
            f"UPDATE retail_locations SET timezone = '{FAR_EAST}', receives_from_hour = 0, receives_until_hour = 24"
            " WHERE id = (SELECT min(to_location_id) FROM shipment_legs)",
        ),
    ),
    Mutation(
        "trucks that leave at night",
        ("UPDATE distribution_centers SET timezone = 'Pacific/Honolulu' WHERE dc_code = 'DC-NAM-CHI-001'",),
    ),
    Mutation(
        "trucks that leave on another date than that of UTC",
        (f"UPDATE distribution_centers SET timezone = '{FAR_EAST}' WHERE dc_code = 'DC-NAM-CHI-001'",),
    ),
    Mutation(
        "a country without holidays",
        ("DELETE FROM public_holidays WHERE country = 'US'",),
        breaks=("I26", "I43", "I55"),
        because="there are fewer rows than announced, and plants have more days",
    ),
)
