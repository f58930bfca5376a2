"""What breaks `I12_no_cycles.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("account is its own parent", ("UPDATE retail_accounts SET parent_account_id = id WHERE id = 2",)),
    Mutation(
        "substitutes of each other",
        (
            "UPDATE sku_substitutes AS s SET substitute_sku_id = first.sku_id,"
            " substitution_kind = first.substitution_kind FROM sku_substitutes AS first"
            " WHERE (s.sku_id, s.substitute_rank) = (first.substitute_sku_id, 1)"
            " AND (first.sku_id, first.substitute_rank) ="
            " (SELECT f.sku_id, f.substitute_rank FROM sku_substitutes AS f"
            " WHERE f.substitute_sku_id IN (SELECT sku_id FROM sku_substitutes) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "substitute of another division",
        (
            "UPDATE sku_substitutes AS s SET substitute_sku_id = o.id, substitution_kind = 'variant'"
            " FROM skus AS own, skus AS o WHERE own.id = s.sku_id AND o.id = (SELECT min(id) FROM skus"
            " WHERE product_id = own.product_id AND division_id <> own.division_id AND variant <> own.variant)"
            " AND (s.sku_id, s.substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "kind of a substitute",
        (
            "UPDATE sku_substitutes"
            " SET substitution_kind = CASE substitution_kind WHEN 'size' THEN 'variant' ELSE 'size' END"
            " WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "rank left out",
        (
            "UPDATE sku_substitutes SET substitute_rank = 9"
            " WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, max(substitute_rank) FROM sku_substitutes GROUP BY 1 ORDER BY 1 LIMIT 1)",
        ),
    ),
    Mutation(
        "accounts are each other's parent",
        ("UPDATE retail_accounts SET parent_account_id = CASE id WHEN 2 THEN 3 ELSE 2 END WHERE id IN (2, 3)",),
    ),
    Mutation(
        "substitute of another product",
        (
            "UPDATE sku_substitutes AS s SET substitute_sku_id = o.id, substitution_kind = 'variant'"
            " FROM skus AS own, skus AS o WHERE own.id = s.sku_id AND o.id = (SELECT min(id) FROM skus"
            " WHERE product_id <> own.product_id AND division_id = own.division_id AND variant <> own.variant)"
            " AND (s.sku_id, s.substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "size said to be an edition",
        (
            "UPDATE sku_substitutes SET substitution_kind = 'edition' WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes WHERE substitution_kind = 'size' ORDER BY 1,"
            " 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "variant said to be a size",
        (
            "UPDATE sku_substitutes SET substitution_kind = 'size' WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes WHERE substitution_kind = 'variant'"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
)
