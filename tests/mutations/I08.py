"""What breaks `I08_batches_follow_work_orders.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

REJECTED = "(SELECT min(id) FROM batches WHERE qc_status = 'rejected')"

MUTATIONS = (
    Mutation(
        "on the quality line",
        (
            "UPDATE work_orders AS w SET production_line_id = l.id FROM production_lines AS l"
            " WHERE l.plant_id = w.plant_id AND l.line_type = 'quality' AND w.id = 1",
            "UPDATE batches AS b SET production_line_id = w.production_line_id FROM work_orders AS w"
            " WHERE w.id = b.wo_id AND w.id = 1",
        ),
        breaks=("I23", "I26"),
        because="the plan of the filling line has its hours; labor and overhead follow the time on the line",
    ),
    Mutation(
        "line of a batch",
        (
            "UPDATE batches AS b SET production_line_id ="
            " (SELECT min(id) FROM production_lines WHERE plant_id = b.plant_id AND id <> b.production_line_id)"
            " WHERE id = 1",
        ),
        breaks=("I23",),
        because="labor and overhead follow the time on the line",
    ),
    Mutation(
        "line that does not suit the product",
        (
            "UPDATE production_lines SET product_family ="
            " CASE product_family WHEN 'oral_care' THEN 'home_care' ELSE 'oral_care' END"
            " WHERE id = (SELECT min(production_line_id) FROM work_orders)",
        ),
    ),
    Mutation(
        "line of another plant",
        (
            "UPDATE production_lines AS l SET plant_id = (SELECT min(id) FROM plants WHERE id <> l.plant_id)"
            " WHERE id = (SELECT min(production_line_id) FROM work_orders)",
        ),
        breaks=("I26",),
        because="its plan is that of the plant where the work is",
    ),
    Mutation(
        "on a mixing line",
        (
            "UPDATE production_lines SET line_type = 'mixing' WHERE id = (SELECT min(production_line_id) FROM"
            " work_orders)",
        ),
        breaks=("I26",),
        because="the plan of a mixing line has all that its plant makes",
    ),
    Mutation(
        "batch of another plant",
        (
            "UPDATE batches AS b SET plant_id = (SELECT min(id) FROM plants WHERE id <> b.plant_id)"
            f" WHERE id = {REJECTED}",
        ),
        breaks=("I15", "I26"),
        because="its lots and its plan are those of the plant where the work is",
    ),
    Mutation(
        "batch of another formula",
        (
            "UPDATE batches AS b SET formula_id = (SELECT min(id) FROM formulas WHERE id <> b.formula_id)"
            f" WHERE id = {REJECTED}",
        ),
    ),
    Mutation(
        "batch of another SKU",
        (
            "UPDATE batches AS b SET sku_id = (SELECT min(o.id) FROM skus AS o JOIN skus AS own ON own.id = b.sku_id"
            " AND (o.formula_id, o.packaging_id) = (own.formula_id, own.packaging_id) AND o.id <> own.id)"
            f" WHERE id = {REJECTED}",
        ),
        breaks=("I23", "I26"),
        because="what was made of a SKU, and the exception, are the work order's; "
        "labor and overhead follow the time on the line",
    ),
)
