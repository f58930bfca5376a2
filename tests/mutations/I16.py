"""What breaks `I16_batch_cases_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "one case scrapped twice",
        (
            drop_checks("batches"),
            "UPDATE batches SET scrapped_cases = scrapped_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "one case at the plant",
        (
            "UPDATE inventory SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'plant')",
        ),
    ),
    Mutation(
        "a gram more than the cases hold",
        (
            "UPDATE batches SET quantity_kg = quantity_kg + 0.001, loss_kg = loss_kg - 0.001"
            " WHERE id = (SELECT max(id) FROM batches)",
        ),
    ),
    Mutation(
        "case scrapped that was shipped",
        (
            "UPDATE batches SET deployed_cases = deployed_cases - 1, scrapped_cases = scrapped_cases + 1"
            " WHERE id = (SELECT min(id) FROM batches WHERE deployed_cases > 0)",
        ),
    ),
    Mutation(
        "stock of a batch at another plant",
        (
            "UPDATE inventory AS i SET plant_id = (SELECT min(id) FROM plants WHERE id <> i.plant_id)"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'plant')",
        ),
    ),
)
