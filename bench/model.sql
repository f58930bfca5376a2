-- What the model has become, as the figures of docs/model.md: psql -X "$(supplygen db url)" -f bench/model.sql
\pset footer off
WITH
-- Cases sold by SKU, the most sold first.
sku AS (
    SELECT sku_id, sum(shipped_cases) AS cases, row_number() OVER (ORDER BY sum(shipped_cases) DESC) AS rank, count(*) OVER () AS count
    FROM order_lines GROUP BY sku_id
),
channel AS (
    SELECT channel_code, sum(shipped_cases)::numeric AS cases
    FROM order_lines JOIN orders ON orders.id = order_id JOIN channels ON channels.id = channel_id GROUP BY channel_code
),
line AS (
    SELECT
        sum(quantity_cases)::numeric AS ordered, sum(allocated_cases) AS allocated, sum(shipped_cases) AS shipped,
        sum(line_amount) AS revenue, count(*) AS count
    FROM order_lines
),
delivered AS (
    SELECT
        avg((actual_delivery_date <= promised_delivery_date)::int) AS on_time,
        avg((actual_delivery_date <= promised_delivery_date AND cut = 0)::int) AS in_full
    FROM orders JOIN (SELECT order_id, sum(cut_cases) AS cut FROM order_lines GROUP BY order_id) AS l ON order_id = id
    WHERE actual_delivery_date IS NOT NULL
),
run AS (SELECT start_date, weeks FROM supplygen.run),
-- Weekly cases of each (center, SKU): ordered by its stores, and sold by them.
ordered AS (
    SELECT dc_id, sku_id, (order_date - start_date) / 7 AS week, sum(quantity_cases) AS cases
    FROM order_lines JOIN orders ON id = order_id CROSS JOIN run GROUP BY 1, 2, 3
),
sold AS (
    SELECT primary_dc_id AS dc_id, sku_id, (sale_date - start_date) / 7 AS week, sum(quantity_eaches / units_per_case::numeric) AS cases
    FROM pos_sales
    JOIN retail_locations ON retail_locations.id = retail_location_id
    JOIN skus ON skus.id = sku_id
    JOIN packaging_types ON packaging_types.id = packaging_id
    CROSS JOIN run GROUP BY 1, 2, 3
),
-- Coefficient of variation over the weeks of the horizon, a week without cases counting as zero; means above 10 cases.
variation AS (
    SELECT kind, avg(sqrt(squares / weeks - (total / weeks) ^ 2) / (total / weeks)) AS cv
    FROM (
        SELECT kind, sum(cases) AS total, sum(cases ^ 2) AS squares
        FROM (SELECT 'ordered' AS kind, * FROM ordered UNION ALL SELECT 'sold', * FROM sold) AS both_kinds
        GROUP BY kind, dc_id, sku_id
    ) AS pair CROSS JOIN run WHERE total / weeks > 10 GROUP BY kind
)
SELECT result, round(value::numeric, 3) AS value
FROM (
    VALUES
    (1, 'case fill at the center', (SELECT allocated / ordered FROM line)),
    (2, 'share of the top 20 % of SKUs in cases', (SELECT sum(cases) FILTER (WHERE rank <= 0.2 * count) / sum(cases) FROM sku)),
    (3, 'on-shelf availability', (SELECT avg(is_in_stock::int) FROM osa_metrics)),
    (4, 'orders on time', (SELECT on_time FROM delivered)),
    (5, 'orders on time in full', (SELECT in_full FROM delivered)),
    (6, 'lines per order', (SELECT line.count / (SELECT count(*) FROM orders)::numeric FROM line)),
    (7, 'order lines per POS row', (SELECT line.count / (SELECT count(*) FROM pos_sales)::numeric FROM line)),
    (8, 'bullwhip at the centers', (SELECT max(cv) FILTER (WHERE kind = 'ordered') / max(cv) FILTER (WHERE kind = 'sold') FROM variation)),
    (9, 'turns of the centers, on closing stock', (
        SELECT shipped * 52.0 / weeks / (SELECT sum(quantity_cases) FROM inventory WHERE location_type = 'dc') FROM line CROSS JOIN run
    )),
    (10, 'weighted MAPE at center x SKU x week', (SELECT sum(absolute_error) / sum(actual_quantity_cases)::numeric FROM forecast_accuracy)),
    (11, 'returned share of cases', (SELECT (SELECT sum(quantity_cases) FROM return_lines) / shipped::numeric FROM line)),
    (12, 'rejected batches', (SELECT avg((qc_status = 'rejected')::int) FROM batches)),
    (13, 'batch yield', (SELECT sum(quantity_kg) / sum(input_kg) FROM batches)),
    (14, 'pallet fill of outbound trucks', (SELECT avg(total_pallets) / 26 FROM shipments WHERE shipment_type = 'dc_to_store')),
    (15, 'pallet fill of plant trucks', (SELECT avg(total_pallets) / 26 FROM shipments WHERE shipment_type = 'plant_to_dc')),
    (16, 'outbound freight, USD a case', (
        SELECT sum(freight_cost) / sum(total_cases) FROM shipments WHERE shipment_type = 'dc_to_store'
    )),
    (17, 'share of MegaMart in orders', (
        SELECT avg((account_code = 'ACCT-MEGA-001')::int) FROM orders JOIN retail_accounts AS account ON account.id = retail_account_id
    )),
    (18, 'share of bm_large in cases', (SELECT max(cases) FILTER (WHERE channel_code = 'bm_large') / sum(cases) FROM channel)),
    (19, 'share of bm_distributor in cases', (SELECT max(cases) FILTER (WHERE channel_code = 'bm_distributor') / sum(cases) FROM channel)),
    (20, 'share of ecommerce in cases', (SELECT max(cases) FILTER (WHERE channel_code = 'ecommerce') / sum(cases) FROM channel)),
    (21, 'share of dtc in cases', (SELECT max(cases) FILTER (WHERE channel_code = 'dtc') / sum(cases) FROM channel))
) AS figures (place, result, value)
ORDER BY place;
