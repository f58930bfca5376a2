SELECT channel_code, sum(due_orders) AS due, round(sum(on_time_orders) / sum(due_orders), 4) AS on_time,
       round(sum(in_full_orders) / sum(due_orders), 4) AS in_full,
       round(sum(otif_orders) / sum(due_orders), 4) AS otif
FROM otif
GROUP BY channel_code
ORDER BY channel_code;
