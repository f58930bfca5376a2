-- I53
-- title: An order line's price is the list price of the order date, less the channel's margin and the account's conditions.
-- tags: exact, expensive
-- sample: order_lines.order_id, orders.id
WITH listed AS (
    SELECT p.sku_id, k.product_id, p.list_price * t.units_per_case AS case_list, l.valid_from,
           coalesce(l.valid_to, 'infinity') AS valid_to
    FROM sku_prices AS p
    JOIN price_lists AS l ON l.id = p.price_list_id
    JOIN skus AS k ON k.id = p.sku_id
    JOIN packaging_types AS t ON t.id = k.packaging_id
)
SELECT 'order_lines' AS relation, concat_ws('/', l.order_id, l.line_number) AS key,
       format('%s a case; list price %s, margin %s %%, condition %s %%', l.unit_price, k.case_list, h.margin_percent,
              coalesce(c.discount_percent, 0)) AS problem
FROM order_lines AS l
JOIN orders AS o ON o.id = l.order_id
JOIN channels AS h ON h.id = o.channel_id
LEFT JOIN listed AS k ON k.sku_id = l.sku_id AND o.order_date BETWEEN k.valid_from AND k.valid_to
LEFT JOIN customer_conditions AS c
    ON c.retail_account_id = o.retail_account_id
   AND c.product_id = k.product_id
   AND o.order_date BETWEEN c.valid_from AND c.valid_to
-- Rounded half up once, to the cent.
WHERE (l.unit_price = round(k.case_list * (100 - h.margin_percent) * (100 - coalesce(c.discount_percent, 0)) / 10000, 2))
      IS NOT TRUE;
