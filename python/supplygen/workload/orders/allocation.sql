-- title: The oldest open order gets stock
-- weight: 32
-- reason: 33,290 of 33,540 orders are allocated once; fewer than are entered, so that one is always open
-- Cases of the batches at the order's center, first expired first out; what is not in stock is cut.
BEGIN;
SELECT coalesce(max(id), 0) AS open_order, coalesce(max(dc_id), 0) AS center
FROM (
    SELECT id, dc_id FROM supplygen_bench.orders WHERE status = 'open' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) AS oldest
\gset
\if :open_order > 0
-- Rows of stock are locked in one order by all, so that two allocations wait for each other without a deadlock; what
-- has come in since is not locked, and not taken.
WITH stock AS MATERIALIZED (
    SELECT id, sku_id, batch_id, quantity_cases, expiry_date
    FROM supplygen_bench.inventory
    WHERE dc_id = :center
      AND sku_id = ANY (ARRAY(SELECT sku_id FROM supplygen_bench.order_lines WHERE order_id = :open_order))
    ORDER BY id
    FOR UPDATE
),
offered AS (
    SELECT *, sum(quantity_cases) OVER (PARTITION BY sku_id ORDER BY expiry_date, id) AS up_to FROM stock
),
taken AS (
    SELECT s.id, s.batch_id, s.quantity_cases, l.line_number,
           least(s.up_to, l.quantity_cases) - (s.up_to - s.quantity_cases) AS cases
    FROM supplygen_bench.order_lines AS l
    JOIN offered AS s ON s.sku_id = l.sku_id
    WHERE l.order_id = :open_order AND s.up_to - s.quantity_cases < l.quantity_cases
),
emptied AS (
    DELETE FROM supplygen_bench.inventory AS i USING taken AS t WHERE i.id = t.id AND t.cases = t.quantity_cases
),
lessened AS (
    UPDATE supplygen_bench.inventory AS i
    SET quantity_cases = t.quantity_cases - t.cases
    FROM taken AS t
    WHERE i.id = t.id AND t.cases < t.quantity_cases
)
INSERT INTO supplygen_bench.order_allocations (
    order_id, order_line_number, dc_id, batch_id, allocated_cases, allocation_date, status
)
SELECT :open_order, line_number, :center, batch_id, cases, current_date, 'allocated' FROM taken;
UPDATE supplygen_bench.order_lines AS l
SET allocated_cases = a.cases, cut_cases = l.quantity_cases - a.cases,
    status = CASE a.cases WHEN 0 THEN 'cut' ELSE 'open' END
FROM (
    SELECT n.line_number, coalesce(sum(g.allocated_cases), 0) AS cases
    FROM supplygen_bench.order_lines AS n
    LEFT JOIN supplygen_bench.order_allocations AS g ON g.order_id = n.order_id AND g.order_line_number = n.line_number
    WHERE n.order_id = :open_order
    GROUP BY n.line_number
) AS a
WHERE l.order_id = :open_order AND l.line_number = a.line_number;
UPDATE supplygen_bench.orders AS o
SET status = CASE s.allocated WHEN 0 THEN 'cancelled' ELSE 'allocated' END,
    cut_reason = CASE WHEN s.cut > 0 THEN 'stock' END, allocation_date = current_date
FROM (
    SELECT sum(allocated_cases) AS allocated, sum(cut_cases) AS cut
    FROM supplygen_bench.order_lines
    WHERE order_id = :open_order
) AS s
WHERE o.id = :open_order;
\endif
COMMIT;
