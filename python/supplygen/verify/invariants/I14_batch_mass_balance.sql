-- I14
-- title: A batch's input is its output plus its loss and the sum of its raw materials; its yield is their ratio.
-- tags: exact, cheap
SELECT 'batches' AS relation, b.id::text AS key,
       format('input %s kg, materials %s, output %s, loss %s, yield %s %%', b.input_kg, sum(bi.actual_quantity_kg),
              b.quantity_kg, b.loss_kg, b.yield_percent) AS problem
FROM batches AS b
LEFT JOIN (
    batch_ingredients AS bi JOIN ingredients AS i ON i.id = bi.ingredient_id AND i.piece_mass_g IS NULL
) ON bi.batch_id = b.id
GROUP BY b.id, b.input_kg, b.quantity_kg, b.loss_kg, b.yield_percent
HAVING b.input_kg <> b.quantity_kg + b.loss_kg
    OR b.loss_kg < 0
    OR b.input_kg IS DISTINCT FROM sum(bi.actual_quantity_kg)
    -- Half a unit of the last of its two decimals is what rounding may change.
    OR abs(b.yield_percent - 100 * b.quantity_kg / nullif(b.input_kg, 0)) > 0.005;
