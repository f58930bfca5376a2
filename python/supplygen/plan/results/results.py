"""`Results`: what follows from a plan and is shown in several tables, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from supplygen.plan.base_prices import ListPrices
from supplygen.plan.plan import Plan
from supplygen.plan.results.batch_outcome import Outcome
from supplygen.plan.results.capacity import Capacity
from supplygen.plan.results.documents import Documents
from supplygen.plan.results.genealogy import Genealogy
from supplygen.plan.results.published_forecasts import Published
from supplygen.plan.results.supplier_invoices import SupplierInvoices
from supplygen.plan.results.supplier_lots import SupplierLots
from supplygen.world import World


@dataclass(frozen=True, eq=False)
class Results:
    """Each part is made when it is first asked for, and kept as long as this is."""

    world: World
    plan: Plan

    @cached_property
    def documents(self) -> Documents:
        """Purchase orders and receipts."""
        return Documents.of(self.plan)

    @cached_property
    def list_prices(self) -> ListPrices:
        """List prices of the SKUs over time."""
        return ListPrices.of(self.world)

    @cached_property
    def supplier_lots(self) -> SupplierLots:
        """Lots of the suppliers."""
        return SupplierLots.of(self.world, self.plan)

    @cached_property
    def supplier_invoices(self) -> SupplierInvoices:
        """Invoices of the suppliers."""
        return SupplierInvoices.of(self.world, self.plan, self.documents)

    @cached_property
    def genealogy(self) -> Genealogy:
        """Draws of raw material."""
        return Genealogy.of(self.plan, self.documents)

    @cached_property
    def outcome(self) -> Outcome:
        """What has become of the batches."""
        return Outcome.of(self.plan)

    @cached_property
    def capacity(self) -> Capacity:
        """Load of the production lines."""
        return Capacity.of(self.world, self.plan)

    @cached_property
    def published(self) -> Published:
        """Published forecasts."""
        return Published.of(self.world, self.plan)

    @cached_property
    def judged(self) -> Published:
        """Those of them that are adjusted, divided among channels and judged."""
        return self.published.judged(self.plan.calendar.weeks)
