SELECT * FROM (SELECT ingredient_id, sum(used_kg) AS kg FROM where_used GROUP BY ingredient_id) AS w
FULL JOIN (SELECT ingredient_id, sum(actual_quantity_kg) AS kg FROM batch_ingredients GROUP BY 1) AS b
    USING (ingredient_id)
WHERE w.kg <> coalesce(b.kg, 0) OR w.kg IS NULL;
