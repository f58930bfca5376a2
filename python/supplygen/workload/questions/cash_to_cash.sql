WITH span AS (
    SELECT as_of - first_day + 1 AS days FROM horizon
),
cost AS (
    SELECT sum(l.shipped_cases * (c.material_cost + c.labor_cost + c.overhead_cost + c.packaging_cost)) AS of_goods
    FROM order_lines AS l
    JOIN sku_costs AS c ON c.sku_id = l.sku_id
),
stock AS (
    SELECT (SELECT sum(i.quantity_cases * (c.material_cost + c.labor_cost + c.overhead_cost + c.packaging_cost))
            FROM inventory AS i
            JOIN sku_costs AS c ON c.sku_id = i.sku_id) AS goods,
           (SELECT sum(i.on_hand_kg * pl.unit_price)
            FROM ingredient_inventory AS i
            JOIN goods_receipt_lines AS r ON r.gr_id = i.gr_id AND r.line_number = i.gr_line_number
            JOIN purchase_order_lines AS pl ON pl.po_id = r.po_id AND pl.line_number = r.po_line_number) AS materials
),
days AS (
    SELECT 'goods in stock' AS part, round(stock.goods) AS amount, stock.goods * span.days / cost.of_goods AS days
    FROM stock CROSS JOIN cost CROSS JOIN span
    UNION ALL
    SELECT 'materials in stock', round(stock.materials), stock.materials * span.days / cost.of_goods
    FROM stock CROSS JOIN cost CROSS JOIN span
    UNION ALL
    SELECT 'customers pay after', round(sum(i.amount)), sum(i.amount * (p.payment_date - i.invoice_date)) / sum(i.amount)
    FROM customer_invoices AS i
    JOIN customer_payments AS p ON p.order_id = i.order_id AND p.purpose = 'invoice'
    UNION ALL
    SELECT 'suppliers are paid after', round(sum(p.amount)),
           -sum(p.amount * (p.payment_date - r.receipt_date)) / sum(p.amount)
    FROM supplier_payments AS p
    JOIN supplier_invoices AS i ON i.id = p.invoice_id
    JOIN goods_receipts AS r ON r.id = i.gr_id
)
SELECT coalesce(part, 'cash to cash') AS part, CASE WHEN part IS NOT NULL THEN sum(amount) END AS amount,
       round(sum(days), 1) AS days
FROM days
GROUP BY ROLLUP (part)
ORDER BY grouping(part), days DESC;
