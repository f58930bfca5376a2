-- I34
-- title: The top fifth of SKUs carries 75-85 % of cases, MegaMart 20-30 % of orders; channels 40/30/20/10 %, 3 points.
-- tags: band, expensive
-- Cases are those shipped to stores. The fifth is counted among the SKUs that some store ordered. Stores are compared by
-- their mean: a hypermarket sells what several convenience stores do. Portion packs hold up to 30 ml.
WITH sold AS (
    SELECT l.sku_id, o.channel_id, sum(l.shipped_cases) AS cases
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    GROUP BY l.sku_id, o.channel_id
),
ranked AS (
    SELECT sum(cases) AS cases, row_number() OVER (ORDER BY sum(cases) DESC, sku_id) AS rank, count(*) OVER () AS skus
    FROM sold
    GROUP BY sku_id
),
channel_share AS (
    SELECT c.channel_code, coalesce(sum(s.cases), 0) / nullif(sum(sum(s.cases)) OVER (), 0) AS share
    FROM channels AS c
    LEFT JOIN sold AS s ON s.channel_id = c.id
    GROUP BY c.channel_code
),
store_cases AS (
    SELECT r.store_format, r.id, coalesce(sum(o.total_cases), 0) AS cases
    FROM retail_locations AS r
    LEFT JOIN orders AS o ON o.retail_location_id = r.id
    GROUP BY r.store_format, r.id
),
planned (channel_code, share) AS (
    VALUES ('bm_large', 0.40), ('bm_distributor', 0.30), ('ecommerce', 0.20), ('dtc', 0.10)
)
SELECT 'order_lines' AS relation, 'top_fifth_of_skus_share_of_cases' AS key,
       sum(cases) FILTER (WHERE rank <= 0.2 * skus) / nullif(sum(cases), 0) AS value, 0.75 AS low, 0.85 AS high
FROM ranked
UNION ALL
SELECT 'orders', 'megamart_share_of_orders', avg((a.account_code = 'ACCT-MEGA-001')::integer), 0.20, 0.30
FROM orders AS o
JOIN retail_accounts AS a ON a.id = o.retail_account_id
UNION ALL
SELECT 'order_lines', channel_code || '_share_of_cases', s.share, p.share - 0.03, p.share + 0.03
FROM planned AS p
LEFT JOIN channel_share AS s USING (channel_code)
UNION ALL
SELECT 'retail_locations', 'hypermarket_over_convenience_store',
       avg(cases) FILTER (WHERE store_format = 'hypermarket') / nullif(avg(cases) FILTER (WHERE store_format = 'convenience'), 0),
       4, 10
FROM store_cases
UNION ALL
SELECT 'order_lines', 'portion_packs_share_of_eaches_nam_eur',
       coalesce(sum(s.cases * p.units_per_case) FILTER (WHERE p.content_ml <= 30), 0) / nullif(sum(s.cases * p.units_per_case), 0),
       0, 0.10
FROM sold AS s
JOIN skus AS k ON k.id = s.sku_id
JOIN packaging_types AS p ON p.id = k.packaging_id
WHERE k.region IN ('NAM', 'EUR');
