"""The native module: keyed streams, samplers, the simulator and the COPY encoder. Real work runs without the GIL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, final

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import Column
from supplygen.simulator_spec import OutboundSpec, PriceLists

build_profile: Final[Literal["debug", "release"]]
"""How the module was compiled; a benchmark refuses `debug`."""

# --- the COPY encoder ---

@final
class Block:
    """Encoded rows, read-only: `memoryview(block)` copies nothing and keeps the block alive."""

    @property
    def rows(self) -> int:
        """Number of rows in it."""
    def __len__(self) -> int:
        """Return the number of bytes."""
    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Encoder:
    """Encodes columns of one table as rows for `COPY ... FROM STDIN`."""

    def __new__(
        cls,
        table: str,
        fields: Sequence[tuple[str, str, bool]],
        format: str,  # noqa: A002 - PostgreSQL's own word
    ) -> Encoder:
        """Take each field's name, kind and whether it is nullable, in the order of the COPY.

        Kinds are int2, int4, int8, float8, numeric:0 to numeric:18 (decimals), bool, date, timestamptz, time, text,
        jsonb, text[] and int4[]. The format is "binary", "text" or "csv". Raises ValueError on any other kind or
        format.
        """
    def header(self) -> bytes:
        """Return the bytes before the first row: none in the text format, names of columns in CSV."""
    def trailer(self) -> bytes:
        """Return the bytes after the last row; none but in the binary format."""
    def encode(self, columns: Iterable[Column], start: int = 0, stop: int | None = None) -> Block:
        """Encode rows `start` to `stop` of the columns, one per field, in units of `supplygen.arrays.columns`.

        Integer, date, time and numeric fields take signed arrays and unsigned ones of up to 32 bits; bool takes bool
        arrays or integers 0, 1 and NULL; float8 takes float64, in which NaN is NULL; jsonb takes JSON texts. A strided
        array is copied, a contiguous one is not. Raises ValueError for a value that its field does not hold and
        TypeError for an object that is not such a column; both name table, column and row.
        """

# --- keyed draws ---
# One stream per row, keyed by (seed, purpose, entity, period). Arrays are contiguous; parameters and `period` have one
# value per entity or one for all. ValueError names the purpose and the row of a parameter out of its domain.

def uniform(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    /,
) -> NDArray[np.float64]:
    """Return uniform reals in [0, 1)."""

def integers(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    /,
) -> NDArray[np.int64]:
    """Return uniform integers from low to high, both included."""

def normal(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    /,
) -> NDArray[np.float64]:
    """Return standard normal reals."""

def lognormal(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    sigma: NDArray[np.float64],
    /,
) -> NDArray[np.float64]:
    """Return log-normal reals of median 1 and the given standard deviation of the logarithm."""

def gamma(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    shape: NDArray[np.float64],
    /,
) -> NDArray[np.float64]:
    """Return gamma reals of the given mean (scale 1)."""

def poisson(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    mean: NDArray[np.float64],
    /,
) -> NDArray[np.int64]:
    """Return Poisson counts of the given mean."""

def negative_binomial(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    mean: NDArray[np.float64],
    shape: NDArray[np.float64],
    /,
) -> NDArray[np.int64]:
    """Return negative binomial counts of variance `mean + mean**2 / shape`."""

def choice(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    period: NDArray[np.int64],
    weights: NDArray[np.float64],
    /,
) -> NDArray[np.int64]:
    """Return an index into weights for each entity, with probability proportional to weight."""

def permutation(seed: int, purpose: str, n: int, period: int, /) -> NDArray[np.int64]:
    """Return 0 to n - 1 in random order."""

def gumbel_top_k(
    seed: int,
    purpose: str,
    entity: NDArray[np.int64],
    items: NDArray[np.int64],
    weights: NDArray[np.float64],
    k: int,
    /,
) -> NDArray[np.int64]:
    """Return each entity's k chosen positions, entity after entity, first choice first; `items` are the items' keys."""

def zipf_weights(n: int, alpha: float, /) -> NDArray[np.float64]:
    """Return the probabilities of the ranks 1 to n: rank**-alpha over their sum."""

def exp(values: NDArray[np.float64], /) -> NDArray[np.float64]:
    """Return the exponential of each value, with the same bits on every platform."""

def ln(values: NDArray[np.float64], /) -> NDArray[np.float64]:
    """Return the natural logarithm of each value, with the same bits on every platform."""

def sin(values: NDArray[np.float64], /) -> NDArray[np.float64]:
    """Return the sine of each value (radians), with the same bits on every platform."""

def cos(values: NDArray[np.float64], /) -> NDArray[np.float64]:
    """Return the cosine of each value (radians), with the same bits on every platform."""

def asin(values: NDArray[np.float64], /) -> NDArray[np.float64]:
    """Return the arc sine of each value in radians, with the same bits on every platform."""

def great_circle_km(a: NDArray[np.float64], b: NDArray[np.float64], /) -> float:
    """Return the distance of two unit vectors along the earth's surface, km."""

