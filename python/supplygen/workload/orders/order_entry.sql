-- title: A store orders
-- weight: 33
-- reason: a year has 33,540 orders at scale 0.1; the other writes are in proportion to them
-- The store orders again what it ordered once, at the prices announced last: lines, cases and SKUs are spread as in the data.
\set template random(1, :orders)
BEGIN;
SELECT l.id AS store, l.primary_dc_id AS center, l.retail_account_id AS account, a.channel_id AS channel,
       a.price_level_percent AS price_level
FROM :company.orders AS o
JOIN :company.retail_locations AS l ON l.id = o.retail_location_id
JOIN :company.retail_accounts AS a ON a.id = l.retail_account_id
WHERE o.id = :template
\gset
SELECT nextval('supplygen_bench.orders_id_seq') AS new_order
\gset
INSERT INTO supplygen_bench.orders (
    id, order_number, retail_account_id, retail_location_id, channel_id, dc_id, order_date, requested_delivery_date,
    promised_delivery_date, status, order_type, total_cases, total_amount
) VALUES (
    :new_order, 'ORD-' || lpad(:new_order::text, 9, '0'), :account, :store, :channel, :center, current_date,
    current_date + 3, current_date + 4, 'open', 'standard', 0, 0
);
INSERT INTO supplygen_bench.order_lines (
    order_id, line_number, sku_id, quantity_cases, allocated_cases, shipped_cases, cut_cases, quantity_eaches,
    unit_price, discount_percent, line_amount, status
)
SELECT :new_order, l.line_number, l.sku_id, l.quantity_cases, 0, 0, 0, l.quantity_eaches,
       s.case_price * :price_level / 100, 0, round(l.quantity_cases * s.case_price * :price_level / 100, 2), 'open'
FROM :company.order_lines AS l
JOIN :company.sku_prices AS s ON s.sku_id = l.sku_id
JOIN :company.price_lists AS p ON p.id = s.price_list_id AND p.valid_to IS NULL
WHERE l.order_id = :template;
UPDATE supplygen_bench.orders
SET (total_cases, total_amount) = (
    SELECT sum(quantity_cases), sum(line_amount) FROM supplygen_bench.order_lines WHERE order_id = :new_order
)
WHERE id = :new_order;
COMMIT;
