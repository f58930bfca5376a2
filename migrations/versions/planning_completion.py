"""Planning and emissions: capacity, consensus, allocation and supply plans, exceptions, emission factors.

Revision ID: planning_completion
Revises: master_completion
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "planning_completion"
down_revision: str | None = "master_completion"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "carbon_prices",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column(
            "usd_per_tonne", sa.Numeric(precision=14, scale=2), nullable=False, comment="Price, USD per tonne CO2e"
        ),
        sa.CheckConstraint("usd_per_tonne >= 0", name=op.f("ck_carbon_prices_usd_per_tonne_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carbon_prices")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_carbon_prices_valid_from")),
        comment="What the company pays for emissions; a price is valid until the next one begins",
    )
    op.create_table(
        "emission_factors",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("factor_code", sa.Text(), nullable=False, comment="Business key, such as EF-RAIL-CONTAINER"),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="Mode of transport"),
        sa.Column("vehicle_type", sa.Text(), nullable=False, comment="Vehicle or loading unit"),
        sa.Column(
            "fuel_type",
            sa.Text(),
            nullable=False,
            comment="Energy that the vehicle runs on; renewable_blend is diesel of which four fifths are renewable",
        ),
        sa.Column(
            "kg_co2e_per_tonne_km",
            sa.Numeric(precision=10, scale=5),
            nullable=False,
            comment="Emissions, kg CO2e per tonne and kilometre",
        ),
        sa.Column("source", sa.Text(), nullable=False, comment="Where the figure comes from"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.CheckConstraint(
            "fuel_type IN ('diesel', 'renewable_blend', 'electricity', 'marine_fuel_oil', 'jet_kerosene')",
            name=op.f("ck_emission_factors_fuel_type"),
        ),
        sa.CheckConstraint(
            "transport_mode IN ('truck', 'ltl', 'parcel', 'rail', 'ocean', 'air')",
            name=op.f("ck_emission_factors_transport_mode"),
        ),
        sa.CheckConstraint(
            "vehicle_type IN ('van', 'rigid', 'trailer', 'container', 'aircraft')",
            name=op.f("ck_emission_factors_vehicle_type"),
        ),
        sa.CheckConstraint("kg_co2e_per_tonne_km >= 0", name=op.f("ck_emission_factors_kg_co2e_per_tonne_km_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emission_factors")),
        sa.UniqueConstraint("factor_code", name=op.f("uq_emission_factors_factor_code")),
        sa.UniqueConstraint(
            "transport_mode",
            "vehicle_type",
            "valid_from",
            name=op.f("uq_emission_factors_transport_mode_vehicle_type_valid_from"),
        ),
        comment="Emission intensity of freight by mode and vehicle, well to wheel, empty running included",
    )
    op.create_table(
        "capacity_plans",
        sa.Column(
            "id",
            sa.Integer(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("production_line_id", sa.Integer(), nullable=False, comment="Production line"),
        sa.Column("week_start", sa.Date(), nullable=False, comment="Monday of the week"),
        sa.Column(
            "available_hours", sa.Numeric(precision=12, scale=4), nullable=False, comment="Operating hours of the week"
        ),
        sa.Column("planned_batches", sa.Integer(), nullable=False, comment="Batches planned for the week"),
        sa.Column("planned_cases", sa.Integer(), nullable=False, comment="Planned output of these batches, cases"),
        sa.Column(
            "planned_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass that they put through the line, kg",
        ),
        sa.Column(
            "changeover_hours",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Hours of changeovers, one for each batch of a filling line",
        ),
        sa.Column(
            "run_hours",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Planned mass over the line's rate, hours",
        ),
        sa.Column(
            "planned_hours", sa.Numeric(precision=12, scale=4), nullable=False, comment="Changeovers and run, hours"
        ),
        sa.Column(
            "utilisation", sa.Numeric(precision=12, scale=4), nullable=False, comment="Planned over available hours"
        ),
        sa.Column(
            "is_overloaded",
            sa.Boolean(),
            nullable=False,
            comment="Whether more hours are planned than available; plan_exceptions says so too",
        ),
        sa.CheckConstraint("available_hours >= 0", name=op.f("ck_capacity_plans_available_hours_minimum")),
        sa.CheckConstraint("changeover_hours >= 0", name=op.f("ck_capacity_plans_changeover_hours_minimum")),
        sa.CheckConstraint(
            "is_overloaded = (planned_hours > available_hours)", name=op.f("ck_capacity_plans_overloaded_by_hours")
        ),
        sa.CheckConstraint("planned_batches >= 0", name=op.f("ck_capacity_plans_planned_batches_minimum")),
        sa.CheckConstraint("planned_cases >= 0", name=op.f("ck_capacity_plans_planned_cases_minimum")),
        sa.CheckConstraint(
            "planned_hours = changeover_hours + run_hours", name=op.f("ck_capacity_plans_planned_hours_is_sum")
        ),
        sa.CheckConstraint("planned_hours >= 0", name=op.f("ck_capacity_plans_planned_hours_minimum")),
        sa.CheckConstraint("planned_kg >= 0", name=op.f("ck_capacity_plans_planned_kg_minimum")),
        sa.CheckConstraint("run_hours >= 0", name=op.f("ck_capacity_plans_run_hours_minimum")),
        sa.CheckConstraint("utilisation >= 0", name=op.f("ck_capacity_plans_utilisation_minimum")),
        sa.ForeignKeyConstraint(
            ["production_line_id"],
            ["production_lines.id"],
            name=op.f("fk_capacity_plans_production_line_id_production_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_plans")),
        sa.UniqueConstraint(
            "production_line_id", "week_start", name=op.f("uq_capacity_plans_production_line_id_week_start")
        ),
        comment="Load of production lines by week, as planned: the batches of the week against the operating hours",
    )
    op.create_index(op.f("ix_capacity_plans_week_start"), "capacity_plans", ["week_start"], unique=False)
    op.create_table(
        "supply_plans",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("week_start", sa.Date(), nullable=False, comment="Monday of the week"),
        sa.Column(
            "opening_stock_cases",
            sa.Integer(),
            nullable=False,
            comment="Stock at the plant when the week begins, cases",
        ),
        sa.Column(
            "planned_production_cases",
            sa.Integer(),
            nullable=False,
            comment="Work orders due in the week, those of earlier weeks that wait included, cases",
        ),
        sa.Column(
            "planned_shipment_cases",
            sa.Integer(),
            nullable=False,
            comment="Cases to be sent to distribution centers in the week",
        ),
        sa.Column(
            "closing_stock_cases", sa.Integer(), nullable=False, comment="Planned stock when the week ends, cases"
        ),
        sa.Column(
            "actual_production_cases",
            sa.Integer(),
            nullable=True,
            comment="Cases made in the week; null after the as-of date",
        ),
        sa.Column(
            "destroyed_cases",
            sa.Integer(),
            nullable=True,
            comment="Cases of batches rejected in the week; null after the as-of date",
        ),
        sa.CheckConstraint(
            "actual_production_cases >= 0", name=op.f("ck_supply_plans_actual_production_cases_minimum")
        ),
        sa.CheckConstraint(
            "closing_stock_cases = opening_stock_cases + planned_production_cases - planned_shipment_cases",
            name=op.f("ck_supply_plans_closing_stock_follows"),
        ),
        sa.CheckConstraint("closing_stock_cases >= 0", name=op.f("ck_supply_plans_closing_stock_cases_minimum")),
        sa.CheckConstraint("destroyed_cases >= 0", name=op.f("ck_supply_plans_destroyed_cases_minimum")),
        sa.CheckConstraint("opening_stock_cases >= 0", name=op.f("ck_supply_plans_opening_stock_cases_minimum")),
        sa.CheckConstraint(
            "planned_production_cases >= 0", name=op.f("ck_supply_plans_planned_production_cases_minimum")
        ),
        sa.CheckConstraint("planned_shipment_cases >= 0", name=op.f("ck_supply_plans_planned_shipment_cases_minimum")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_supply_plans_plant_id_plants")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_supply_plans_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_plans")),
        sa.UniqueConstraint(
            "sku_id", "plant_id", "week_start", name=op.f("uq_supply_plans_sku_id_plant_id_week_start")
        ),
        comment="Plan of a plant's stock of a SKU for a week, made from the stock that is there when the week begins",
    )
    op.create_index(op.f("ix_supply_plans_plant_id"), "supply_plans", ["plant_id"], unique=False)
    op.create_index(op.f("ix_supply_plans_week_start"), "supply_plans", ["week_start"], unique=False)
    op.create_table(
        "consensus_adjustments",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("forecast_id", sa.BigInteger(), nullable=False, comment="Forecast as published"),
        sa.Column("adjustment_date", sa.Date(), nullable=False, comment="Day of the planners' meeting"),
        sa.Column(
            "statistical_quantity_cases", sa.Integer(), nullable=False, comment="What the statistics said, cases"
        ),
        sa.Column(
            "adjustment_cases", sa.Integer(), nullable=False, comment="What the planners added or took away, cases"
        ),
        sa.Column("consensus_quantity_cases", sa.Integer(), nullable=False, comment="What was published, cases"),
        sa.Column(
            "reason_code",
            sa.Text(),
            nullable=False,
            comment="Why: a promotion, the dip after one, optimism for a new SKU, or what sales heard from customers",
        ),
        sa.Column("adjusted_by", sa.Text(), nullable=False, comment="Role of who asked for the change"),
        sa.CheckConstraint(
            "adjusted_by IN ('key_account_manager', 'demand_planner', 'brand_manager', 'sales_director')",
            name=op.f("ck_consensus_adjustments_adjusted_by"),
        ),
        sa.CheckConstraint(
            "reason_code IN ('promotion', 'post_promotion', 'new_product', 'market_intelligence')",
            name=op.f("ck_consensus_adjustments_reason_code"),
        ),
        sa.CheckConstraint("adjustment_cases <> 0", name=op.f("ck_consensus_adjustments_adjustment_changes")),
        sa.CheckConstraint(
            "consensus_quantity_cases = statistical_quantity_cases + adjustment_cases",
            name=op.f("ck_consensus_adjustments_consensus_is_sum"),
        ),
        sa.CheckConstraint(
            "consensus_quantity_cases >= 0", name=op.f("ck_consensus_adjustments_consensus_quantity_cases_minimum")
        ),
        sa.CheckConstraint(
            "statistical_quantity_cases >= 0", name=op.f("ck_consensus_adjustments_statistical_quantity_cases_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["forecast_id"], ["demand_forecasts.id"], name=op.f("fk_consensus_adjustments_forecast_id_demand_forecasts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_adjustments")),
        sa.UniqueConstraint("forecast_id", name=op.f("uq_consensus_adjustments_forecast_id")),
        comment="What planners changed in a statistical forecast before it was published",
    )
    op.create_index(
        op.f("ix_consensus_adjustments_adjustment_date"), "consensus_adjustments", ["adjustment_date"], unique=False
    )
    op.create_table(
        "demand_allocation",
        sa.Column("forecast_id", sa.BigInteger(), nullable=False, comment="Forecast"),
        sa.Column("channel_id", sa.Integer(), nullable=False, comment="Channel"),
        sa.Column(
            "planned_share",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Share of the channel in the mean demand for the SKU at the center, 0 to 1",
        ),
        sa.Column("allocated_quantity_cases", sa.Integer(), nullable=False, comment="Part of the forecast, cases"),
        sa.CheckConstraint(
            "allocated_quantity_cases >= 0", name=op.f("ck_demand_allocation_allocated_quantity_cases_minimum")
        ),
        sa.CheckConstraint("planned_share BETWEEN 0 AND 1", name=op.f("ck_demand_allocation_planned_share_range")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_demand_allocation_channel_id_channels")),
        sa.ForeignKeyConstraint(
            ["forecast_id"], ["demand_forecasts.id"], name=op.f("fk_demand_allocation_forecast_id_demand_forecasts")
        ),
        sa.PrimaryKeyConstraint("forecast_id", "channel_id", name=op.f("pk_demand_allocation")),
        comment="Forecasts divided among channels, in parts that sum to them: the first of a month, of A and B SKUs",
    )
    op.create_index(op.f("ix_demand_allocation_channel_id"), "demand_allocation", ["channel_id"], unique=False)
    op.create_table(
        "shipment_emissions",
        sa.Column("shipment_id", sa.BigInteger(), nullable=False, comment="Shipment"),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="Mode of the legs"),
        sa.Column("emission_factor_id", sa.Integer(), nullable=False, comment="Emission factor of mode and vehicle"),
        sa.Column("carbon_price_id", sa.Integer(), nullable=False, comment="Price that is valid on the ship date"),
        sa.Column(
            "distance_km",
            sa.Numeric(precision=10, scale=1),
            nullable=False,
            comment="Length of the shipment's legs of the mode, km",
        ),
        sa.Column(
            "tonne_km",
            sa.Numeric(precision=18, scale=7),
            nullable=False,
            comment="Gross mass times distance: of a store delivery, each line rides to the stop of its order",
        ),
        sa.Column(
            "co2e_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Tonne-km times the emission factor, kg CO2e",
        ),
        sa.Column(
            "carbon_cost",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Emissions times the carbon price, USD",
        ),
        sa.CheckConstraint(
            "transport_mode IN ('truck', 'ltl', 'parcel', 'rail', 'ocean', 'air')",
            name=op.f("ck_shipment_emissions_transport_mode"),
        ),
        sa.CheckConstraint("carbon_cost >= 0", name=op.f("ck_shipment_emissions_carbon_cost_minimum")),
        sa.CheckConstraint("co2e_kg >= 0", name=op.f("ck_shipment_emissions_co2e_kg_minimum")),
        sa.CheckConstraint("distance_km >= 0", name=op.f("ck_shipment_emissions_distance_km_minimum")),
        sa.CheckConstraint("tonne_km >= 0", name=op.f("ck_shipment_emissions_tonne_km_minimum")),
        sa.ForeignKeyConstraint(
            ["carbon_price_id"], ["carbon_prices.id"], name=op.f("fk_shipment_emissions_carbon_price_id_carbon_prices")
        ),
        sa.ForeignKeyConstraint(
            ["emission_factor_id"],
            ["emission_factors.id"],
            name=op.f("fk_shipment_emissions_emission_factor_id_emission_factors"),
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_emissions_shipment_id_shipments")
        ),
        sa.PrimaryKeyConstraint("shipment_id", "transport_mode", name=op.f("pk_shipment_emissions")),
        comment="Emissions of shipments, one row per shipment and mode of its legs, booked on the ship date",
    )
    op.create_index(
        op.f("ix_shipment_emissions_carbon_price_id"), "shipment_emissions", ["carbon_price_id"], unique=False
    )
    op.create_index(
        op.f("ix_shipment_emissions_emission_factor_id"), "shipment_emissions", ["emission_factor_id"], unique=False
    )
    op.create_table(
        "plan_exceptions",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column(
            "exception_type",
            sa.Text(),
            nullable=False,
            comment="Line beyond its hours, batch late for a material or for its line, orders cut, batch rejected",
        ),
        sa.Column("severity", sa.Text(), nullable=False, comment="How bad, by the size of the gap"),
        sa.Column("week_start", sa.Date(), nullable=False, comment="Monday of the week that the exception is about"),
        sa.Column("detected_date", sa.Date(), nullable=False, comment="Day on which the exception shows"),
        sa.Column("plant_id", sa.Integer(), nullable=True, comment="Plant; null for a distribution center"),
        sa.Column("dc_id", sa.Integer(), nullable=True, comment="Distribution center; null for a plant"),
        sa.Column("sku_id", sa.Integer(), nullable=True, comment="SKU; null for a line"),
        sa.Column("capacity_plan_id", sa.Integer(), nullable=True, comment="Overloaded line and week"),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True, comment="Late work order"),
        sa.Column("batch_id", sa.BigInteger(), nullable=True, comment="Rejected batch"),
        sa.Column(
            "ingredient_id", sa.Integer(), nullable=True, comment="Raw material that came last, for material_shortage"
        ),
        sa.Column(
            "gap_value",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Size of the gap: hours too many, days late, or cases missing",
        ),
        sa.Column("gap_unit", sa.Text(), nullable=False, comment="Unit of the gap"),
        sa.Column("affected_cases", sa.Integer(), nullable=False, comment="Cases that the exception is about"),
        sa.CheckConstraint(
            "(exception_type = 'batch_rejected') = (batch_id IS NOT NULL)",
            name=op.f("ck_plan_exceptions_rejection_has_batch"),
        ),
        sa.CheckConstraint(
            "(exception_type = 'dc_shortage') = (dc_id IS NOT NULL)", name=op.f("ck_plan_exceptions_shortage_has_dc")
        ),
        sa.CheckConstraint(
            "(exception_type = 'line_overload') = (capacity_plan_id IS NOT NULL)",
            name=op.f("ck_plan_exceptions_line_has_capacity_plan"),
        ),
        sa.CheckConstraint(
            "(exception_type = 'line_overload') = (sku_id IS NULL)", name=op.f("ck_plan_exceptions_sku_unless_line")
        ),
        sa.CheckConstraint(
            "(exception_type = 'material_shortage') = (ingredient_id IS NOT NULL)",
            name=op.f("ck_plan_exceptions_material_is_named"),
        ),
        sa.CheckConstraint(
            "(exception_type IN ('material_shortage', 'line_busy')) = (work_order_id IS NOT NULL)",
            name=op.f("ck_plan_exceptions_late_batch_has_work_order"),
        ),
        sa.CheckConstraint(
            "exception_type IN ('line_overload', 'material_shortage', 'line_busy', 'dc_shortage', 'batch_rejected')",
            name=op.f("ck_plan_exceptions_exception_type"),
        ),
        sa.CheckConstraint("gap_unit IN ('hours', 'days', 'cases')", name=op.f("ck_plan_exceptions_gap_unit")),
        sa.CheckConstraint(
            "severity IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_plan_exceptions_severity")
        ),
        sa.CheckConstraint("affected_cases >= 0", name=op.f("ck_plan_exceptions_affected_cases_minimum")),
        sa.CheckConstraint("gap_value >= 0", name=op.f("ck_plan_exceptions_gap_value_minimum")),
        sa.CheckConstraint("num_nonnulls(plant_id, dc_id) = 1", name=op.f("ck_plan_exceptions_one_place")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_plan_exceptions_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["capacity_plan_id"], ["capacity_plans.id"], name=op.f("fk_plan_exceptions_capacity_plan_id_capacity_plans")
        ),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_plan_exceptions_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_plan_exceptions_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_plan_exceptions_plant_id_plants")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_plan_exceptions_sku_id_skus")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_orders.id"], name=op.f("fk_plan_exceptions_work_order_id_work_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_exceptions")),
        comment="Where the plan does not hold: all overloaded lines, and of the rest the worst of each week",
    )
    op.create_index(op.f("ix_plan_exceptions_batch_id"), "plan_exceptions", ["batch_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_capacity_plan_id"), "plan_exceptions", ["capacity_plan_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_dc_id"), "plan_exceptions", ["dc_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_detected_date"), "plan_exceptions", ["detected_date"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_ingredient_id"), "plan_exceptions", ["ingredient_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_plant_id"), "plan_exceptions", ["plant_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_sku_id"), "plan_exceptions", ["sku_id"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_week_start"), "plan_exceptions", ["week_start"], unique=False)
    op.create_index(op.f("ix_plan_exceptions_work_order_id"), "plan_exceptions", ["work_order_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_exceptions")
    op.drop_table("shipment_emissions")
    op.drop_table("demand_allocation")
    op.drop_table("consensus_adjustments")
    op.drop_table("supply_plans")
    op.drop_table("capacity_plans")
    op.drop_table("emission_factors")
    op.drop_table("carbon_prices")
