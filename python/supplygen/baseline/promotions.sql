-- What is announced: share of a center's stores at which an SKU is promoted in a week, and the deepest discount, percent.
WITH reach AS (
    SELECT primary_dc_id AS dc_id, retail_account_id, count(*)::numeric / sum(count(*)) OVER (PARTITION BY primary_dc_id) AS share
    FROM retail_locations
    GROUP BY primary_dc_id, retail_account_id
)
SELECT r.dc_id, s.sku_id, w.week, least(sum(r.share), 1) AS share, max(p.discount_percent) AS discount
FROM promotions AS p
JOIN promotion_accounts AS a ON a.promo_id = p.id
JOIN reach AS r ON r.retail_account_id = a.retail_account_id
JOIN promotion_skus AS s ON s.promo_id = p.id
CROSS JOIN LATERAL generate_series((p.start_date - %(start)s) / 7, (p.end_date - %(start)s) / 7) AS w (week)
GROUP BY r.dc_id, s.sku_id, w.week
ORDER BY r.dc_id, s.sku_id, w.week;
