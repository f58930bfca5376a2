SELECT return_number, batch_number, ingredient_code, lot_number, gr_number, po_number, supplier_code
FROM return_genealogy_up
WHERE return_number = (
    SELECT r.return_number
    FROM returns AS r
    JOIN rma_authorizations AS m ON m.id = r.rma_id
    WHERE m.reason_code = 'quality'
    ORDER BY r.id
    LIMIT 1
)
ORDER BY line_number, sequence
LIMIT 8;
