"""The scenario's events on the outbound side, as the simulator reads them."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.reading import index
from supplygen.calendar import DAYS_A_WEEK
from supplygen.simulator_spec import Outage, OverOrdering, Phantom, Scenario
from supplygen.world import World


def outbound_events(world: World) -> Scenario:
    """Events that the simulator lives through."""
    recall = world.scenario.sorbitol_contamination
    return Scenario(
        outage=_outage(world),
        over_ordering=_over_ordering(world),
        phantom=_phantom(world),
        recall_week=recall.discovery_week if recall and recall.discovery_week < world.calendar.weeks else None,
        overcharged=world.scenario.overcharged_share,
        wrongly_deducted=world.scenario.wrong_deduction_share,
    )


def _outage(world: World) -> Outage | None:
    event = world.scenario.dc_outage
    if event is None:
        return None
    first = world.calendar.start_day + event.first_day
    return Outage(world.ids("distribution_centers", event.dc) - 1, first, first + -(-event.hours // 24))


def _over_ordering(world: World) -> OverOrdering | None:
    event = world.scenario.bullwhip
    if event is None:
        return None
    promotions = [str(code).startswith(event.promotion) for code in world.texts("promotions", "promo_code")]
    panics = np.array([code in event.channels for code in world.texts("channels", "channel_code")])
    accounts = panics[index(world.tables["retail_accounts"], "channel_id")]
    return OverOrdering(np.array(promotions, dtype=np.bool_), accounts, event.order_factor)


def _phantom(world: World) -> Phantom | None:
    event = world.scenario.phantom_inventory
    return Phantom(event.share, -(-event.found_after_days // DAYS_A_WEEK)) if event else None
