CREATE VIEW supplier_risk AS
SELECT
    s.id AS supplier_id,
    s.supplier_code,
    s.name,
    s.tier,
    s.country,
    coalesce(p.po_count, 0) AS po_count,
    coalesce(p.spend, 0) AS spend,
    round(p.late_count / nullif(p.received_count, 0)::numeric, 4) AS late_share,
    round(p.days_late / nullif(p.received_count, 0)::numeric, 2) AS mean_days_late,
    s.on_time_rate AS long_run_on_time_rate,
    round(g.rejected_kg / nullif(g.received_kg, 0), 4) AS rejected_share,
    coalesce(x.sole_count, 0) AS sole_source_ingredients,
    coalesce(x.revenue_at_risk, 0) AS revenue_at_risk,
    round(
        40 * coalesce(p.late_count / nullif(p.received_count, 0)::numeric, 0)
        + 20 * least(1, 10 * coalesce(g.rejected_kg / nullif(g.received_kg, 0), 0))
        + 40 * coalesce(x.revenue_share, 0),
        1
    ) AS risk_score
FROM suppliers AS s
LEFT JOIN (
    SELECT
        po.supplier_id,
        count(*) AS po_count,
        sum(po.total_amount) AS spend,
        count(r.received_on) AS received_count,
        count(*) FILTER (WHERE r.received_on > po.expected_delivery_date) AS late_count,
        sum(greatest(r.received_on - po.expected_delivery_date, 0)) AS days_late
    FROM purchase_orders AS po
    LEFT JOIN (
        SELECT po_id, min(receipt_date) AS received_on FROM goods_receipts GROUP BY po_id
    ) AS r ON r.po_id = po.id
    GROUP BY po.supplier_id
) AS p ON p.supplier_id = s.id
LEFT JOIN (
    SELECT
        po.supplier_id, sum(gl.quantity_rejected_kg) AS rejected_kg, sum(gl.quantity_received_kg) AS received_kg
    FROM goods_receipt_lines AS gl
    JOIN purchase_orders AS po ON po.id = gl.po_id
    GROUP BY po.supplier_id
) AS g ON g.supplier_id = s.id
LEFT JOIN (
    SELECT
        supplier_id,
        count(*) AS sole_count,
        max(revenue_at_risk) AS revenue_at_risk,
        max(revenue_share) AS revenue_share
    FROM single_source_ingredients
    GROUP BY supplier_id
) AS x ON x.supplier_id = s.id;

COMMENT ON VIEW supplier_risk IS 'Suppliers with what they did in the horizon and what depends on them';
COMMENT ON COLUMN supplier_risk.supplier_id IS 'Supplier';
COMMENT ON COLUMN supplier_risk.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN supplier_risk.name IS 'Name of the supplier';
COMMENT ON COLUMN supplier_risk.tier IS 'Tier: 1 strategic, 2 preferred, 3 transactional';
COMMENT ON COLUMN supplier_risk.country IS 'Country, ISO 3166-1 alpha-2';
COMMENT ON COLUMN supplier_risk.po_count IS 'Purchase orders';
COMMENT ON COLUMN supplier_risk.spend IS 'Value of the purchase orders, USD';
COMMENT ON COLUMN supplier_risk.late_share IS 'Share of received orders whose first receipt was late, 0 to 1';
COMMENT ON COLUMN supplier_risk.mean_days_late IS 'Days late of the first receipt, punctual ones counted as 0';
COMMENT ON COLUMN supplier_risk.long_run_on_time_rate IS 'What the supplier keeps in the long run, 0 to 1';
COMMENT ON COLUMN supplier_risk.rejected_share IS 'Rejected over received mass, 0 to 1';
COMMENT ON COLUMN supplier_risk.sole_source_ingredients IS 'Raw materials that only this supplier may deliver';
COMMENT ON COLUMN supplier_risk.revenue_at_risk IS
'Revenue that hangs on the most important of those materials, USD; several may be in the same SKUs';
COMMENT ON COLUMN supplier_risk.risk_score IS
'0 to 100: 40 x late share + 20 x ten times the rejected share, at most 1 + 40 x share of revenue at risk';
