"""What points to rows, and that there are rows at all."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    # I01 ------------------------------------------------------------------------------------------------------------
    Mutation("I01", "foreign key gone", ("ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_order_id_orders",)),
    Mutation(
        "I01",
        "foreign key not validated",
        (
            "ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_sku_id_skus",
            "ALTER TABLE order_lines ADD CONSTRAINT fk_order_lines_sku_id_skus"
            " FOREIGN KEY (sku_id) REFERENCES skus NOT VALID",
        ),
    ),
    Mutation(
        "I01",
        "audited record does not exist",
        ("UPDATE audit_logs SET record_id = 0 WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "I01",
        "audited table does not exist",
        ("UPDATE audit_logs SET table_name = 'nowhere' WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "I01",
        "scope of a key figure does not exist",
        (
            "UPDATE kpi_actuals SET scope_id = 0"
            " WHERE id = (SELECT min(id) FROM kpi_actuals WHERE scope_type <> 'company')",
        ),
        breaks=("I42",),
        because="the figure of the true scope is missing",
    ),
    Mutation(
        "I01",
        "shipment of stock in transit does not exist",
        (
            "UPDATE inventory SET shipment_id = 0"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
        breaks=("I17",),
        because="the stock of the true shipment is missing",
    ),
    # I02 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I02",
        "table without rows",
        ("DELETE FROM risk_events",),
        breaks=("I43",),
        because="rows were announced",
    ),
    Mutation(
        "I02",
        "category value never used, scale 0.1 said",
        (
            "UPDATE supplygen.run SET scale = 0.1",
            "UPDATE carriers SET carrier_type = 'ltl' WHERE carrier_type = 'air'",
        ),
    ),
    # I43 ------------------------------------------------------------------------------------------------------------
    Mutation("I43", "one row less", ("DELETE FROM audit_logs WHERE id = (SELECT max(id) FROM audit_logs)",)),
    Mutation("I43", "load not sealed", ("UPDATE supplygen.run SET status = 'loading'",)),
    Mutation("I43", "table that nobody announced", ("CREATE TABLE extra AS SELECT 1 AS id",)),
    Mutation("I43", "count that nobody announced", ("DELETE FROM supplygen.ledger WHERE table_name = 'channels'",)),
)
