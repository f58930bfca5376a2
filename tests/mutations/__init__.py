"""One broken row for each clause of each exact invariant: `I18.py` breaks the query of `I18_*.sql`."""

import pkgutil
from importlib import import_module

from mutations.mutation import Mutation

MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    name: import_module(f"mutations.{name}").MUTATIONS
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__))
    if name != "mutation"
}
"""By invariant."""

__all__ = ["MUTATIONS", "Mutation"]
