-- I05
-- title: A PO line follows an approved contract: minimum, multiple, price; status and certificates say what is.
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
GROUP BY pl.po_id, pl.line_number, po.id, po.supplier_id, pl.ingredient_id, po.order_date, pl.quantity_kg, pl.unit_price
HAVING bool_or(pl.quantity_kg >= si.min_order_qty
               AND mod(pl.quantity_kg, si.order_multiple) = 0
               AND pl.unit_price = si.unit_cost) IS NOT TRUE
UNION ALL
SELECT 'suppliers', s.id::text, format('%s, tier %s, %s approved contracts', s.status, s.tier, count(si.id))
FROM suppliers AS s
LEFT JOIN supplier_ingredients AS si ON si.supplier_id = s.id AND si.is_approved
GROUP BY s.id, s.status, s.tier
-- Strategic suppliers, tier 1, always have a contract.
HAVING s.status <> CASE WHEN count(si.id) > 0 THEN 'awarded' ELSE 'qualified' END OR (s.tier = 1 AND count(si.id) = 0)
UNION ALL
SELECT 'certifications', c.id::text,
       format('%s from %s to %s is %s on %s', c.certificate_number, c.valid_from, c.valid_to, c.status, r.as_of)
FROM certifications AS c
CROSS JOIN (SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1) AS r
WHERE c.valid_from > r.as_of
   OR c.status <> CASE WHEN c.valid_to < r.as_of THEN 'expired'
                       WHEN c.valid_to <= r.as_of + 90 THEN 'expiring'
                       ELSE 'valid'
                  END
UNION ALL
SELECT 'purchase_orders', po.id::text, format('supplier %s of palm oil had no RSPO certificate on %s', po.supplier_id, po.order_date)
FROM purchase_orders AS po
WHERE EXISTS (
        SELECT FROM purchase_order_lines AS pl
        JOIN ingredients AS i ON i.id = pl.ingredient_id AND i.ingredient_code = 'ING-PALM-001'
        WHERE pl.po_id = po.id
    )
  AND NOT EXISTS (
        SELECT FROM certifications AS c
        WHERE c.supplier_id = po.supplier_id
          AND c.standard = 'RSPO SCC'
          AND po.order_date BETWEEN c.valid_from AND c.valid_to
    );
