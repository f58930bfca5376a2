"""The rest of the master data: rules, certificates, price lists, scores, targets, substitutes.

Revision ID: master_completion
Revises: scenario_truth
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "master_completion"
down_revision: str | None = "scenario_truth"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "business_rules",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("rule_code", sa.Text(), nullable=False, comment="Business key, such as QUA-RELEASE-MAX"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the rule"),
        sa.Column("area", sa.Text(), nullable=False, comment="Part of the business that the rule governs"),
        sa.Column("description", sa.Text(), nullable=False, comment="What the rule says"),
        sa.Column(
            "parameter_value",
            sa.Numeric(precision=14, scale=4),
            nullable=True,
            comment="Figure of the rule, in its unit; null where it has none",
        ),
        sa.Column(
            "unit",
            sa.Text(),
            nullable=True,
            comment="Unit of the figure, such as days or USD per pallet; null where there is none",
        ),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day on which the rule applies"),
        sa.CheckConstraint(
            "area IN ('procurement', 'production', 'quality', 'planning', 'inventory', 'allocation', 'transport',"
            " 'commercial')",
            name=op.f("ck_business_rules_area"),
        ),
        sa.CheckConstraint(
            "(parameter_value IS NULL) = (unit IS NULL)", name=op.f("ck_business_rules_figure_has_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_rules")),
        sa.UniqueConstraint("rule_code", name=op.f("uq_business_rules_rule_code")),
        comment="Rules that the company works by, with the figures that the model applies",
    )
    op.create_table(
        "certifications",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column(
            "certificate_number",
            sa.Text(),
            nullable=False,
            comment="Number on the certificate: body, standard, holder, month",
        ),
        sa.Column("supplier_id", sa.Integer(), nullable=False, comment="Holder"),
        sa.Column("standard", sa.Text(), nullable=False, comment="Standard that the holder was audited against"),
        sa.Column("scope", sa.Text(), nullable=False, comment="What the standard is about"),
        sa.Column("issuing_body", sa.Text(), nullable=False, comment="Certification body"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column("valid_to", sa.Date(), nullable=False, comment="Last day of validity"),
        sa.Column("status", sa.Text(), nullable=False, comment="On the as-of date; expiring: ends within 90 days"),
        sa.CheckConstraint(
            "standard IN ('ISO 9001', 'ISO 14001', 'ISO 45001', 'ISO 22716', 'FSSC 22000', 'RSPO SCC', 'COSMOS', "
            "'Halal')",
            name=op.f("ck_certifications_standard"),
        ),
        sa.CheckConstraint("status IN ('valid', 'expiring', 'expired')", name=op.f("ck_certifications_status")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_certifications_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_certifications_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certifications")),
        sa.UniqueConstraint("certificate_number", name=op.f("uq_certifications_certificate_number")),
        sa.UniqueConstraint(
            "supplier_id", "standard", "valid_from", name=op.f("uq_certifications_supplier_id_standard_valid_from")
        ),
        comment="Certificates of suppliers, one row per certificate: a renewal is a new one",
    )
    op.create_table(
        "supplier_esg_scores",
        sa.Column("supplier_id", sa.Integer(), nullable=False, comment="Supplier"),
        sa.Column("score_year", sa.SmallInteger(), nullable=False, comment="Calendar year"),
        sa.Column("score_quarter", sa.SmallInteger(), nullable=False, comment="Quarter of the year, 1 to 4"),
        sa.Column(
            "assessed_date", sa.Date(), nullable=False, comment="Last day of the quarter, on which the score was set"
        ),
        sa.Column(
            "environmental_score",
            sa.SmallInteger(),
            nullable=False,
            comment="Environment: emissions, water, waste; points",
        ),
        sa.Column("social_score", sa.SmallInteger(), nullable=False, comment="Labor, safety, community; points"),
        sa.Column(
            "governance_score", sa.SmallInteger(), nullable=False, comment="Ethics, compliance, transparency; points"
        ),
        sa.Column(
            "overall_score",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="40 % environmental, 35 % social, 25 % governance; points",
        ),
        sa.Column(
            "rating",
            sa.Text(),
            nullable=False,
            comment="A from 75 points of the overall score, B from 60, C from 45, else D",
        ),
        sa.CheckConstraint("rating IN ('A', 'B', 'C', 'D')", name=op.f("ck_supplier_esg_scores_rating")),
        sa.CheckConstraint(
            "environmental_score BETWEEN 0 AND 100", name=op.f("ck_supplier_esg_scores_environmental_score_range")
        ),
        sa.CheckConstraint(
            "governance_score BETWEEN 0 AND 100", name=op.f("ck_supplier_esg_scores_governance_score_range")
        ),
        sa.CheckConstraint(
            "overall_score = 0.40 * environmental_score + 0.35 * social_score + 0.25 * governance_score",
            name=op.f("ck_supplier_esg_scores_overall_score_is_weighted_sum"),
        ),
        sa.CheckConstraint("score_quarter BETWEEN 1 AND 4", name=op.f("ck_supplier_esg_scores_score_quarter_range")),
        sa.CheckConstraint("social_score BETWEEN 0 AND 100", name=op.f("ck_supplier_esg_scores_social_score_range")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_esg_scores_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("supplier_id", "score_year", "score_quarter", name=op.f("pk_supplier_esg_scores")),
        comment="Sustainability scores of suppliers by calendar quarter, 0 to 100 points",
    )
    op.create_table(
        "sustainability_targets",
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division"),
        sa.Column("metric", sa.Text(), nullable=False, comment="What is measured"),
        sa.Column("target_year", sa.SmallInteger(), nullable=False, comment="Calendar year of the target"),
        sa.Column("unit", sa.Text(), nullable=False, comment="Unit of the values, such as kg CO2 per case or percent"),
        sa.Column("direction", sa.Text(), nullable=False, comment="Which way is good"),
        sa.Column("baseline_year", sa.SmallInteger(), nullable=False, comment="Calendar year of the baseline"),
        sa.Column(
            "baseline_value", sa.Numeric(precision=14, scale=4), nullable=False, comment="Value in the baseline year"
        ),
        sa.Column(
            "target_value",
            sa.Numeric(precision=14, scale=4),
            nullable=False,
            comment="Value to reach in the target year",
        ),
        sa.CheckConstraint(
            "CASE direction WHEN 'lower_is_better' THEN target_value < baseline_value ELSE target_value > "
            "baseline_value END",
            name=op.f("ck_sustainability_targets_target_improves"),
        ),
        sa.CheckConstraint(
            "direction IN ('higher_is_better', 'lower_is_better')", name=op.f("ck_sustainability_targets_direction")
        ),
        sa.CheckConstraint(
            "metric IN ('transport_co2', 'energy_use', 'water_use', 'landfill_waste', 'renewable_electricity', "
            "'recycled_packaging', 'certified_palm_oil')",
            name=op.f("ck_sustainability_targets_metric"),
        ),
        sa.CheckConstraint("baseline_value >= 0", name=op.f("ck_sustainability_targets_baseline_value_minimum")),
        sa.CheckConstraint("baseline_year < target_year", name=op.f("ck_sustainability_targets_years_in_order")),
        sa.CheckConstraint("target_value >= 0", name=op.f("ck_sustainability_targets_target_value_minimum")),
        sa.ForeignKeyConstraint(
            ["division_id"], ["divisions.id"], name=op.f("fk_sustainability_targets_division_id_divisions")
        ),
        sa.PrimaryKeyConstraint("division_id", "metric", "target_year", name=op.f("pk_sustainability_targets")),
        comment="What a division means to reach in a year, on the way from the baseline to the goal",
    )
    op.create_table(
        "carrier_rates",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("carrier_contract_id", sa.Integer(), nullable=False, comment="Contract"),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="Mode of transport"),
        sa.Column(
            "origin_port_id",
            sa.Integer(),
            nullable=True,
            comment="Terminal where the lane begins; null in a distance band",
        ),
        sa.Column(
            "destination_port_id",
            sa.Integer(),
            nullable=True,
            comment="Terminal where the lane ends; null in a distance band",
        ),
        sa.Column(
            "division_id",
            sa.Integer(),
            nullable=True,
            comment="Division that the distance band holds in; null on a lane",
        ),
        sa.Column(
            "distance_from_km",
            sa.Integer(),
            nullable=True,
            comment="Distance band: from this distance, km; null on a lane",
        ),
        sa.Column(
            "distance_to_km",
            sa.Integer(),
            nullable=True,
            comment="Distance band: below this distance, km; null on a lane",
        ),
        sa.Column(
            "weight_from_kg", sa.Integer(), nullable=False, comment="Weight break: from this weight of the shipment, kg"
        ),
        sa.Column(
            "weight_to_kg",
            sa.Integer(),
            nullable=False,
            comment="Weight break: below this weight, kg; the last one includes it",
        ),
        sa.Column("rate_basis", sa.Text(), nullable=False, comment="What the rate is paid for"),
        sa.Column(
            "rate",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Price per unit of the basis, in the currency",
        ),
        sa.Column(
            "minimum_charge",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Least price of a shipment, in the currency",
        ),
        sa.Column("currency", sa.Text(), nullable=False, comment="Currency, ISO 4217"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column("valid_to", sa.Date(), nullable=False, comment="Last day of validity"),
        sa.CheckConstraint("currency IN ('USD')", name=op.f("ck_carrier_rates_currency")),
        sa.CheckConstraint("rate_basis IN ('pallet', 'pallet_km', 'kg')", name=op.f("ck_carrier_rates_rate_basis")),
        sa.CheckConstraint(
            "transport_mode IN ('truck', 'ltl', 'parcel', 'rail', 'ocean', 'air')",
            name=op.f("ck_carrier_rates_transport_mode"),
        ),
        sa.CheckConstraint("distance_from_km < distance_to_km", name=op.f("ck_carrier_rates_distances_in_order")),
        sa.CheckConstraint("minimum_charge >= 0", name=op.f("ck_carrier_rates_minimum_charge_minimum")),
        sa.CheckConstraint(
            "num_nonnulls(origin_port_id, destination_port_id) = 2 AND num_nonnulls(division_id, "
            "distance_from_km, distance_to_km) = 0 OR num_nonnulls(origin_port_id, destination_port_id) = 0 AND "
            "num_nonnulls(division_id, distance_from_km, distance_to_km) = 3",
            name=op.f("ck_carrier_rates_lane_or_distance_band"),
        ),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_carrier_rates_rate_minimum")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_carrier_rates_dates_in_order")),
        sa.CheckConstraint("weight_from_kg < weight_to_kg", name=op.f("ck_carrier_rates_weights_in_order")),
        sa.CheckConstraint("weight_from_kg >= 0", name=op.f("ck_carrier_rates_weight_from_kg_minimum")),
        sa.ForeignKeyConstraint(
            ["carrier_contract_id"],
            ["carrier_contracts.id"],
            name=op.f("fk_carrier_rates_carrier_contract_id_carrier_contracts"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_port_id"], ["ports.id"], name=op.f("fk_carrier_rates_destination_port_id_ports")
        ),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_carrier_rates_division_id_divisions")),
        sa.ForeignKeyConstraint(["origin_port_id"], ["ports.id"], name=op.f("fk_carrier_rates_origin_port_id_ports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_rates")),
        comment="Price list of a carrier contract by weight: per lane between terminals, or per distance in a division",
    )
    op.create_index(
        op.f("ix_carrier_rates_carrier_contract_id"), "carrier_rates", ["carrier_contract_id"], unique=False
    )
    op.create_index(
        op.f("ix_carrier_rates_destination_port_id"), "carrier_rates", ["destination_port_id"], unique=False
    )
    op.create_index(op.f("ix_carrier_rates_division_id"), "carrier_rates", ["division_id"], unique=False)
    op.create_index(op.f("ix_carrier_rates_origin_port_id"), "carrier_rates", ["origin_port_id"], unique=False)
    op.create_table(
        "modal_shift_opportunities",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("opportunity_code", sa.Text(), nullable=False, comment="Business key: MSO- and the segment"),
        sa.Column("route_segment_id", sa.Integer(), nullable=False, comment="Road segment that could be replaced"),
        sa.Column("current_mode", sa.Text(), nullable=False, comment="Mode of the segment"),
        sa.Column(
            "alternative_mode",
            sa.Text(),
            nullable=False,
            comment="Mode of the alternative's longest segment that is not by road",
        ),
        sa.Column(
            "alternative_segment_ids",
            sa.ARRAY(sa.Integer()),
            nullable=False,
            comment="Segments of the alternative in order, ids of route_segments",
        ),
        sa.Column(
            "current_distance_km",
            sa.Numeric(precision=10, scale=1),
            nullable=False,
            comment="Length of the road segment, km",
        ),
        sa.Column(
            "alternative_distance_km",
            sa.Numeric(precision=10, scale=1),
            nullable=False,
            comment="Sum of the alternative's segments, km",
        ),
        sa.Column(
            "extra_hours",
            sa.Numeric(precision=8, scale=2),
            nullable=False,
            comment="Planned duration of the alternative less that of the road segment, hours",
        ),
        sa.Column(
            "current_co2_kg_per_t",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Emissions of a tonne by road, kg CO2e",
        ),
        sa.Column(
            "alternative_co2_kg_per_t",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Emissions of a tonne on the alternative, kg CO2e",
        ),
        sa.Column(
            "co2_saving_kg_per_t",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="What the alternative saves, kg CO2e per tonne",
        ),
        sa.Column(
            "co2_saving_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="What the alternative saves, percent of the emissions by road",
        ),
        sa.Column(
            "assessment", sa.Text(), nullable=False, comment="Recommended: saves at least 30 % within three more days"
        ),
        sa.CheckConstraint(
            "alternative_mode IN ('rail', 'ocean')", name=op.f("ck_modal_shift_opportunities_alternative_mode")
        ),
        sa.CheckConstraint(
            "assessment IN ('recommended', 'possible')", name=op.f("ck_modal_shift_opportunities_assessment")
        ),
        sa.CheckConstraint("current_mode IN ('truck')", name=op.f("ck_modal_shift_opportunities_current_mode")),
        sa.CheckConstraint(
            "alternative_co2_kg_per_t >= 0", name=op.f("ck_modal_shift_opportunities_alternative_co2_kg_per_t_minimum")
        ),
        sa.CheckConstraint(
            "alternative_distance_km >= 0", name=op.f("ck_modal_shift_opportunities_alternative_distance_km_minimum")
        ),
        sa.CheckConstraint(
            "co2_saving_kg_per_t = current_co2_kg_per_t - alternative_co2_kg_per_t",
            name=op.f("ck_modal_shift_opportunities_saving_is_difference"),
        ),
        sa.CheckConstraint("co2_saving_kg_per_t > 0", name=op.f("ck_modal_shift_opportunities_saving_positive")),
        sa.CheckConstraint(
            "current_co2_kg_per_t >= 0", name=op.f("ck_modal_shift_opportunities_current_co2_kg_per_t_minimum")
        ),
        sa.CheckConstraint(
            "current_distance_km >= 0", name=op.f("ck_modal_shift_opportunities_current_distance_km_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["route_segment_id"],
            ["route_segments.id"],
            name=op.f("fk_modal_shift_opportunities_route_segment_id_route_segments"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modal_shift_opportunities")),
        sa.UniqueConstraint("opportunity_code", name=op.f("uq_modal_shift_opportunities_opportunity_code")),
        comment="Road segments whose ends are also joined by rail or sea with less CO2",
    )
    op.create_index(
        op.f("ix_modal_shift_opportunities_route_segment_id"),
        "modal_shift_opportunities",
        ["route_segment_id"],
        unique=False,
    )
    op.create_table(
        "sku_substitutes",
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column(
            "substitute_rank",
            sa.SmallInteger(),
            nullable=False,
            comment="Order in which substitutes are offered, from 1",
        ),
        sa.Column("substitute_sku_id", sa.Integer(), nullable=False, comment="SKU offered instead"),
        sa.Column(
            "substitution_kind",
            sa.Text(),
            nullable=False,
            comment="What differs: the edition; the pack; or the variant, and perhaps the pack",
        ),
        sa.Column(
            "quantity_ratio",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Eaches of the substitute with the content of one each of the SKU",
        ),
        sa.CheckConstraint(
            "substitution_kind IN ('edition', 'size', 'variant')", name=op.f("ck_sku_substitutes_substitution_kind")
        ),
        sa.CheckConstraint("quantity_ratio >= 0", name=op.f("ck_sku_substitutes_quantity_ratio_minimum")),
        sa.CheckConstraint("sku_id <> substitute_sku_id", name=op.f("ck_sku_substitutes_not_itself")),
        sa.CheckConstraint("substitute_rank >= 1", name=op.f("ck_sku_substitutes_substitute_rank_minimum")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_sku_substitutes_sku_id_skus")),
        sa.ForeignKeyConstraint(
            ["substitute_sku_id"], ["skus.id"], name=op.f("fk_sku_substitutes_substitute_sku_id_skus")
        ),
        sa.PrimaryKeyConstraint("sku_id", "substitute_rank", name=op.f("pk_sku_substitutes")),
        sa.UniqueConstraint("sku_id", "substitute_sku_id", name=op.f("uq_sku_substitutes_sku_id_substitute_sku_id")),
        comment="What is offered in place of a SKU: of the same brand line and division, and a better seller",
    )
    op.create_index(
        op.f("ix_sku_substitutes_substitute_sku_id"), "sku_substitutes", ["substitute_sku_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("sku_substitutes")
    op.drop_table("modal_shift_opportunities")
    op.drop_table("carrier_rates")
    op.drop_table("sustainability_targets")
    op.drop_table("supplier_esg_scores")
    op.drop_table("certifications")
    op.drop_table("business_rules")
