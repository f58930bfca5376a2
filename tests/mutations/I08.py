"""What breaks `I08_batches_follow_work_orders.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "on the quality line",
        (
            "UPDATE work_orders AS w SET production_line_id = l.id FROM production_lines AS l"
            " WHERE l.plant_id = w.plant_id AND l.line_type = 'quality' AND w.id = 1",
            "UPDATE batches AS b SET production_line_id = w.production_line_id FROM work_orders AS w"
            " WHERE w.id = b.wo_id AND w.id = 1",
        ),
        breaks=("I26",),
        because="the plan of the filling line has its hours",
    ),
    Mutation(
        "line of a batch",
        (
            "UPDATE batches AS b SET production_line_id ="
            " (SELECT min(id) FROM production_lines WHERE plant_id = b.plant_id AND id <> b.production_line_id)"
            " WHERE id = 1",
        ),
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
)
