SELECT r.* FROM supplier_risk AS r
LEFT JOIN (
    SELECT supplier_id, round(avg(late::int), 4) AS late_share, round(avg(days), 2) AS days FROM (
        SELECT DISTINCT ON (po.id) po.supplier_id, g.receipt_date > po.expected_delivery_date AS late,
               greatest(g.receipt_date - po.expected_delivery_date, 0) AS days
        FROM purchase_orders AS po JOIN goods_receipts AS g ON g.po_id = po.id ORDER BY po.id, g.receipt_date
    ) AS first_receipt GROUP BY supplier_id
) AS l USING (supplier_id)
WHERE (r.late_share, r.mean_days_late) IS DISTINCT FROM (l.late_share, l.days)
   OR r.sole_source_ingredients <> (r.supplier_code IN ('SUP-PALM-MY-001', 'SUP-SORB-FR-001'))::int
   OR r.risk_score NOT BETWEEN 0 AND 100;
