-- I52
-- title: Every SKU has a price on every day, which rises as announced, at most twice a year; conditions do not overlap.
-- tags: exact, cheap
WITH span AS (
    SELECT start_date, start_date - 84 AS run_in_start, start_date + 7 * weeks - 1 AS as_of
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
list AS (
    SELECT l.id, l.division_id, l.product_id, l.announced_date, l.valid_from, l.valid_to, l.increase_percent,
           lag(l.id) OVER line AS earlier_id, lag(l.valid_to) OVER line AS earlier_end, lead(l.id) OVER line AS later_id
    FROM price_lists AS l
    WINDOW line AS (PARTITION BY l.division_id, l.product_id ORDER BY l.valid_from)
)
SELECT 'price_lists' AS relation, l.id::text AS key,
       format('%s to %s, announced on %s; the list before ends on %s', l.valid_from, l.valid_to, l.announced_date, l.earlier_end) AS problem
FROM list AS l
CROSS JOIN span AS s
WHERE l.valid_from IS DISTINCT FROM CASE WHEN l.earlier_id IS NULL THEN l.valid_from ELSE l.earlier_end + 1 END
   OR (l.later_id IS NULL) <> (l.valid_to IS NULL)
   OR l.announced_date > s.as_of
   -- The first list holds when the run-in begins, later ones from a Monday after the horizon's first day.
   OR CASE WHEN l.earlier_id IS NULL THEN l.valid_from > s.run_in_start OR l.increase_percent <> 0
           ELSE l.valid_from <= s.start_date OR extract(isodow FROM l.valid_from) <> 1 OR l.increase_percent = 0 END
UNION ALL
SELECT 'price_lists', min(l.id)::text, format('%s increases in %s', count(*), extract(year FROM l.valid_from))
FROM list AS l
WHERE l.earlier_id IS NOT NULL
GROUP BY l.division_id, l.product_id, extract(year FROM l.valid_from)
HAVING count(*) > 2
UNION ALL
SELECT 'sku_prices', concat_ws('/', coalesce(d.price_list_id, p.price_list_id), coalesce(d.sku_id, p.sku_id)),
       CASE WHEN p.sku_id IS NULL THEN 'no price' ELSE 'a price of another line' END
FROM (
    SELECT l.id AS price_list_id, k.id AS sku_id
    FROM price_lists AS l
    JOIN skus AS k ON k.division_id = l.division_id AND k.product_id = l.product_id
) AS d
FULL JOIN sku_prices AS p ON p.price_list_id = d.price_list_id AND p.sku_id = d.sku_id
WHERE d.sku_id IS NULL OR p.sku_id IS NULL
UNION ALL
SELECT 'skus', k.id::text, 'in no price list'
FROM skus AS k
WHERE NOT EXISTS (SELECT FROM sku_prices AS p WHERE p.sku_id = k.id)
UNION ALL
-- Prices are those of the list before and its increase, in whole cents; a case is priced by its eaches.
SELECT 'sku_prices', concat_ws('/', p.price_list_id, p.sku_id),
       format('%s an each, %s a case; before %s, %s %% more', p.list_price, p.case_price, coalesce(b.list_price, k.list_price), l.increase_percent)
FROM sku_prices AS p
JOIN list AS l ON l.id = p.price_list_id
JOIN skus AS k ON k.id = p.sku_id
JOIN packaging_types AS t ON t.id = k.packaging_id
LEFT JOIN sku_prices AS b ON b.price_list_id = l.earlier_id AND b.sku_id = p.sku_id
WHERE p.list_price <> round(coalesce(b.list_price, k.list_price) * (100 + l.increase_percent) / 100, 2)
   -- What the trade keeps is the same share of every list.
   OR abs(p.case_price - p.list_price * t.units_per_case * 0.75) > 0.005
   OR (l.earlier_id IS NULL AND p.case_price <> k.case_price)
UNION ALL
SELECT 'customer_conditions', c.id::text, format('%s %% from %s to %s', c.discount_percent, c.valid_from, c.valid_to)
FROM customer_conditions AS c
JOIN retail_accounts AS a ON a.id = c.retail_account_id
JOIN channels AS h ON h.id = a.channel_id
WHERE h.channel_code = 'dtc'
   OR c.discount_percent = 0
   OR EXISTS (
          SELECT FROM customer_conditions AS o
          WHERE o.retail_account_id = c.retail_account_id AND o.product_id = c.product_id AND o.id <> c.id
            AND o.valid_from <= c.valid_to AND o.valid_to >= c.valid_from
      );
