-- A supplier had a contract for the material on the day of the order.
SELECT u.* FROM batch_genealogy_up AS u
WHERE NOT EXISTS (
    SELECT FROM supplier_ingredients AS si
    JOIN ingredients AS n ON n.id = si.ingredient_id
    WHERE si.supplier_id = u.supplier_id AND n.ingredient_code = u.ingredient_code
      AND u.order_date BETWEEN si.contract_start_date AND si.contract_end_date
);
