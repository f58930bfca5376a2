SELECT * FROM three_way_match WHERE match_status = 'unbalanced' OR received_kg <> accepted_kg + rejected_kg
UNION ALL
SELECT * FROM three_way_match WHERE (match_status = 'not_received') <> (received_kg = 0)
UNION ALL
SELECT * FROM three_way_match
WHERE (SELECT sum(received_kg) FROM three_way_match) <> (SELECT sum(quantity_received_kg) FROM goods_receipt_lines)
   OR (SELECT sum(consumed_kg) FROM three_way_match) <> (SELECT sum(actual_quantity_kg) FROM batch_ingredients);
