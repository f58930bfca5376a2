"""What breaks `I04_skus_fit_region_and_lifecycle.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

LAST_DAYS = (
    "(SELECT sku_id, sold.day AS sold, ordered.day AS ordered, shipped.day AS shipped"
    " FROM (SELECT sku_id, max(sale_date) AS day FROM pos_sales GROUP BY sku_id) AS sold"
    " JOIN (SELECT l.sku_id, max(o.order_date) AS day FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id"
    " GROUP BY l.sku_id) AS ordered USING (sku_id)"
    " JOIN (SELECT l.sku_id, max(s.ship_date) AS day FROM shipment_lines AS l JOIN shipments AS s"
    " ON s.id = l.shipment_id WHERE l.order_id IS NOT NULL GROUP BY l.sku_id) AS shipped USING (sku_id)) AS last"
)
"""By SKU, the days on which it was sold, ordered and shipped to a store for the last time."""

UNMADE = "(SELECT min(id) FROM skus WHERE id NOT IN (SELECT sku_id FROM work_orders))"
"""The first SKU that nobody makes."""


def delisted_before(what: str, *others: str) -> str:
    """Delist the first SKU for which that happens last on the day before."""
    return (
        f"UPDATE skus SET discontinue_date = last.{what} - 1 FROM {LAST_DAYS} WHERE last.sku_id = skus.id"
        f" AND skus.id = (SELECT min(sku_id) FROM {LAST_DAYS} WHERE {what} > greatest({', '.join(others)}))"
    )


MUTATIONS = (
    Mutation(
        "sold before launch",
        (
            "UPDATE skus SET launch_date = (SELECT max(sale_date) FROM pos_sales WHERE sku_id = skus.id),"
            " discontinue_date = NULL WHERE id = (SELECT min(sku_id) FROM pos_sales)",
        ),
        breaks=("I39",),
        because="a new SKU would be forecast too high",
    ),
    Mutation(
        "formula no longer approved",
        ("UPDATE formulas SET status = 'obsolete' WHERE id = (SELECT min(formula_id) FROM skus)",),
    ),
    Mutation("region of a SKU", ("UPDATE skus SET region = 'XXX' WHERE id = 1",)),
    Mutation(
        "SKU of another region",
        (
            "UPDATE skus AS s SET division_id = d.id, region = d.division_code FROM divisions AS d"
            " WHERE d.id = (SELECT min(id) FROM divisions WHERE id <> s.division_id)"
            " AND s.id = (SELECT min(sku_id) FROM pos_sales)",
        ),
        breaks=("I12", "I52"),
        because="its substitutes and its prices are of the division that it was of",
    ),
    Mutation(
        "sold after it was discontinued",
        (
            "UPDATE skus SET discontinue_date = (SELECT min(sale_date) FROM pos_sales WHERE sku_id = skus.id)"
            " WHERE id = (SELECT min(sku_id) FROM pos_sales)",
        ),
    ),
    Mutation(
        "formula of another product",
        (
            "UPDATE skus AS s SET formula_id = (SELECT min(id) FROM formulas"
            " WHERE variant = s.variant AND status = 'approved' AND product_id <> s.product_id)"
            " WHERE id = (SELECT min(s.id) FROM skus AS s JOIN formulas AS f ON f.variant = s.variant"
            " AND f.status = 'approved' AND f.product_id <> s.product_id"
            " WHERE s.id NOT IN (SELECT sku_id FROM work_orders))",
        ),
    ),
    Mutation(
        "work order by the formula of another product",
        (
            "UPDATE work_orders AS w SET formula_id = (SELECT min(f.id) FROM formulas AS f"
            " JOIN skus AS s ON s.id = w.sku_id AND s.product_id <> f.product_id WHERE f.status = 'approved')"
            " WHERE id = (SELECT min(id) FROM work_orders WHERE status = 'planned')",
        ),
    ),
    Mutation("sold after it was delisted", (delisted_before("sold", "ordered", "shipped"),)),
    Mutation("ordered after it was delisted", (delisted_before("ordered", "sold", "shipped"),)),
    Mutation("shipped after it was delisted", (delisted_before("shipped", "sold", "ordered"),)),
    Mutation(
        "formula of another variant",
        ("UPDATE formulas SET variant = 'Other' WHERE id = (SELECT min(formula_id) FROM skus)",),
    ),
    Mutation(
        "SKU of a formula that is not approved",
        (
            "UPDATE skus AS s SET formula_id = (SELECT min(id) FROM formulas AS f WHERE f.status <> 'approved'"
            " AND (f.product_id, f.variant) = (s.product_id, s.variant))"
            f" WHERE id = {UNMADE}",
        ),
    ),
    Mutation(
        "made by a formula that is not approved",
        (
            "UPDATE work_orders AS w SET formula_id = (SELECT min(f.id) FROM formulas AS f JOIN formulas AS own"
            " ON own.product_id = f.product_id WHERE own.id = w.formula_id AND f.status <> 'approved')"
            " WHERE id = (SELECT max(id) FROM work_orders WHERE status = 'planned')",
        ),
    ),
)
