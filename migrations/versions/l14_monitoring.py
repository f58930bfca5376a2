"""Level 14, monitoring: key figures, shelf availability, the audit trail and risks.

Revision ID: l14_monitoring
Revises: l13_disposition
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "l14_monitoring"
down_revision: str | None = "l13_disposition"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kpi_actuals",
        sa.Column(
            "id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"
        ),
        sa.Column("kpi_id", sa.Integer(), nullable=False, comment="Key figure"),
        sa.Column("measurement_date", sa.Date(), nullable=False, comment="Last day of the measured period"),
        sa.Column("scope_type", sa.Text(), nullable=False, comment="What the figure is measured over"),
        sa.Column(
            "scope_id",
            sa.BigInteger(),
            nullable=True,
            comment="Id of the division, channel or distribution center; null for company",
        ),
        sa.Column(
            "actual_value", sa.Numeric(precision=14, scale=4), nullable=False, comment="Value, in the figure's unit"
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="Colour, from the thresholds and the direction"),
        sa.CheckConstraint(
            "(scope_type = 'company') = (scope_id IS NULL)", name=op.f("ck_kpi_actuals_company_has_no_scope_id")
        ),
        sa.CheckConstraint(
            "scope_type IN ('company', 'division', 'channel', 'dc')", name=op.f("ck_kpi_actuals_scope_type")
        ),
        sa.CheckConstraint("status IN ('green', 'amber', 'red')", name=op.f("ck_kpi_actuals_status")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi_thresholds.id"], name=op.f("fk_kpi_actuals_kpi_id_kpi_thresholds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_actuals")),
        comment="Measured key figures, equal to the SQL aggregate of the base tables",
    )
    op.create_index(op.f("ix_kpi_actuals_kpi_id"), "kpi_actuals", ["kpi_id"], unique=False)
    op.create_index(op.f("ix_kpi_actuals_measurement_date"), "kpi_actuals", ["measurement_date"], unique=False)
    op.create_table(
        "osa_metrics",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("retail_location_id", sa.Integer(), nullable=False, comment="Store"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("measurement_date", sa.Date(), nullable=False, comment="Day of the audit"),
        sa.Column("is_in_stock", sa.Boolean(), nullable=False, comment="Whether the shelf held anything"),
        sa.Column("shelf_quantity", sa.Integer(), nullable=False, comment="Eaches on the shelf"),
        sa.Column("shelf_capacity", sa.Integer(), nullable=False, comment="Eaches that the shelf holds"),
        sa.Column(
            "out_of_stock_reason",
            sa.Text(),
            nullable=True,
            comment="Why the shelf was empty: order cut, promotion, or demand; null when in stock",
        ),
        sa.CheckConstraint(
            "out_of_stock_reason IN ('dc_shortage', 'promotion', 'demand_peak')",
            name=op.f("ck_osa_metrics_out_of_stock_reason"),
        ),
        sa.CheckConstraint("is_in_stock = (out_of_stock_reason IS NULL)", name=op.f("ck_osa_metrics_reason_when_out")),
        sa.CheckConstraint("is_in_stock = (shelf_quantity > 0)", name=op.f("ck_osa_metrics_in_stock_has_quantity")),
        sa.CheckConstraint("shelf_capacity >= 1", name=op.f("ck_osa_metrics_shelf_capacity_minimum")),
        sa.CheckConstraint("shelf_quantity >= 0", name=op.f("ck_osa_metrics_shelf_quantity_minimum")),
        sa.ForeignKeyConstraint(
            ["retail_location_id"],
            ["retail_locations.id"],
            name=op.f("fk_osa_metrics_retail_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_osa_metrics_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_osa_metrics")),
        comment="On-shelf availability: audits of a store's shelf for a SKU",
    )
    op.create_index(
        op.f("ix_osa_metrics_measurement_date"),
        "osa_metrics",
        ["measurement_date"],
        unique=False,
        postgresql_using="brin",
    )
    op.create_index(
        op.f("ix_osa_metrics_retail_location_id_sku_id"), "osa_metrics", ["retail_location_id", "sku_id"], unique=False
    )
    op.create_index(op.f("ix_osa_metrics_sku_id"), "osa_metrics", ["sku_id"], unique=False)
    op.create_table(
        "audit_logs",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("table_name", sa.Text(), nullable=False, comment="Table of the record"),
        sa.Column("record_id", sa.BigInteger(), nullable=True, comment="Id of the record in that table"),
        sa.Column("action", sa.Text(), nullable=False, comment="Kind of change"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="Time of the change"),
        sa.Column("changed_by", sa.Text(), nullable=False, comment="User or process"),
        sa.Column(
            "old_values", postgresql.JSONB(), nullable=True, comment="Changed columns before; null for an insert"
        ),
        sa.Column("new_values", postgresql.JSONB(), nullable=False, comment="Changed columns after"),
        sa.CheckConstraint(
            "(action = 'insert') = (old_values IS NULL)", name=op.f("ck_audit_logs_insert_has_no_old_values")
        ),
        sa.CheckConstraint("action IN ('insert', 'update')", name=op.f("ck_audit_logs_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_logs")),
        comment="Changes of business records",
    )
    op.create_index(op.f("ix_audit_logs_changed_at"), "audit_logs", ["changed_at"], unique=False)
    op.create_index(op.f("ix_audit_logs_table_name_record_id"), "audit_logs", ["table_name", "record_id"], unique=False)
    op.create_table(
        "risk_events",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("event_code", sa.Text(), nullable=False, comment="Business key, such as RSK-BIO-001"),
        sa.Column("event_type", sa.Text(), nullable=False, comment="Kind of event"),
        sa.Column("severity", sa.Text(), nullable=False, comment="Severity"),
        sa.Column(
            "table_name", sa.Text(), nullable=True, comment="Table of the record that is struck first; null when none"
        ),
        sa.Column("record_id", sa.BigInteger(), nullable=True, comment="Id of that record"),
        sa.Column("start_date", sa.Date(), nullable=False, comment="First day"),
        sa.Column("end_date", sa.Date(), nullable=True, comment="Last day; null while it lasts"),
        sa.Column("description", sa.Text(), nullable=False, comment="What happened"),
        sa.Column(
            "impact_cases", sa.BigInteger(), nullable=False, comment="Cases of finished goods that were affected"
        ),
        sa.CheckConstraint(
            "event_type IN ('biological', 'logistics', 'supplier', 'cyber', 'environmental')",
            name=op.f("ck_risk_events_event_type"),
        ),
        sa.CheckConstraint("severity IN ('medium', 'high', 'critical')", name=op.f("ck_risk_events_severity")),
        sa.CheckConstraint("impact_cases >= 0", name=op.f("ck_risk_events_impact_cases_minimum")),
        sa.CheckConstraint("num_nonnulls(table_name, record_id) IN (0, 2)", name=op.f("ck_risk_events_record_whole")),
        sa.CheckConstraint("start_date <= end_date", name=op.f("ck_risk_events_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_events")),
        sa.UniqueConstraint("event_code", name=op.f("uq_risk_events_event_code")),
        comment="Disruptions, with the record that they strike",
    )
    op.create_index(op.f("ix_risk_events_start_date"), "risk_events", ["start_date"], unique=False)


def downgrade() -> None:
    op.drop_table("risk_events")
    op.drop_table("audit_logs")
    op.drop_table("osa_metrics")
    op.drop_table("kpi_actuals")
