"""What breaks `I52_price_lists_follow_one_another.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

RAISED = "(SELECT min(id) FROM price_lists WHERE increase_percent > 0)"
FIRST = "(SELECT min(id) FROM price_lists)"
LAST = "(SELECT max(id) FROM price_lists)"
PRICED = "sales and orders were priced by it"

MUTATIONS = (
    Mutation(
        "a week without a list",
        (f"UPDATE price_lists SET valid_from = valid_from + 7 WHERE id = {RAISED}",),
        breaks=("I21", "I53"),
        because=PRICED,
    ),
    Mutation(
        "an open end before another list",
        (
            "UPDATE price_lists AS l SET valid_to = NULL FROM price_lists AS n WHERE n.id = "
            + RAISED
            + " AND l.division_id = n.division_id AND l.product_id = n.product_id AND l.valid_to = n.valid_from - 1",
        ),
        breaks=("I21", "I53"),
        because="two lists hold at a time",
    ),
    Mutation(
        "a last list that ends",
        ("UPDATE price_lists SET valid_to = '2200-01-01' WHERE id = (SELECT max(id) FROM price_lists)",),
    ),
    Mutation(
        "a list that nobody has heard of",
        (
            drop_checks("price_lists"),
            "UPDATE price_lists SET announced_date = '2200-01-01' WHERE id = (SELECT max(id) FROM price_lists)",
        ),
    ),
    Mutation(
        "a first list that comes too late for the run-in",
        (
            drop_checks("price_lists"),
            f"UPDATE price_lists SET valid_from = (SELECT start_date - 83 FROM supplygen.run) WHERE id = {FIRST}",
        ),
    ),
    Mutation(
        "a first list that rises over nothing",
        (f"UPDATE price_lists SET increase_percent = 0.01 WHERE id = {FIRST}",),
    ),
    Mutation(
        "a list that does not rise",
        (
            "UPDATE sku_prices AS p SET list_price = b.list_price, case_price = b.case_price FROM sku_prices AS b"
            " JOIN price_lists AS o ON o.id = b.price_list_id JOIN price_lists AS l"
            " ON (l.division_id, l.product_id, l.valid_from) = (o.division_id, o.product_id, o.valid_to + 1)"
            " WHERE l.id = (SELECT max(id) FROM price_lists) AND p.price_list_id = l.id AND p.sku_id = b.sku_id",
            "UPDATE price_lists SET increase_percent = 0 WHERE id = (SELECT max(id) FROM price_lists)",
        ),
    ),
    Mutation(
        "a list that begins on a Tuesday",
        (
            "UPDATE price_lists AS l SET valid_to = l.valid_to + 1 FROM price_lists AS n WHERE n.id = (SELECT max(id)"
            " FROM price_lists) AND (l.division_id, l.product_id, l.valid_to) = (n.division_id, n.product_id,"
            " n.valid_from - 1)",
            "UPDATE price_lists SET valid_from = valid_from + 1 WHERE id = (SELECT max(id) FROM price_lists)",
        ),
    ),
    Mutation(
        "a third increase in a year",
        (
            "INSERT INTO price_lists SELECT 9000 + n, 'x' || n, division_id, product_id, announced_date,"
            " valid_from + 7 * n, CASE WHEN n < 2 THEN valid_from + 7 * n + 6 END, 0.1 FROM price_lists"
            " CROSS JOIN generate_series(1, 2) AS n WHERE id = (SELECT max(id) FROM price_lists)",
            "UPDATE price_lists SET valid_to = valid_from + 6 WHERE id = (SELECT max(id) FROM price_lists"
            " WHERE id < 9000)",
            "INSERT INTO sku_prices SELECT l.id, p.sku_id, round(p.list_price * CASE WHEN l.id = 9001 THEN 1.001"
            " ELSE 1 END, 2), 0 FROM sku_prices AS p CROSS JOIN price_lists AS l WHERE l.id > 9000 AND"
            " p.price_list_id = (SELECT max(id) FROM price_lists WHERE id < 9000)",
            "UPDATE sku_prices AS p SET list_price = round(b.list_price * 1.001, 2) FROM sku_prices AS b"
            " WHERE p.price_list_id = 9002 AND b.price_list_id = 9001 AND b.sku_id = p.sku_id",
            "UPDATE sku_prices AS p SET case_price = round(p.list_price * t.units_per_case * 0.75, 2)"
            " FROM skus AS k, packaging_types AS t WHERE k.id = p.sku_id AND t.id = k.packaging_id"
            " AND p.price_list_id > 9000",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    ),
    Mutation(
        "an SKU without a price in a list",
        (
            "DELETE FROM sku_prices WHERE (price_list_id, sku_id) = (SELECT price_list_id, min(sku_id) FROM sku_prices"
            " WHERE price_list_id = (SELECT max(id) FROM price_lists) GROUP BY 1)",
        ),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "an SKU in the list of another line",
        (
            "INSERT INTO sku_prices SELECT (SELECT max(id) FROM price_lists WHERE id <> p.price_list_id"
            " AND increase_percent = 0), p.sku_id, p.list_price, p.case_price FROM sku_prices AS p"
            f" WHERE p.price_list_id = {FIRST} ORDER BY p.sku_id LIMIT 1",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    ),
    Mutation(
        "a price that is a cent too high",
        (f"UPDATE sku_prices SET list_price = list_price + 0.01 WHERE price_list_id = {LAST}",),
    ),
    Mutation(
        "a case that costs a cent more",
        (f"UPDATE sku_prices SET case_price = case_price + 0.01 WHERE price_list_id = {LAST}",),
    ),
    Mutation(
        "an opening case price that no list has",
        ("UPDATE skus SET case_price = case_price + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "a condition of the company's own shops",
        (
            "UPDATE customer_conditions SET retail_account_id = (SELECT min(a.id) FROM retail_accounts AS a"
            " JOIN channels AS h ON h.id = a.channel_id WHERE h.channel_code = 'dtc') WHERE id = (SELECT max(id)"
            " FROM customer_conditions)",
        ),
    ),
    Mutation(
        "a condition of nothing",
        ("UPDATE customer_conditions SET discount_percent = 0 WHERE id = (SELECT max(id) FROM customer_conditions)",),
    ),
    Mutation(
        "two conditions at a time",
        (
            "INSERT INTO customer_conditions SELECT 9000, retail_account_id, product_id, valid_from + 1, valid_to,"
            " discount_percent FROM customer_conditions WHERE id = (SELECT max(id) FROM customer_conditions)",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    ),
)
