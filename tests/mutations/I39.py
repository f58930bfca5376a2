"""What breaks `I39_scenario_truth.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation


def touched(event: str, table: str, change: str) -> str:
    """Change the first row that the truth table has of an event and a table."""
    rows = f"supplygen.injection WHERE event_code = '{event}' AND table_name = '{table}'"
    return (
        f"UPDATE supplygen.injection SET {change} WHERE event_code = '{event}' AND table_name = '{table}'"
        f" AND row_key = (SELECT min(row_key) FROM {rows})"
    )


def planted(event: str, parameter: str, value: str) -> str:
    """Let the run have planted an event otherwise."""
    return f"UPDATE supplygen.run SET settings = jsonb_set(settings, '{{events,{event},{parameter}}}', '{value}')"


UNHELD = (
    "SELECT min(id) FROM batches WHERE qc_status = 'recalled'"
    " AND id NOT IN (SELECT batch_id FROM order_allocations WHERE status = 'held')"
)
"""The first recalled batch of which no reservation was kept back."""

MUTATIONS = (
    Mutation(
        "carbon price of the truth table",
        (touched("RSK-ENV-005", "carbon_prices", "injected_value = injected_value + 1"),),
    ),
    Mutation(
        "carbon price before the event",
        (touched("RSK-ENV-005", "carbon_prices", "baseline_value = baseline_value - 1"),),
    ),
    Mutation("factor of the carbon price", (planted("RSK-ENV-005", "cost_factor", "9"),)),
    Mutation("week of the carbon price", (planted("RSK-ENV-005", "start_week", "27"),)),
    Mutation(
        "touched row does not exist",
        (
            "UPDATE supplygen.injection SET row_key = '0'"
            " WHERE row_key = (SELECT min(row_key) FROM supplygen.injection)",
        ),
    ),
    Mutation(
        "event of another scenario",
        ("UPDATE supplygen.run SET settings = jsonb_set(settings, '{events}', '{}')",),
        breaks=("I32",),
        because="the recall then has no day from which on nothing leaves",
    ),
    Mutation(
        "key of another shape",
        (touched("QRK-BULLWHIP", "order_lines", "row_key = split_part(row_key, ',', 1)"),),
    ),
    Mutation("table that does not exist", (touched("QRK-DECAY", "batches", "table_name = 'nowhere'"),)),
    Mutation(
        "event that touched nothing in a usual year",
        (
            "UPDATE supplygen.injection SET event_code = 'RSK-SUP-003' WHERE event_code = 'QRK-CASCADE'",
            "UPDATE supplygen.run SET scale = 0.1",
        ),
        breaks=("I02",),
        because="a company of this size has no vehicles of some types",
    ),
    # RSK-BIO-001
    Mutation(
        "contaminated batch unknown",
        (touched("RSK-BIO-001", "batches", "row_key = '1'"),),
    ),
    Mutation(
        "contaminated receipt of another lot",
        (touched("RSK-BIO-001", "goods_receipt_lines", "row_key = '1,1'"),),
    ),
    Mutation(
        "contaminated lot ordered too early",
        (planted("RSK-BIO-001", "order_week", "30"),),
    ),
    Mutation(
        "contaminated batch stays released",
        (
            f"UPDATE inventory SET inventory_type = 'cycle' WHERE batch_id = ({UNHELD})",
            f"UPDATE batches SET qc_status = 'released' WHERE id = ({UNHELD})",
        ),
    ),
    Mutation(
        "cases of a recall",
        (touched("RSK-BIO-001", "return_lines", "injected_value = injected_value + 1"),),
    ),
    Mutation(
        "cases held back",
        (touched("RSK-BIO-001", "order_lines", "injected_value = injected_value + 1"),),
    ),
    # RSK-LOG-002 and QRK-CONGESTION
    Mutation(
        "strike that no leg felt",
        (
            planted("RSK-LOG-002", "port", '"CNSHA"'),
            planted("RSK-LOG-002", "days", "300"),
            planted("RSK-LOG-002", "start_week", "0"),
        ),
    ),
    Mutation(
        "strike far from its port",
        (touched("QRK-CONGESTION", "shipment_legs", "event_code = 'RSK-LOG-002'"),),
    ),
    Mutation(
        "leg later than it was",
        (touched("QRK-CONGESTION", "shipment_legs", "injected_value = injected_value + 0.25"),),
    ),
    Mutation(
        "legs that waited longer than others",
        (
            "UPDATE supplygen.injection SET baseline_value = baseline_value + 0.01"
            " WHERE event_code = 'QRK-CONGESTION' AND row_key::integer % 2 = 0",
        ),
    ),
    Mutation("congestion in another port", (planted("QRK-CONGESTION", "ports", '["NLRTM"]'),)),
    # RSK-SUP-003 and QRK-CASCADE
    Mutation(
        "order later than it was",
        (touched("RSK-SUP-003", "purchase_orders", "injected_value = injected_value + 30"),),
    ),
    Mutation("order outside the supplier's bad weeks", (planted("RSK-SUP-003", "weeks", "1"),)),
    Mutation(
        "order of another raw material",
        (touched("QRK-CASCADE", "purchase_orders", "row_key = '1'"),),
    ),
    Mutation("held for longer", (planted("QRK-CASCADE", "days", "50"),)),
    Mutation("came while it was held", (planted("QRK-CASCADE", "start_week", "36"),)),
    # RSK-CYB-004
    Mutation("outage of another center", (planted("RSK-CYB-004", "dc", '"DC-NAM-ATL-001"'),)),
    Mutation("left during the outage", (planted("RSK-CYB-004", "hours", "240"),)),
    Mutation("hours of a hold", (touched("RSK-CYB-004", "pick_waves", "injected_value = injected_value + 24"),)),
    # QRK-BULLWHIP
    Mutation("ordered in excess by more", (planted("QRK-BULLWHIP", "order_factor", "4.0"),)),
    Mutation(
        "ordered in excess for no promotion",
        (
            touched(
                "QRK-BULLWHIP",
                "order_lines",
                "row_key = '1,1', injected_value ="
                " (SELECT quantity_cases FROM order_lines WHERE order_id = 1 AND line_number = 1)",
            ),
        ),
    ),
    # QRK-PHANTOM
    Mutation("loss found too early", (planted("QRK-PHANTOM", "found_after_days", "21"),)),
    Mutation(
        "eaches of a loss",
        (touched("QRK-PHANTOM", "inventory_adjustments", "injected_value = injected_value - 1"),),
    ),
    # QRK-DECAY
    Mutation("rejected for no age", (planted("QRK-DECAY", "older_than_days", "1000"),)),
    Mutation("batch that is not rejected", (touched("QRK-DECAY", "batches", "row_key = '1'"),)),
    # QRK-OPTIMISM
    Mutation(
        "forecast of a new SKU without optimism",
        (
            "UPDATE supplygen.injection SET baseline_value = baseline_value + 2"
            " WHERE event_code = 'QRK-OPTIMISM' AND row_key ="
            " (SELECT min(row_key) FROM supplygen.injection WHERE event_code = 'QRK-OPTIMISM')",
        ),
    ),
)
