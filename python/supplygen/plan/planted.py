"""The scenario's events on the outbound side, as the simulator reads them."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.reading import index
from supplygen.calendar import DAYS_A_WEEK, Calendar
from supplygen.simulator_spec import Outage, OverOrdering, Phantom, Scenario
from supplygen.world import World


def planted(ctx: World, calendar: Calendar) -> Scenario:
    """Events that the simulator lives through."""
    recall = ctx.scenario.sorbitol_contamination
    return Scenario(
        outage=_outage(ctx, calendar),
        over_ordering=_over_ordering(ctx),
        phantom=_phantom(ctx),
        recall_week=recall.discovery_week if recall and recall.discovery_week < calendar.weeks else None,
    )


def _outage(ctx: World, calendar: Calendar) -> Outage | None:
    event = ctx.scenario.dc_outage
    if event is None:
        return None
    first = calendar.start_day + event.first_day
    return Outage(ctx.ids("distribution_centers", event.dc) - 1, first, first + -(-event.hours // 24))


def _over_ordering(ctx: World) -> OverOrdering | None:
    event = ctx.scenario.bullwhip
    if event is None:
        return None
    promotions = [str(code).startswith(event.promotion) for code in ctx.texts("promotions", "promo_code")]
    panics = np.array([code in event.channels for code in ctx.texts("channels", "channel_code")])
    accounts = panics[index(ctx.tables["retail_accounts"], "channel_id")]
    return OverOrdering(np.array(promotions, dtype=np.bool_), accounts, event.order_factor)


def _phantom(ctx: World) -> Phantom | None:
    event = ctx.scenario.phantom_inventory
    return Phantom(event.share, -(-event.found_after_days // DAYS_A_WEEK)) if event else None