def charges(
    prices: PriceLists,
    lists: NDArray[np.int64],
    days: NDArray[np.int64],
    moved: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    /,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return linehaul, fuel and handling of each move of a day, cents; `moved` is hectometers, grams and pallets.

    `lists` are price lists of the first contract period. Raises ValueError for arrays of different lengths.
    """

def overcharges(
    seed: int,
    share: float | None,
    keys: NDArray[np.int64],
    due: tuple[NDArray[np.int64], NDArray[np.int64]],
    /,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what bills, told apart by their keys, charge over what is `due`: linehaul and fuel, cents.

    `share` of them are wrong, none where it is None. Raises ValueError for arrays of different lengths.
    """

# --- figures that the core and Python share

NULL: Final[int]
"""SQL NULL in a 64-bit column."""

NULL32: Final[int]
"""NULL in the simulator's 32-bit columns."""

EARTH_RADIUS_KM: Final[float]
"""Mean radius of the earth (IUGG)."""

PALLET_PARTS: Final[int]
"""Parts in which the room on a pallet is counted."""

TRUCK_GRAMS: Final[int]
"""Payload of a truck or container, grams."""

TRUCK_PALLETS: Final[int]
"""Pallet places of a trailer."""

VEHICLES: Final[list[tuple[int, int]]]
"""Pallet places and payload in grams of the vehicles that serve stores, in the order of their codes."""

# --- the outbound simulation

DATED_TABLES: Final[list[str]]
"""Tables whose rows have ids by day, in the order of `Simulator.dated_counts`."""

LINE_TABLES: Final[list[str]]
"""Line tables, in the order of `Simulator.line_counts`."""

MEASURES: Final[list[str]]
"""Weekly totals, in the order of `Simulator.totals`."""

TOUCHES: Final[list[str]]
"""What a scenario touches in the emit pass, in the order of the codes in the rows of `injection`."""

CODES: Final[Mapping[str, tuple[str, ...]]]
"""Names of the simulator's codes, in their order, by the column (`table.column`) that shows them; -1 is no code."""

@final
class Lots:
    """Cases of batches by item; `batch` is a plan number, `expiry` in days since 1970-01-01."""

    def __new__(
        cls,
        *,
        item: NDArray[np.int64],
        batch: NDArray[np.int64],
        expiry: NDArray[np.int64],
        cases: NDArray[np.int64],
    ) -> Lots:
        """Put columns together; raises ValueError where one is longer than another."""
    @property
    def item(self) -> NDArray[np.int64]: ...
    @property
    def batch(self) -> NDArray[np.int64]: ...
    @property
    def expiry(self) -> NDArray[np.int64]: ...
    @property
    def cases(self) -> NDArray[np.int64]: ...
    def __len__(self) -> int: ...

@final
class TransferOrders:
    """Cases that are to leave a giving center's item for a receiving center's, as far as they are there."""

    def __new__(
        cls, *, giver: NDArray[np.int64], receiver: NDArray[np.int64], cases: NDArray[np.int64]
    ) -> TransferOrders:
        """Put columns together; raises ValueError where one is longer than another."""
    @property
    def giver(self) -> NDArray[np.int64]: ...
    @property
    def receiver(self) -> NDArray[np.int64]: ...
    @property
    def cases(self) -> NDArray[np.int64]: ...
    def __len__(self) -> int: ...

@final
class Flow:
    """Cases of a week by item: ordered by stores, reserved for them, cut, and put into circulation otherwise."""

    def __new__(
        cls,
        *,
        ordered: NDArray[np.int32],
        allocated: NDArray[np.int32],
        cut: NDArray[np.int32],
        written: NDArray[np.int32],
    ) -> Flow:
        """Put columns together; raises ValueError where one is longer than another."""
    @property
    def ordered(self) -> NDArray[np.int32]: ...
    @property
    def allocated(self) -> NDArray[np.int32]: ...
    @property
    def cut(self) -> NDArray[np.int32]: ...
    @property
    def written(self) -> NDArray[np.int32]: ...
    def __len__(self) -> int: ...

@final
class StoreStock:
    """Eaches of every (store, SKU): store id and SKU index."""

    def __new__(cls, *, store: NDArray[np.int32], sku: NDArray[np.int32], eaches: NDArray[np.int32]) -> StoreStock:
        """Put columns together; raises ValueError where one is longer than another."""
    @property
    def store(self) -> NDArray[np.int32]: ...
    @property
    def sku(self) -> NDArray[np.int32]: ...
    @property
    def eaches(self) -> NDArray[np.int32]: ...
    def __len__(self) -> int: ...

@final
class Simulator:
    """All distribution centers and their stores, week by week: the simulate pass, then, rewound, the emit pass.

    Methods raise ValueError for a week, an item or a center that does not exist.
    """

    def __new__(cls, spec: OutboundSpec, jobs: int, /) -> Simulator:
        """Set the world up before its first week; `jobs` threads work, which changes no result.

        Raises TypeError for a field of the wrong type and ValueError for one of the wrong length; both name it.
        """
    def items(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return center and SKU index of every item: a center and an SKU that one of its stores lists."""
    def expected(self) -> NDArray[np.float64]:
        """Return the stores' expected demand in cases, (item, week of the demand axis)."""
    def expected_orders(self) -> NDArray[np.float64]:
        """Return the orders that the stores are expected to place, in cases, the same way."""
    def opening(self) -> StoreStock:
        """Return what each store can sell now; before the first week, its opening stock."""
    def closing(self) -> StoreStock:
        """Return what each store holds after the last week, with all that was delivered; rows as in `opening()`."""
    def receive(self, week: int, lots: Lots, /) -> None:
        """Announce cases that can be allocated from the start of a week on; both passes see them."""
    def transfer(self, week: int, transfers: TransferOrders, /) -> None:
        """Order cases to leave for other centers in a week; both passes know them."""
    def transferred(self) -> Lots:
        """Return what left for other centers in the last week lived through, by the receiving center's item."""
    def contaminate(self, batches: NDArray[np.int64], /) -> None:
        """Name batches that a recall will concern, before any of them reaches a center; both passes know them."""
    def simulate(self, week: int, /) -> Flow:
        """Live through a week and return what moved in it."""
    def dated_counts(self) -> NDArray[np.int64]:
        """Return rows by (center, dated table, day of the horizon)."""
    def line_counts(self) -> NDArray[np.int64]:
        """Return rows by (center, line table)."""
    def spread_weeks(self) -> NDArray[np.int32]:
        """Return the most weeks by which a row was made before the week of its date, and after: (dated table, 2)."""
    def totals(self) -> NDArray[np.int64]:
        """Return weekly totals by (center, channel, week, measure); behind the last channel, what several share."""
    def closing_lots(self) -> Lots:
        """Return everything in the centers' buildings."""
    def rewind(self, bases: NDArray[np.int64], /) -> None:
        """Go back to the start for the emit pass; `bases` are the last ids used, shaped like `dated_counts()`."""
    def emit(self, week: int, first_dc: int, end_dc: int, /) -> dict[str, dict[str, NDArray[np.signedinteger]]]:
        """Live through a week of some centers and return their rows, by table and column; a center's weeks in order."""

def overlaps(
    supply_group: NDArray[np.int64],
    supply: NDArray[np.int64],
    demand_group: NDArray[np.int64],
    demand: NDArray[np.int64],
    /,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Match cumulative supply and demand group by group: supply row, demand row and quantity of every overlap.

    Rows are sorted by group. Raises ValueError where demand rises above supply or groups are not sorted.
    """
