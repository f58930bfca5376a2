SELECT supplier_code, supplier_country, count(DISTINCT return_id) AS returns, count(DISTINCT batch_id) AS batches,
       count(DISTINCT lot_number) AS lots, count(DISTINCT po_number) AS purchase_orders
FROM return_genealogy_up
WHERE reason_code = 'quality'
GROUP BY supplier_code, supplier_country
ORDER BY returns DESC, supplier_code
LIMIT 8;
