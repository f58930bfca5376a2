"""What breaks `I25_waves_pick_orders_once.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("one case of a wave", ("UPDATE pick_waves SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation(
        "DC of a wave",
        (
            "UPDATE pick_waves AS w SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> w.dc_id)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "line of a wave",
        ("UPDATE pick_waves SET total_lines = total_lines + 1 WHERE id = (SELECT max(id) FROM pick_waves)",),
    ),
    Mutation(
        "order picked twice",
        (
            "INSERT INTO pick_wave_orders (wave_id, order_id, pick_sequence)"
            " SELECT w.id, o.order_id, 99 FROM pick_wave_orders AS o JOIN pick_waves AS own ON own.id = o.wave_id"
            " JOIN pick_waves AS w ON w.dc_id = own.dc_id AND w.id <> own.id ORDER BY o.order_id, w.id LIMIT 1",
        ),
        breaks=("I19", "I43"),
        because="the wave has an order more than it counts, and the table a row",
    ),
    Mutation(
        "shipped without a wave",
        (
            "UPDATE pick_waves AS w SET total_orders = total_orders - 1, total_lines = total_lines - l.lines,"
            " total_cases = total_cases - l.cases FROM (SELECT order_id,"
            " count(*) FILTER (WHERE quantity_cases > cut_cases) AS lines,"
            " sum(quantity_cases - cut_cases) AS cases FROM order_lines GROUP BY order_id) AS l"
            " JOIN pick_wave_orders AS o ON o.order_id = l.order_id WHERE o.wave_id = w.id AND o.order_id = 1",
            "DELETE FROM pick_wave_orders WHERE order_id = 1",
        ),
        breaks=("I43",),
        because="a row less than was announced",
    ),
    Mutation(
        "picked and not shipped",
        (
            "UPDATE pick_wave_orders AS w SET order_id = o.id FROM orders AS o"
            " WHERE o.id = (SELECT min(id) FROM orders WHERE status = 'cancelled')"
            " AND w.order_id = (SELECT min(order_id) FROM pick_wave_orders)",
        ),
        breaks=("I28",),
        because="a wave leaves",
    ),
)
