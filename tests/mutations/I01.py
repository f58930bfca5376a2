"""What breaks `I01_references_point_to_rows.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("foreign key gone", ("ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_order_id_orders",)),
    Mutation(
        "foreign key not validated",
        (
            "ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_sku_id_skus",
            "ALTER TABLE order_lines ADD CONSTRAINT fk_order_lines_sku_id_skus"
            " FOREIGN KEY (sku_id) REFERENCES skus NOT VALID",
        ),
    ),
    Mutation(
        "audited record does not exist",
        ("UPDATE audit_logs SET record_id = 0 WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "audited table does not exist",
        ("UPDATE audit_logs SET table_name = 'nowhere' WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "shipment of stock in transit does not exist",
        (
            "UPDATE inventory SET shipment_id = 0"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
        breaks=("I17",),
        because="the stock of the true shipment is missing",
    ),
    *(
        Mutation(
            f"{scope} of a key figure does not exist",
            (
                "UPDATE kpi_actuals SET scope_id = 0"
                f" WHERE id = (SELECT min(id) FROM kpi_actuals WHERE scope_type = '{scope}')",
            ),
            breaks=("I42",),
            because="the figure of the true scope is missing",
        )
        for scope in ("division", "channel", "dc")
    ),
    *(
        Mutation(
            f"{what} that a risk struck does not exist",
            (f"UPDATE risk_events SET {change} WHERE id = (SELECT min(id) FROM risk_events WHERE record_id > 0)",),
        )
        for what, change in (("record", "record_id = 0"), ("table", "table_name = 'nowhere'"))
    ),
)
