WITH lot AS (
    SELECT DISTINCT gr_id, gr_line_number
    FROM batch_ingredients
    WHERE batch_id = (SELECT id FROM batches WHERE batch_number = 'B-2024-RECALL-001')
),
base AS (
    SELECT bi.gr_id, bi.gr_line_number, bi.batch_id, o.retail_location_id, sum(sl.quantity_cases) AS cases
    FROM lot
    JOIN (SELECT DISTINCT gr_id, gr_line_number, batch_id FROM batch_ingredients) AS bi
        USING (gr_id, gr_line_number)
    JOIN shipment_lines AS sl ON sl.batch_id = bi.batch_id
    JOIN orders AS o ON o.id = sl.order_id
    GROUP BY bi.gr_id, bi.gr_line_number, bi.batch_id, o.retail_location_id
),
seen AS (
    SELECT gr_id, gr_line_number, batch_id, retail_location_id, sum(quantity_cases) AS cases
    FROM lot JOIN lot_genealogy_down USING (gr_id, gr_line_number)
    WHERE step = 'shipped'
    GROUP BY gr_id, gr_line_number, batch_id, retail_location_id
)
(TABLE base EXCEPT TABLE seen) UNION ALL (TABLE seen EXCEPT TABLE base);
