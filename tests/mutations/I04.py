"""What breaks `I04_skus_fit_region_and_lifecycle.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

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
            " AND s.id = (SELECT min(sku_id) FROM pos_sales WHERE sku_id NOT IN (SELECT sku_id FROM sku_substitutes)"
            " AND sku_id NOT IN (SELECT substitute_sku_id FROM sku_substitutes))",
        ),
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
)
