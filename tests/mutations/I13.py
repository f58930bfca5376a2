"""What breaks `I13_formula_percents.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "one hundredth too little",
        (
            "UPDATE formula_ingredients SET percent = percent - 0.01 WHERE (formula_id, sequence) ="
            " (SELECT formula_id, sequence FROM formula_ingredients ORDER BY percent DESC, 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "part of nothing",
        (
            drop_checks("formula_ingredients"),
            "UPDATE formula_ingredients AS p SET percent = CASE p.sequence WHEN two.first THEN p.percent +"
            " two.least ELSE 0"
            " END FROM (SELECT formula_id, min(sequence) AS first, max(sequence) AS last,"
            " (array_agg(percent ORDER BY sequence DESC))[1] AS least FROM formula_ingredients GROUP BY formula_id"
            " ORDER BY formula_id LIMIT 1) AS two"
            " WHERE p.formula_id = two.formula_id AND p.sequence IN (two.first, two.last)",
        ),
    ),
)
