(SELECT rl.return_id, rl.line_number, bi.lot_number
 FROM return_lines AS rl
 JOIN batch_ingredients AS bi USING (batch_id))
EXCEPT ALL
(SELECT return_id, line_number, lot_number FROM return_genealogy_up);
