"""What breaks `I06_single_sources.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "toothpaste without sorbitol",
        (
            "UPDATE formula_ingredients AS fi SET ingredient_id = (SELECT min(id) FROM ingredients WHERE id NOT IN"
            " (SELECT ingredient_id FROM formula_ingredients AS other WHERE other.formula_id = fi.formula_id))"
            " WHERE ingredient_id = (SELECT id FROM ingredients WHERE ingredient_code = 'ING-SORB-001')"
            " AND formula_id = (SELECT min(f.id) FROM formulas AS f JOIN products AS p ON p.id = f.product_id"
            " WHERE p.product_family = 'oral_care')",
        ),
    ),
    Mutation(
        "second supplier of palm oil",
        (
            "UPDATE supplier_ingredients SET ingredient_id ="
            " (SELECT id FROM ingredients WHERE ingredient_code = 'ING-PALM-001')"
            " WHERE id = (SELECT min(si.id) FROM supplier_ingredients AS si"
            " JOIN suppliers AS s ON s.id = si.supplier_id"
            " WHERE si.is_approved AND s.supplier_code NOT LIKE 'SUP-PALM-%' AND NOT EXISTS"
            " (SELECT FROM purchase_orders AS po WHERE po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date))",
        ),
    ),
    Mutation(
        "palm oil from another supplier",
        ("UPDATE suppliers SET supplier_code = 'SUP-PALM-MY-002' WHERE supplier_code = 'SUP-PALM-MY-001'",),
        breaks=("I39",),
        because="the supplier who is late is another",
    ),
)
