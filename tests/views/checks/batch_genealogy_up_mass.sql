-- The draws of raw materials of a batch are its input.
SELECT b.id FROM batches AS b
LEFT JOIN (SELECT batch_id, sum(actual_quantity_kg) AS kg FROM batch_genealogy_up
           WHERE ingredient_code LIKE 'ING-%' GROUP BY batch_id) AS u
    ON u.batch_id = b.id
WHERE u.kg IS DISTINCT FROM b.input_kg;
