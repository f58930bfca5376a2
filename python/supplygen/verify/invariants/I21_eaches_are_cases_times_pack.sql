-- I21
-- title: Eaches are cases times the units per case; revenue is eaches times the shelf price of the week.
-- tags: exact, expensive
-- sample: order_lines.order_id
WITH listed AS (
    SELECT p.sku_id, p.list_price, l.valid_from, coalesce(l.valid_to, 'infinity') AS valid_to
    FROM sku_prices AS p
    JOIN price_lists AS l ON l.id = p.price_list_id
)
SELECT 'order_lines' AS relation, concat_ws('/', l.order_id, l.line_number) AS key,
       format('%s cases of %s are not %s eaches', l.quantity_cases, p.units_per_case, l.quantity_eaches) AS problem
FROM order_lines AS l
JOIN skus AS s ON s.id = l.sku_id
JOIN packaging_types AS p ON p.id = s.packaging_id
WHERE l.quantity_eaches <> l.quantity_cases * p.units_per_case
UNION ALL
-- Shelf price: list price at the account's level less the promotion's discount, rounded half up to the cent. The list is
-- the one that held as long ago as the account takes to follow a new one.
SELECT 'pos_sales', s.id::text,
       format('%s eaches for %s; list price %s, level %s %%, discount %s %%', s.quantity_eaches, s.revenue, k.list_price,
              a.price_level_percent, coalesce(p.discount_percent, 0))
FROM pos_sales AS s
JOIN retail_locations AS l ON l.id = s.retail_location_id
JOIN retail_accounts AS a ON a.id = l.retail_account_id
LEFT JOIN listed AS k
    ON k.sku_id = s.sku_id
   AND s.sale_date - 7 * a.price_lag_weeks BETWEEN k.valid_from AND k.valid_to
LEFT JOIN promotions AS p ON p.id = s.promo_id
WHERE (s.revenue = s.quantity_eaches
                   * round(k.list_price * a.price_level_percent * (100 - coalesce(p.discount_percent, 0)) / 10000, 2))
      IS NOT TRUE
UNION ALL
SELECT 'inventory_adjustments', a.id::text,
       format('%s cases of %s are not %s eaches', a.quantity_cases, p.units_per_case, a.quantity_eaches)
FROM inventory_adjustments AS a
JOIN skus AS s ON s.id = a.sku_id
JOIN packaging_types AS p ON p.id = s.packaging_id
WHERE a.quantity_eaches <> a.quantity_cases * p.units_per_case OR a.quantity_eaches >= 0;
