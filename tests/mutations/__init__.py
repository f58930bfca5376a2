"""One broken row for each statement of the invariants, by topic."""

from mutations import (
    clauses,
    clauses_flow,
    clauses_master,
    fulfillment,
    master_data,
    monitoring,
    references,
    scenario,
    stores,
    supply,
)
from mutations.mutation import Mutation

MUTATIONS = tuple(
    sorted(
        (
            *references.MUTATIONS,
            *master_data.MUTATIONS,
            *supply.MUTATIONS,
            *fulfillment.MUTATIONS,
            *stores.MUTATIONS,
            *scenario.MUTATIONS,
            *monitoring.MUTATIONS,
            *clauses.MUTATIONS,
            *clauses_flow.MUTATIONS,
            *clauses_master.MUTATIONS,
        ),
        key=lambda mutation: mutation.invariant,
    )
)

__all__ = ["MUTATIONS", "Mutation"]
