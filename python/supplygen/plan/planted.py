"""The scenario's events on the outbound side, as the simulator reads them."""

from __future__ import annotations

from typing import Any

from supplygen.arrays.reading import index
from supplygen.calendar import DAYS_A_WEEK, Calendar
from supplygen.world import World


def planted(ctx: World, calendar: Calendar) -> dict[str, Any]:
    """Entries of the simulator's world; an event that is off is None."""
    recall = ctx.scenario.sorbitol_contamination
    return {
        "outage": _outage(ctx, calendar),
        "over_ordering": _over_ordering(ctx),
        "phantom": _phantom(ctx),
        "recall_week": recall.discovery_week if recall and recall.discovery_week < calendar.weeks else None,
    }


def _outage(ctx: World, calendar: Calendar) -> tuple[int, int, int] | None:
    """Center, first day without departures, and the day on which they go on."""
    event = ctx.scenario.dc_outage
    if event is None:
        return None
    first = calendar.start_day + event.first_day
    return ctx.ids("distribution_centers", event.dc) - 1, first, first + -(-event.hours // 24)


def _over_ordering(ctx: World) -> tuple[list[bool], list[bool], float] | None:
    """Promotions that are bought for in excess, accounts that do so, and by what factor."""
    event = ctx.scenario.bullwhip
    if event is None:
        return None
    promotions = [str(code).startswith(event.promotion) for code in ctx.texts("promotions", "promo_code")]
    panics = [code in event.channels for code in ctx.texts("channels", "channel_code")]
    accounts = [panics[channel] for channel in index(ctx.tables["retail_accounts"], "channel_id").tolist()]
    return promotions, accounts, event.order_factor


def _phantom(ctx: World) -> tuple[float, int] | None:
    """Share of the (store, SKU) pairs hit, and weeks until the loss is found."""
    event = ctx.scenario.phantom_inventory
    return (event.share, -(-event.found_after_days // DAYS_A_WEEK)) if event else None
