SELECT match_status, count(*) AS lines, sum(ordered_kg) AS ordered_kg, sum(received_kg) AS received_kg,
       sum(accepted_kg) AS accepted_kg, sum(consumed_kg) AS consumed_kg, sum(on_hand_kg) AS on_hand_kg,
       sum(scrapped_kg) AS scrapped_kg
FROM three_way_match
GROUP BY match_status
ORDER BY lines DESC, match_status;
