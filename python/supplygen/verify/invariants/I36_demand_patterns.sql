-- I36
-- title: Variation grows to the plant; bullwhip 1.3-3; season .18-.30; lift 1.5-3.5, hangover .55-.85, beside .72-.92.
-- tags: band, expensive
-- All of it for SKUs that are listed the whole horizon. Weeks are numbered from the one of Monday 1970-01-05. The largest
-- tables are read and grouped without a join to small lists, so that workers can share it; what does not count is left
-- out afterwards.
-- Variation: coefficient of variation of a SKU's weekly cases, a week without any counting as zero, weighted by the
-- SKU's cases sold: sold by the stores, ordered by the accounts, received by the DCs from plants, made by
-- the plants.
-- Bullwhip: the same at (account, SKU), the orders' over the sales'.
-- A cell is an account's sales of a SKU in a week, apart for the south, whose seasons are others. It is promoted, or in the hangover of the weeks after, or beside a
-- promotion, where the first substitute of the SKU is promoted, or plain, by the dates of the account's promotions; the first of
-- these that is true counts (states 1 to 3). Lift, hangover and what is left beside a promotion are sales over what the
-- cells would sell plainly: the mean of the cell over its plain weeks, times the season. Season is plain sales over the
-- means of the same cells, by hemisphere, family and week, each SKU counting alike, so that the swings of the largest do
-- not pass for it; its amplitude is that of the yearly wave fitted to it in the north, where the horizon has a year. A
-- quarter is planted; swings and growth of one year move it.
-- What swings is a SKU's plain sales in the north over its means and the season. Autocorrelation is the correlation of the logarithm
-- with that of the next week, a SKU at a time, weighted by the SKU's cases.
-- A store's week is its sales outside promotions over the means of the same SKUs there, as a logarithm, less the
-- division's in the week and the store's own over the weeks, in the north. Correlation in a city is that of two of its stores, over all
-- pairs.
WITH horizon AS MATERIALIZED (
    SELECT start_date, weeks::integer AS weeks, start_date + 7 * weeks - 1 AS as_of,
           (start_date - DATE '1970-01-05') / 7 AS first_week
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
item AS MATERIALIZED (
    SELECT s.id AS sku_id, s.division_id, p.product_family, k.units_per_case
    FROM skus AS s
    JOIN products AS p ON p.id = s.product_id
    JOIN packaging_types AS k ON k.id = s.packaging_id
    JOIN horizon AS h ON s.launch_date <= h.start_date AND coalesce(s.discontinue_date, 'infinity') >= h.as_of
),
store AS MATERIALIZED (
    SELECT l.id AS retail_location_id, l.retail_account_id, d.latitude < 0 AS south
    FROM retail_locations AS l
    JOIN distribution_centers AS d ON d.id = l.primary_dc_id
),
cell AS MATERIALIZED (
    SELECT l.retail_account_id, l.south, s.sku_id, (s.sale_date - DATE '1970-01-05') / 7 AS week,
           sum(s.quantity_eaches) AS eaches
    FROM pos_sales AS s
    JOIN store AS l USING (retail_location_id)
    GROUP BY 1, 2, 3, 4
),
ordered AS MATERIALIZED (
    SELECT s.retail_account_id, s.south, l.sku_id, (o.order_date - DATE '1970-01-05') / 7 AS week,
           sum(l.quantity_cases) AS cases
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN store AS s USING (retail_location_id)
    GROUP BY 1, 2, 3, 4
),
weekly (echelon, sku_id, week, cases) AS (
    -- In eaches: the pack does not change the coefficient.
    SELECT 'store', sku_id, week, sum(eaches)
    FROM cell
    GROUP BY sku_id, week
    UNION ALL
    SELECT 'account', sku_id, week, sum(cases)
    FROM ordered
    GROUP BY sku_id, week
    UNION ALL
    SELECT 'dc', l.sku_id, (s.actual_delivery_date - DATE '1970-01-05') / 7, sum(l.quantity_cases)
    FROM shipment_lines AS l
    JOIN shipments AS s ON s.id = l.shipment_id
    WHERE s.shipment_type = 'plant_to_dc' AND s.actual_delivery_date IS NOT NULL
    GROUP BY 2, 3
    UNION ALL
    SELECT 'plant', sku_id, (production_date - DATE '1970-01-05') / 7, sum(output_cases)
    FROM batches
    GROUP BY 2, 3
),
moments AS MATERIALIZED (
    SELECT w.echelon, w.sku_id, sum(w.cases) AS total, sum(w.cases::float8 ^ 2) AS squares
    FROM weekly AS w
    JOIN horizon AS h ON w.week >= h.first_week
    GROUP BY w.echelon, w.sku_id
),
variation AS (
    SELECT m.echelon,
           sum(s.total / i.units_per_case * sqrt(greatest(m.squares * h.weeks / m.total::float8 ^ 2 - 1, 0)))
               / sum(s.total / i.units_per_case)::float8 AS cv
    FROM moments AS m
    JOIN moments AS s ON s.sku_id = m.sku_id AND s.echelon = 'store'
    JOIN item AS i ON i.sku_id = m.sku_id
    CROSS JOIN horizon AS h
    WHERE m.total > 0
    GROUP BY m.echelon
),
cv AS MATERIALIZED (
    SELECT max(cv) FILTER (WHERE echelon = 'store')::numeric AS store,
           max(cv) FILTER (WHERE echelon = 'account')::numeric AS account,
           max(cv) FILTER (WHERE echelon = 'dc')::numeric AS dc,
           max(cv) FILTER (WHERE echelon = 'plant')::numeric AS plant
    FROM variation
),
pair AS MATERIALIZED (
    SELECT retail_account_id, south, sku_id, sum(eaches) AS sold, sum(eaches::float8 ^ 2) AS sold_squares
    FROM cell
    WHERE sku_id IN (SELECT sku_id FROM item)
    GROUP BY retail_account_id, south, sku_id
),
pair_ordered AS (
    SELECT retail_account_id, south, sku_id, sum(cases) AS cases, sum(cases::float8 ^ 2) AS squares
    FROM ordered
    GROUP BY retail_account_id, south, sku_id
),
bullwhip AS (
    SELECT sum(cases * sqrt(greatest(squares * weeks / cases::float8 ^ 2 - 1, 0)))
               / nullif(sum(cases * sqrt(greatest(sold_squares * weeks / sold::float8 ^ 2 - 1, 0))), 0) AS ratio
    FROM pair
    JOIN pair_ordered USING (retail_account_id, south, sku_id)
    CROSS JOIN horizon
),
counted AS (
    SELECT (SELECT count(*) FROM order_lines) AS lines, (SELECT count(*) FROM orders) AS orders,
           (SELECT count(*) FROM pos_sales) AS sales
),
own_mark AS MATERIALIZED (
    SELECT pa.retail_account_id, ps.sku_id, h.first_week + week AS week,
           min(CASE WHEN week <= (p.end_date - h.start_date) / 7 THEN 1 ELSE 2 END) AS state
    FROM promotions AS p
    CROSS JOIN horizon AS h
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    CROSS JOIN LATERAL generate_series(
        greatest((p.start_date - h.start_date) / 7, 0),
        least((p.end_date - h.start_date) / 7 + p.hangover_weeks, h.weeks - 1)
    ) AS week
    GROUP BY pa.retail_account_id, ps.sku_id, h.first_week + week
),
mark AS (
    SELECT retail_account_id, south, sku_id, week, min(state) AS state
    FROM (SELECT retail_account_id, sku_id, week, state
          FROM own_mark
          UNION ALL
          SELECT m.retail_account_id, s.sku_id, m.week, 3
          FROM own_mark AS m
          JOIN sku_substitutes AS s ON s.substitute_sku_id = m.sku_id
          WHERE m.state = 1 AND s.substitute_rank = 1) AS any_mark
    JOIN pair USING (retail_account_id, sku_id)
    GROUP BY retail_account_id, south, sku_id, week
),
marked_cell AS MATERIALIZED (
    SELECT retail_account_id, south, sku_id, week, m.state, coalesce(c.eaches, 0) AS eaches
    FROM mark AS m
    LEFT JOIN cell AS c USING (retail_account_id, south, sku_id, week)
),
marked_pair AS (
    SELECT retail_account_id, south, sku_id, count(*) AS weeks, sum(eaches) AS eaches
    FROM marked_cell
    GROUP BY retail_account_id, south, sku_id
),
plain AS MATERIALIZED (
    SELECT p.retail_account_id, p.south, p.sku_id, i.product_family,
           (p.sold - coalesce(m.eaches, 0)) / (h.weeks - coalesce(m.weeks, 0))::float8 AS mean
    FROM pair AS p
    JOIN item AS i USING (sku_id)
    CROSS JOIN horizon AS h
    LEFT JOIN marked_pair AS m USING (retail_account_id, south, sku_id)
    WHERE coalesce(m.weeks, 0) < h.weeks
),
marked AS MATERIALIZED (
    SELECT m.sku_id, m.south, p.product_family, m.week, m.state, sum(p.mean) AS expected, sum(m.eaches) AS eaches
    FROM marked_cell AS m
    JOIN plain AS p USING (retail_account_id, south, sku_id)
    GROUP BY m.sku_id, m.south, p.product_family, m.week, m.state
),
sold AS MATERIALIZED (
    SELECT c.sku_id, c.south, c.week, sum(c.eaches) AS eaches
    FROM cell AS c
    JOIN plain AS p USING (retail_account_id, south, sku_id)
    GROUP BY c.sku_id, c.south, c.week
),
expected AS MATERIALIZED (
    SELECT sku_id, south, product_family, sum(mean) AS mean
    FROM plain
    GROUP BY sku_id, south, product_family
),
unmarked AS MATERIALIZED (
    SELECT e.sku_id, e.south, e.product_family, w.week,
           (coalesce(s.eaches, 0) - coalesce(m.eaches, 0)) / (e.mean - coalesce(m.expected, 0)) AS level
    FROM expected AS e
    CROSS JOIN horizon AS h
    CROSS JOIN LATERAL generate_series(h.first_week, h.first_week + h.weeks - 1) AS w (week)
    LEFT JOIN sold AS s ON (s.sku_id, s.south, s.week) = (e.sku_id, e.south, w.week)
    LEFT JOIN (SELECT sku_id, south, week, sum(eaches) AS eaches, sum(expected) AS expected
               FROM marked GROUP BY sku_id, south, week) AS m
      ON (m.sku_id, m.south, m.week) = (e.sku_id, e.south, w.week)
    -- Where most of a SKU is promoted, the rest says little of it.
    WHERE coalesce(m.expected, 0) <= 0.5 * e.mean AND e.mean > 0
),
season AS MATERIALIZED (
    SELECT south, product_family, week, avg(level) AS level
    FROM unmarked
    GROUP BY south, product_family, week
),
swing AS (
    SELECT u.sku_id, u.week, ln(u.level / s.level) AS value
    FROM unmarked AS u
    JOIN season AS s USING (south, product_family, week)
    WHERE u.level > 0 AND NOT u.south
),
lasting AS (
    SELECT sku_id, corr(value, next_value) AS lag_one
    FROM (SELECT sku_id, week, value, lead(value) OVER of_sku AS next_value, lead(week) OVER of_sku AS next_week
          FROM swing
          WINDOW of_sku AS (PARTITION BY sku_id ORDER BY week)) AS paired
    WHERE next_week = week + 1
    GROUP BY sku_id
),
autocorrelation AS (
    SELECT sum(t.lag_one * e.mean / i.units_per_case) / sum(e.mean / i.units_per_case) AS value
    FROM lasting AS t
    JOIN expected AS e ON e.sku_id = t.sku_id AND NOT e.south
    JOIN item AS i ON i.sku_id = t.sku_id
    WHERE t.lag_one IS NOT NULL
),
usual AS MATERIALIZED (
    SELECT retail_location_id, sku_id, avg(quantity_eaches)::float8 AS mean
    FROM pos_sales
    WHERE NOT is_promotional
    GROUP BY retail_location_id, sku_id
),
till AS MATERIALIZED (
    SELECT s.retail_location_id, (s.sale_date - DATE '1970-01-05') / 7 AS week, sum(s.quantity_eaches) / sum(u.mean) AS level
    FROM pos_sales AS s
    JOIN usual AS u USING (retail_location_id, sku_id)
    WHERE NOT s.is_promotional
    GROUP BY 1, 2
),
apart AS (
    SELECT t.retail_location_id, t.week, l.country, l.city,
           ln(t.level) - avg(ln(t.level)) OVER (PARTITION BY a.division_id, t.week) AS value
    FROM till AS t
    JOIN retail_locations AS l ON l.id = t.retail_location_id
    JOIN retail_accounts AS a ON a.id = l.retail_account_id
    JOIN store AS s ON s.retail_location_id = t.retail_location_id AND NOT s.south
),
together AS (
    SELECT count(*) AS stores, sum(value) AS total, sum(value ^ 2) AS squares
    FROM (SELECT country, city, week, value - avg(value) OVER (PARTITION BY retail_location_id) AS value FROM apart) AS own
    GROUP BY country, city, week
),
of_city AS (
    SELECT sum(total ^ 2 - squares) / nullif(sum((stores - 1) * squares), 0) AS value
    FROM together
),
amplitude AS (
    SELECT product_family,
           sqrt(sum(level * cos(2 * pi() * week / 52)) ^ 2 + sum(level * sin(2 * pi() * week / 52)) ^ 2)
               * 2 / sum(level) AS value
    FROM season
    JOIN horizon ON week < first_week + 52 AND weeks >= 52
    WHERE NOT south
    GROUP BY product_family
),
effect AS (
    SELECT m.state, (sum(m.eaches) / sum(m.expected * s.level))::numeric AS factor
    FROM marked AS m
    JOIN season AS s USING (south, product_family, week)
    GROUP BY m.state
)
SELECT 'pos_sales' AS relation, 'weekly_variation_at_stores' AS key, store AS value, NULL::numeric AS low,
       NULL::numeric AS high
FROM cv
UNION ALL
SELECT 'order_lines', 'weekly_variation_at_accounts', account, store, NULL FROM cv
UNION ALL
SELECT 'shipments', 'weekly_variation_at_dcs', dc, account, NULL FROM cv
UNION ALL
SELECT 'batches', 'weekly_variation_at_plants', plant, dc, NULL FROM cv
UNION ALL
SELECT 'orders', 'bullwhip', ratio::numeric, 1.3, 3.0 FROM bullwhip
UNION ALL
SELECT 'order_lines', 'lines_per_order', lines::numeric / nullif(orders, 0), NULL, NULL FROM counted
UNION ALL
SELECT 'order_lines', 'lines_per_pos_row', lines::numeric / nullif(sales, 0), NULL, NULL FROM counted
UNION ALL
SELECT 'pos_sales', 'season_of_' || family, a.value::numeric, 0.18, 0.30
FROM (VALUES ('oral_care'), ('home_care'), ('personal_care')) AS f (family)
LEFT JOIN amplitude AS a ON a.product_family = f.family
UNION ALL
SELECT 'pos_sales', 'autocorrelation_of_sku_weeks', value::numeric, 0.30, 0.80 FROM autocorrelation
UNION ALL
SELECT 'pos_sales', 'correlation_of_stores_in_a_city', value::numeric, 0.05, 0.42 FROM of_city
UNION ALL
SELECT 'pos_sales', f.key, e.factor, f.low, f.high
FROM (VALUES ('promotion_lift', 1, 1.5, 3.5), ('hangover', 2, 0.55, 0.85),
             ('beside_promotions', 3, 0.72, 0.92)) AS f (key, state, low, high)
LEFT JOIN effect AS e USING (state);
