WITH sold AS (
    SELECT k.division_id, l.sku_id, 4 * c.fiscal_year + c.fiscal_quarter - 1 AS quarter, sum(l.quantity_cases) AS cases,
           sum(l.quantity_cases * l.unit_price) AS gross, sum(l.line_amount) AS net
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN calendar AS c ON c.calendar_date = o.order_date
    JOIN skus AS k ON k.id = l.sku_id
    GROUP BY k.division_id, l.sku_id, c.fiscal_year, c.fiscal_quarter
),
total AS (
    SELECT division_id, quarter, sum(cases) AS cases, sum(net) AS net, sum(net) / sum(cases) AS net_a_case
    FROM sold
    GROUP BY division_id, quarter
),
change AS (
    -- SKUs that sold in only one of two quarters have no change of price: they are part of the mix.
    SELECT n.division_id, n.quarter,
           sum((n.gross - n.cases * o.gross / o.cases) * o.net / o.gross) AS price,
           sum(n.net - n.gross * o.net / o.gross) AS promotions
    FROM sold AS n
    JOIN sold AS o ON o.sku_id = n.sku_id AND o.quarter = n.quarter - 1
    GROUP BY n.division_id, n.quarter
)
SELECT d.division_code, format('%s Q%s', n.quarter / 4, mod(n.quarter, 4) + 1) AS quarter, round(o.net) AS net_before,
       round((n.cases - o.cases) * o.net_a_case) AS volume,
       round(n.net - o.net - (n.cases - o.cases) * o.net_a_case - c.price - c.promotions) AS mix,
       round(c.price) AS price, round(c.promotions) AS promotions, round(n.net) AS net_after
FROM total AS n
JOIN total AS o ON o.division_id = n.division_id AND o.quarter = n.quarter - 1
JOIN change AS c ON c.division_id = n.division_id AND c.quarter = n.quarter
JOIN divisions AS d ON d.id = n.division_id
WHERE n.quarter > (SELECT max(quarter) - 2 FROM total)
ORDER BY d.division_code, n.quarter;
