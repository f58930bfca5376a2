"""What breaks `I14_batch_mass_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

HEAVIEST = "(SELECT id FROM batches ORDER BY quantity_kg DESC, id LIMIT 1)"

RAW = "(SELECT id FROM ingredients WHERE piece_mass_g IS NULL)"

MUTATIONS = (
    Mutation(
        "one gram lost",
        (
            drop_checks("batches"),
            "UPDATE batches SET loss_kg = loss_kg + 0.001 WHERE id = 1",
        ),
    ),
    Mutation("yield", ("UPDATE batches SET yield_percent = yield_percent - 0.02 WHERE id = 1",)),
    Mutation(
        "one gram that no lot gave",
        (
            "UPDATE batches SET input_kg = input_kg + 0.001, loss_kg = loss_kg + 0.001"
            " WHERE id = (SELECT id FROM batches ORDER BY input_kg DESC, id LIMIT 1)",
        ),
    ),
    Mutation(
        "more made than went in",
        (
            drop_checks("batches"),
            "UPDATE batches SET loss_kg = -0.001, input_kg = quantity_kg - 0.001, yield_percent = 100"
            f" WHERE id = {HEAVIEST}",
            "UPDATE batch_ingredients AS i SET actual_quantity_kg = i.actual_quantity_kg - less.kg"
            " FROM (SELECT batch_id, sum(o.actual_quantity_kg) - min(b.input_kg) AS kg FROM batch_ingredients AS o"
            f" JOIN batches AS b ON b.id = o.batch_id WHERE o.ingredient_id IN {RAW} GROUP BY batch_id) AS less"
            f" WHERE less.batch_id = i.batch_id AND i.batch_id = {HEAVIEST} AND i.sequence ="
            f" (SELECT sequence FROM batch_ingredients WHERE batch_id = {HEAVIEST} AND ingredient_id IN {RAW}"
            " ORDER BY actual_quantity_kg DESC LIMIT 1)",
        ),
        breaks=("I15", "I23", "I42"),
        because="the lot has given more than is said to be drawn and paid, and the yield is a key figure",
    ),
)
