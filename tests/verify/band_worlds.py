"""Worlds in which a figure of a band is known without its query: the statements that make them, and the figures.

The statements run in a transaction on a loaded database of scale 0.001 and are rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from mutations.mutation import drop_checks

AS_OF = "(SELECT start_date + 7 * weeks - 1 FROM supplygen.run)"
STANDARD_MARGIN = (
    "UPDATE sku_costs SET material_cost = 5, labor_cost = 0, overhead_cost = 0, packaging_cost = 0, freight_cost = 0,"
    " landed_cost = 5"
)
FLAT_SALES = (
    "DELETE FROM pos_sales",
    "DELETE FROM promotion_skus",
    "INSERT INTO pos_sales (id, retail_location_id, sku_id, sale_date, sale_week, quantity_eaches, revenue,"
    " is_promotional) SELECT row_number() OVER (), l.id, s.id, r.start_date + 7 * week, week + 1, 100000, 0, false"
    " FROM supplygen.run AS r, retail_locations AS l, skus AS s, generate_series(0, 51) AS week"
    " WHERE l.id = (SELECT min(id) FROM retail_locations) AND s.launch_date <= r.start_date"
    " AND s.discontinue_date IS NULL",
)
"""One store sells as much of every SKU in every week, and there are no promotions."""

PROMOTED_WEEKS = (
    "FROM promotions AS p WHERE p.id = (SELECT min(promo_id) FROM promotion_skus) AND sku_id IN"
    " (SELECT sku_id FROM promotion_skus) AND sale_date"
)


@dataclass(frozen=True, slots=True)
class World:
    """A database in which figures are known."""

    name: str
    statements: tuple[str, ...]
    figures: dict[str, float]
    """Values that must be found, by the names of the figures."""
    outside: frozenset[str] = frozenset()
    """Which of them are outside their bands."""


WORLDS = (
    # I34 ------------------------------------------------------------------------------------------------------------
    World(
        "one account",
        (
            "UPDATE orders SET retail_account_id = "
            " (SELECT id FROM retail_accounts WHERE account_code = 'ACCT-MEGA-001'),"
            " channel_id = (SELECT id FROM channels WHERE channel_code = 'bm_large')",
        ),
        {"megamart_share_of_orders": 1, "bm_large_share_of_cases": 1, "dtc_share_of_cases": 0},
        frozenset({"megamart_share_of_orders", "bm_large_share_of_cases", "dtc_share_of_cases"}),
    ),
    World(
        "one SKU sells",
        ("UPDATE order_lines SET shipped_cases = 0 WHERE sku_id <> (SELECT min(sku_id) FROM order_lines)",),
        {"top_fifth_of_skus_share_of_cases": 1},
        frozenset({"top_fifth_of_skus_share_of_cases"}),
    ),
    World(
        "hypermarkets sell three times what convenience stores do, all of it in portion packs",
        (
            drop_checks("orders"),
            "UPDATE retail_locations AS r SET store_format = CASE"
            " WHEN NOT EXISTS (SELECT FROM orders WHERE retail_location_id = r.id) THEN 'club'"
            " WHEN r.id % 2 = 0 THEN 'hypermarket' ELSE 'convenience' END",
            "UPDATE orders AS o SET total_cases = CASE"
            " WHEN o.id > (SELECT min(id) FROM orders WHERE retail_location_id = o.retail_location_id) THEN 0"
            " WHEN o.retail_location_id % 2 = 0 THEN 30 ELSE 10 END",
            drop_checks("packaging_types"),
            "UPDATE packaging_types SET content_ml = 30",
        ),
        {"hypermarket_over_convenience_store": 3, "portion_packs_share_of_eaches_nam_eur": 1},
        frozenset({"hypermarket_over_convenience_store", "portion_packs_share_of_eaches_nam_eur"}),
    ),
    # I35 ------------------------------------------------------------------------------------------------------------
    World(
        "all deliveries late",
        ("UPDATE orders SET actual_delivery_date = promised_delivery_date + 1 WHERE status = 'delivered'",),
        {"otif": 0, "on_time": 0},
        frozenset({"otif"}),
    ),
    World(
        "half of A, three quarters of B, all of C is served",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET quantity_cases = 4, allocated_cases ="
            " CASE (SELECT abc_class FROM skus WHERE skus.id = sku_id) WHEN 'A' THEN 2 WHEN 'B' THEN 3 ELSE 4 END",
        ),
        {"case_fill_of_a": 0.5, "case_fill_of_b": 0.75, "case_fill_of_c": 1},
        frozenset({"case_fill_of_b", "case_fill_of_c"}),
    ),
    *(
        World(
            f"every line lacks {cases} cases",
            (drop_checks("order_lines"), f"UPDATE order_lines SET cut_cases = {cases}"),
            {"center_weeks_without_a_cut": share},
            outside,
        )
        for cases, share, outside in ((0, 1, frozenset({"center_weeks_without_a_cut"})), (1, 0, frozenset()))
    ),
    World(
        "shelves are empty in promotions only",
        (
            drop_checks("osa_metrics"),
            "UPDATE osa_metrics AS m SET is_in_stock = NOT EXISTS (SELECT FROM promotions AS p"
            " JOIN promotion_skus AS ps ON ps.promo_id = p.id JOIN promotion_accounts AS pa ON pa.promo_id = p.id"
            " JOIN retail_locations AS l ON l.id = m.retail_location_id AND l.retail_account_id = pa.retail_account_id"
            " WHERE ps.sku_id = m.sku_id AND m.measurement_date BETWEEN p.start_date AND p.end_date)",
        ),
        {"osa_in_promotions": 0},
    ),
    World(
        "a thousand cases leave, half the stock arrives in the last month",
        (
            drop_checks("shipments"),
            "DELETE FROM disposition_logs",
            "DELETE FROM inventory_adjustments",
            "UPDATE shipments SET total_cases = 0",
            "UPDATE shipments SET total_cases = 1000, ship_date = (SELECT start_date FROM supplygen.run)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
            "DELETE FROM inventory WHERE location_type = 'dc' AND id <>"
            " (SELECT min(id) FROM inventory WHERE location_type = 'dc')",
            "UPDATE inventory SET quantity_cases = 200 WHERE location_type = 'dc'",
            f"UPDATE shipments SET total_cases = 100, actual_delivery_date = {AS_OF}, ship_date = {AS_OF} - 1"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc' AND status = 'delivered')",
        ),
        # Eleven month ends with 100 cases, and the last day with 200.
        {"dc_turns": 1000 * 365 / 364 / ((11 * 100 + 200) / 12)},
    ),
    World(
        "racks for twice the highest stock",
        (
            "UPDATE distribution_centers AS c SET capacity_cases = 2 * u.peak_cases FROM dc_utilisation AS u"
            " WHERE u.dc_id = c.id",
        ),
        {"storage_fill_at_peak": 0.5},
        frozenset({"storage_fill_at_peak"}),
    ),
    World(
        "all stock is ninety days old",
        (f"UPDATE batches SET production_date = {AS_OF} - 90, expiry_date = {AS_OF} + 90",),
        {"slob_share_of_dc_stock": 0},
        frozenset({"slob_share_of_dc_stock"}),
    ),
    World(
        "all stock is a day older than the last bucket",
        (f"UPDATE batches SET production_date = {AS_OF} - 91, expiry_date = {AS_OF} + 900",),
        {"slob_share_of_dc_stock": 1},
        frozenset({"slob_share_of_dc_stock"}),
    ),
    World(
        "all stock is short-dated",
        (f"UPDATE batches SET production_date = {AS_OF} - 1, expiry_date = {AS_OF} + 89",),
        {"slob_share_of_dc_stock": 1},
        frozenset({"slob_share_of_dc_stock"}),
    ),
    # I36 ------------------------------------------------------------------------------------------------------------
    World(
        "flat sales, all orders in one week",
        (*FLAT_SALES, drop_checks("orders"), "UPDATE orders SET order_date = (SELECT start_date FROM supplygen.run)"),
        {
            "weekly_variation_at_stores": 0,
            "weekly_variation_at_accounts": sqrt(51),
            "season_of_oral_care": 0,
        },
        frozenset({"season_of_oral_care"}),
    ),
    World(
        "a season of a quarter",
        (
            *FLAT_SALES,
            "UPDATE pos_sales SET quantity_eaches = round(quantity_eaches"
            " * (1 + 0.25 * cos(2 * pi() * (sale_week - 20) / 52)))",
        ),
        {"season_of_oral_care": 0.25, "season_of_home_care": 0.25, "season_of_personal_care": 0.25},
    ),
    World(
        "a season of a quarter, half a year later in the south",
        (
            *FLAT_SALES,
            "UPDATE distribution_centers SET latitude = CASE WHEN id = 1 THEN -10 ELSE 10 END",
            "UPDATE retail_locations SET primary_dc_id = CASE WHEN id = 2 THEN 1 ELSE 2 END",
            "INSERT INTO pos_sales (id, retail_location_id, sku_id, sale_date, sale_week, quantity_eaches, revenue,"
            " is_promotional) SELECT max(id) OVER () + row_number() OVER (), 2, sku_id, sale_date, sale_week,"
            " quantity_eaches, 0, false FROM pos_sales",
            "UPDATE pos_sales SET quantity_eaches = round(quantity_eaches"
            " * (1 + CASE WHEN retail_location_id = 2 THEN -0.25 ELSE 0.25 END"
            " * cos(2 * pi() * (sale_week - 20) / 52)))",
        ),
        {"season_of_oral_care": 0.25, "season_of_home_care": 0.25, "season_of_personal_care": 0.25},
    ),
    World(
        "half of the SKUs, and half of the cities, sell double for half a year, the others after it",
        (
            *FLAT_SALES,
            "UPDATE retail_locations SET city = 'city ' || id % 2, country = 'XX'",
            "INSERT INTO pos_sales (id, retail_location_id, sku_id, sale_date, sale_week, quantity_eaches, revenue,"
            " is_promotional) SELECT max(s.id) OVER () + row_number() OVER (), l.id, s.sku_id, s.sale_date,"
            " s.sale_week, s.quantity_eaches, 0, false FROM pos_sales AS s CROSS JOIN retail_locations AS l"
            " WHERE l.id BETWEEN 2 AND 4",
            "UPDATE pos_sales AS s SET quantity_eaches = quantity_eaches"
            " * (1 + ((s.sale_week > 26) = (s.sku_id % 2 = 0))::int)"
            " * (1 + ((s.sale_week > 26) = (s.retail_location_id % 2 = 0))::int)",
        ),
        # 51 pairs of weeks, of which one is of both halves.
        {"autocorrelation_of_sku_weeks": (49 / 51 + 1 / 51**2) / (1 - 1 / 51**2), "correlation_of_stores_in_a_city": 1},
        frozenset({"autocorrelation_of_sku_weeks", "correlation_of_stores_in_a_city"}),
    ),
    World(
        "a promotion doubles sales, half of them are missing afterwards",
        (
            *FLAT_SALES,
            "INSERT INTO promotion_skus (promo_id, sku_id) SELECT p.promo_id, s.sku_id FROM"
            " (SELECT min(promo_id) AS promo_id FROM promotion_accounts WHERE retail_account_id ="
            " (SELECT retail_account_id FROM retail_locations ORDER BY id LIMIT 1)) AS p,"
            " (SELECT DISTINCT sku_id FROM pos_sales WHERE sku_id % 2 = 0) AS s",
            "UPDATE promotions SET hangover_weeks = 2",
            f"UPDATE pos_sales SET quantity_eaches = 2 * quantity_eaches {PROMOTED_WEEKS}"
            " BETWEEN p.start_date AND p.end_date",
            f"UPDATE pos_sales SET quantity_eaches = quantity_eaches / 2 {PROMOTED_WEEKS}"
            " BETWEEN p.end_date + 1 AND p.end_date + 14",
        ),
        {"promotion_lift": 2, "hangover": 0.5},
        frozenset({"hangover"}),
    ),
    World(
        "SKUs lose 30 % beside the promotion of a substitute",
        (
            *FLAT_SALES,
            "INSERT INTO promotion_skus (promo_id, sku_id) SELECT p.promo_id, s.sku_id FROM"
            " (SELECT min(promo_id) AS promo_id FROM promotion_accounts WHERE retail_account_id ="
            " (SELECT retail_account_id FROM retail_locations ORDER BY id LIMIT 1)) AS p,"
            " (SELECT DISTINCT sku_id FROM pos_sales WHERE sku_id % 3 = 0) AS s",
            "DELETE FROM sku_substitutes",
            "INSERT INTO sku_substitutes"
            " (sku_id, substitute_rank, substitute_sku_id, substitution_kind, quantity_ratio)"
            " SELECT o.sku_id, 1, s.sku_id, 'size', 1 FROM (SELECT DISTINCT sku_id FROM pos_sales) AS o"
            " JOIN promotion_skus AS s ON s.sku_id = o.sku_id - 1",
            "UPDATE pos_sales AS x SET quantity_eaches = 70000 FROM promotions AS p, sku_substitutes AS s"
            " WHERE p.id = (SELECT min(promo_id) FROM promotion_skus) AND s.sku_id = x.sku_id"
            " AND x.sale_date BETWEEN p.start_date AND p.end_date",
        ),
        {"beside_promotions": 0.7, "promotion_lift": 1},
        frozenset({"beside_promotions", "promotion_lift"}),
    ),
    # I37 ------------------------------------------------------------------------------------------------------------
    World(
        "every forecast is 15 % too high",
        (
            "UPDATE forecast_accuracy SET actual_quantity_cases = 100",
            "UPDATE demand_forecasts SET forecast_quantity_cases = 115",
        ),
        {
            "wmape_item_week": 0.15,
            "wmape_company_week": 0.15,
            "bias_of_new_skus": 0.15,
            "bias_of_mature_skus": 0.15,
        },
        frozenset({"wmape_item_week", "bias_of_mature_skus"}),
    ),
    World(
        "forecasts are the better the later they are made",
        (
            "UPDATE forecast_accuracy SET actual_quantity_cases = 100",
            "UPDATE demand_forecasts SET forecast_quantity_cases = 100 + 5 * lag_weeks",
        ),
        {"wmape_sku_week_1_week_ahead": 0.05, "wmape_sku_week": 0.2, "wmape_sku_week_12_weeks_ahead": 0.6},
    ),
    World(
        "forecasts are the worse the later they are made",
        (
            "UPDATE forecast_accuracy SET actual_quantity_cases = 100",
            "UPDATE demand_forecasts SET forecast_quantity_cases = 220 - 5 * lag_weeks",
        ),
        {"wmape_sku_week_1_week_ahead": 1.15, "wmape_sku_week": 1.0, "wmape_sku_week_12_weeks_ahead": 0.6},
        frozenset({"wmape_sku_week_1_week_ahead", "wmape_sku_week_12_weeks_ahead"}),
    ),
    # I38 ------------------------------------------------------------------------------------------------------------
    World(
        "two dollars a case, half a truck",
        (
            "UPDATE shipments SET total_cases = 50, freight_cost = 100, total_pallets = 13, vehicle_type = 'trailer',"
            " capacity_pallets = 26, capacity_kg = 20000, total_weight_kg = 9000",
            "UPDATE sku_costs SET landed_cost = landed_cost - freight_cost + 1, freight_cost = 1",
        ),
        {
            "freight_to_stores_usd_a_case": 2,
            "freight_standard_over_actual": 0.25,
            "truck_fill_to_stores": 0.5,
            "truck_fill_to_dcs": 0.5,
        },
        frozenset({"freight_standard_over_actual", "truck_fill_to_stores", "truck_fill_to_dcs"}),
    ),
    World(
        "three kilograms of a hundred are lost, every batch is rejected",
        (
            "UPDATE batches SET input_kg = 100, quantity_kg = 97, loss_kg = 3",
            "UPDATE batches SET qc_status = 'rejected', qc_release_date = NULL",
        ),
        {"yield": 0.97, "qc_reject_share": 1, "oee_quality": 0},
        frozenset({"qc_reject_share"}),
    ),
    World(
        "half of the revenue is cost",
        (STANDARD_MARGIN, "UPDATE order_lines SET line_amount = 10 * quantity_cases"),
        {"gross_margin": 0.5},
    ),
    World(
        "a case in fifty comes back",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET shipped_cases = 0",
            "UPDATE order_lines SET shipped_cases = 50 * (SELECT sum(quantity_cases) FROM return_lines)"
            " WHERE (order_id, line_number) = (SELECT order_id, line_number FROM order_lines"
            " JOIN orders ON orders.id = order_id WHERE orders.status = 'delivered' ORDER BY 1, 2 LIMIT 1)",
        ),
        {"returned_share_of_cases": 0.02},
    ),
    World(
        "two batches in four hours, of which the lines stand one; one is rejected",
        (
            "UPDATE work_orders SET actual_start = NULL, actual_end = NULL",
            "UPDATE production_lines SET rate_kg_per_hour = 100",
            "UPDATE batches SET quantity_kg = 120, input_kg = 120, loss_kg = 0,"
            " qc_status = 'pending', qc_release_date = NULL",
            "UPDATE work_orders SET actual_start = '2024-03-04 06:00Z', actual_end = '2024-03-04 08:00Z',"
            " operating_minutes = 120, downtime_minutes ="
            " CASE id WHEN (SELECT max(wo_id) FROM batches) THEN 20 ELSE 40 END"
            " WHERE id IN (SELECT DISTINCT wo_id FROM batches ORDER BY wo_id DESC LIMIT 2)",
            "UPDATE batches SET qc_status = 'rejected' WHERE wo_id = (SELECT max(wo_id) FROM batches)",
        ),
        # Three of four hours run; 2.4 would have done; half is good.
        {"oee_availability": 0.75, "oee_performance": 0.8, "oee_quality": 0.5, "oee": 0.3},
        frozenset({"oee"}),
    ),
)
