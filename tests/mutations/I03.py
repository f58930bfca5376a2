"""What breaks `I03_order_account_store_agree.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "channel of an order",
        (
            "UPDATE orders SET channel_id = (SELECT min(id) FROM channels WHERE id <> orders.channel_id)"
            " WHERE id = (SELECT min(id) FROM orders)",
        ),
        breaks=("I42", "I48", "I53"),
        because="figures by channel count the order elsewhere; it is billed on other terms, and the margin is another",
    ),
    Mutation(
        "store count of an account",
        ("UPDATE retail_accounts SET store_count = store_count + 1 WHERE id = 1",),
    ),
    Mutation(
        "division of a distribution center",
        (
            "UPDATE distribution_centers AS d SET division_id ="
            " (SELECT max(id) FROM divisions WHERE id <> d.division_id)"
            " WHERE id = (SELECT min(origin_dc_id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I09", "I10", "I42", "I45"),
        because="figures by division count the center elsewhere, its carriers and neighbors are of another; "
        "freight is that of its carrier, day and way",
    ),
    Mutation(
        "order of another account",
        (
            "UPDATE orders AS o SET retail_account_id = (SELECT min(a.id) FROM retail_accounts AS a"
            " JOIN retail_accounts AS own ON own.id = o.retail_account_id AND a.id <> own.id"
            " AND (a.channel_id, a.division_id, a.priority_rank)"
            "   = (own.channel_id, own.division_id, own.priority_rank))"
            " WHERE id = (SELECT min(o.id) FROM orders AS o JOIN retail_accounts AS a ON a.id = o.retail_account_id"
            " WHERE a.archetype = 'regional_grocer' AND o.promo_id IS NULL"
            " AND o.id NOT IN (SELECT order_id FROM returns))",
        ),
        breaks=("I48", "I53"),
        because="the invoice is to its account, whose conditions its prices show",
    ),
    Mutation(
        "order at another center",
        (
            "UPDATE orders AS o SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> o.dc_id)"
            " WHERE id = (SELECT min(id) FROM orders WHERE status = 'cancelled')",
        ),
        breaks=("I26", "I42"),
        because="figures and exceptions of the plan count what was cut elsewhere",
    ),
)
