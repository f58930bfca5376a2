"""What breaks `I14_batch_mass_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

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
)
