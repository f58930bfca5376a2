"""`Source`: everything about how the rows of one table arise, and what they are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass

from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.raw import Raw
from supplygen.world import World

WorldFunction = Callable[[World], Columns]
TableFunction = Callable[[GeneratorContext], Columns]
CountFunction = Callable[[GeneratorContext], int]
SliceFunction = Callable[[GeneratorContext, Raw], Columns]
JoinFunction = Callable[[GeneratorContext, Mapping[str, Raw]], Columns]
LongHaulFunction = Callable[[GeneratorContext, Ints], Columns]


@dataclass(frozen=True, slots=True)
class Source:
    """How one table arises: with the world, whole from the plan, slice by slice, or whole behind its slices."""

    table: str
    _: KW_ONLY
    world: WorldFunction | None = None
    """All rows, before there is a plan: the table is part of the world that is planned for."""
    whole: TableFunction | None = None
    """Rows that follow from world and plan, all at once; behind those of the slices, if there are any."""
    rows: CountFunction | None = None
    """How many `whole` returns, where making them only to count them would take long."""
    slice: SliceFunction | None = None
    """Rows of a slice from those of the simulator's table of the same name."""
    join: JoinFunction | None = None
    """Rows of a slice from several of the simulator's tables."""
    long_haul: LongHaulFunction | None = None
    """Rows of the plan's trucks, in the slice in which they leave."""
    reads: tuple[str, ...] = ()
    """Tables in memory that any of the functions reads, itself or through helpers: they are kept until it is done."""

    @property
    def is_sliced(self) -> bool:
        """Whether rows come slice by slice."""
        return self.slice is not None or self.join is not None or self.long_haul is not None

    def of_slice(self, ctx: GeneratorContext, trucks: Ints, raw: Mapping[str, Raw]) -> Iterator[Columns]:
        """Rows of a slice: those of the plan's trucks that leave in it, then those of the simulator."""
        if self.long_haul is not None and len(trucks):
            yield self.long_haul(ctx, trucks)
        if self.slice is not None and (simulated := raw.get(self.table)) is not None:
            yield self.slice(ctx, simulated)
        if self.join is not None and raw:
            yield self.join(ctx, raw)
