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
)
"""What is done, where and on which days, and the table of the place."""


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
            breaks=("I26", "I62"),
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
            breaks=("I28",),
            because="legs leave on the ship date",
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
    ),
    Mutation(
        "a country without holidays",
        ("DELETE FROM public_holidays WHERE country = 'US'",),
        breaks=("I26", "I43", "I62"),
        because="there are fewer rows than announced, and plants have more days",
    ),
)
