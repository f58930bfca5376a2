-- Allocations know the stores as well as the trucks do.
(SELECT DISTINCT l.location_code, o.order_number
 FROM order_allocations AS a
 JOIN orders AS o ON o.id = a.order_id
 JOIN retail_locations AS l ON l.id = o.retail_location_id
 WHERE a.batch_id = (SELECT id FROM batches WHERE batch_number = 'B-2024-RECALL-001') AND a.status = 'shipped')
EXCEPT
(SELECT location_code, order_number FROM batch_genealogy_down
 WHERE batch_number = 'B-2024-RECALL-001' AND step = 'shipped');
