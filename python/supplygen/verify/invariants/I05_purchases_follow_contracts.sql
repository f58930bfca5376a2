-- I05
-- title: A PO line follows an approved contract of its supplier on the order date: minimum, multiple and price.
-- tags: exact, cheap
SELECT 'purchase_order_lines' AS relation, concat_ws('/', pl.po_id, pl.line_number) AS key,
       CASE WHEN count(si.id) = 0
            THEN format('supplier %s has no approved contract for ingredient %s on %s', po.supplier_id, pl.ingredient_id,
                        po.order_date)
            ELSE format('%s kg at %s; contract: %s', pl.quantity_kg, pl.unit_price,
                        string_agg(format('at least %s kg in steps of %s at %s', si.min_order_qty, si.order_multiple,
                                          si.unit_cost), ' or '))
       END AS problem
FROM purchase_order_lines AS pl
JOIN purchase_orders AS po ON po.id = pl.po_id
LEFT JOIN supplier_ingredients AS si
       ON si.supplier_id = po.supplier_id
      AND si.ingredient_id = pl.ingredient_id
      AND si.is_approved
      AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date
GROUP BY pl.po_id, pl.line_number, po.id
HAVING bool_or(pl.quantity_kg >= si.min_order_qty
               AND mod(pl.quantity_kg, si.order_multiple) = 0
               AND pl.unit_price = si.unit_cost) IS NOT TRUE;
