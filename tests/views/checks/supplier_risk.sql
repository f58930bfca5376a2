-- The first receipt of each order in a row of its own; what depends on a supplier alone as its own view has it.
WITH first_receipt AS (
    SELECT DISTINCT ON (po.id) po.supplier_id, (g.receipt_date > po.expected_delivery_date)::int AS late,
           greatest(g.receipt_date - po.expected_delivery_date, 0) AS days
    FROM purchase_orders AS po JOIN goods_receipts AS g ON g.po_id = po.id ORDER BY po.id, g.receipt_date
),
base AS (
    SELECT s.id, s.supplier_code, s.name, s.tier, s.country, s.on_time_rate, o.orders, o.usd, f.late, f.days, r.share,
           coalesce(x.materials, 0) AS materials, coalesce(x.usd, 0) AS risk, coalesce(x.share, 0) AS risk_share
    FROM suppliers AS s
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT po_id) AS orders, coalesce(sum(line_amount), 0) AS usd
        FROM purchase_order_lines WHERE po_id IN (SELECT id FROM purchase_orders WHERE supplier_id = s.id)
    ) AS o
    LEFT JOIN (SELECT supplier_id, avg(late) AS late, avg(days) AS days FROM first_receipt GROUP BY 1) AS f
        ON f.supplier_id = s.id
    CROSS JOIN LATERAL (
        SELECT sum(gl.quantity_rejected_kg) / nullif(sum(gl.quantity_accepted_kg + gl.quantity_rejected_kg), 0) AS share
        FROM goods_receipts AS g
        JOIN purchase_orders AS po ON po.id = g.po_id
        JOIN goods_receipt_lines AS gl ON gl.gr_id = g.id
        WHERE po.supplier_id = s.id
    ) AS r
    LEFT JOIN (
        SELECT DISTINCT ON (supplier_id) supplier_id, count(*) OVER (PARTITION BY supplier_id) AS materials,
               revenue_at_risk AS usd, revenue_share AS share
        FROM single_source_ingredients ORDER BY supplier_id, revenue_at_risk DESC
    ) AS x ON x.supplier_id = s.id
)
SELECT *
FROM supplier_risk AS v
FULL JOIN base AS b ON b.id = v.supplier_id
WHERE (v.supplier_code, v.name, v.tier, v.country, v.po_count, v.spend, v.late_share, v.mean_days_late,
       v.long_run_on_time_rate, v.rejected_share, v.sole_source_ingredients, v.revenue_at_risk, v.risk_score)
    IS DISTINCT FROM (b.supplier_code, b.name, b.tier, b.country, b.orders, b.usd, round(b.late, 4), round(b.days, 2),
                      b.on_time_rate, round(b.share, 4), b.materials, b.risk,
                      round(40 * (coalesce(b.late, 0) + b.risk_share) + least(20, 200 * coalesce(b.share, 0)), 1))
   OR v.sole_source_ingredients <> (v.supplier_code IN ('SUP-PALM-MY-001', 'SUP-SORB-FR-001'))::int
   OR v.risk_score NOT BETWEEN 0 AND 100;
