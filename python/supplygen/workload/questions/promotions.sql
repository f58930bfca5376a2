SELECT CASE promo_code WHEN 'PROMO-BF-2024' THEN promo_code ELSE promo_type END AS promotion, count(*) AS promotions,
       round(avg(planned_lift), 2) AS planned_lift, round(avg(measured_lift), 2) AS lift,
       round(avg(measured_hangover), 2) AS hangover, sum(incremental_eaches) AS extra_eaches,
       sum(hangover_eaches) AS hangover_eaches, round(sum(incremental_profit)) AS profit, round(sum(budget)) AS budget,
       round((sum(incremental_profit) - sum(budget)) / sum(budget), 2) AS roi
FROM promotion_performance
GROUP BY promotion
ORDER BY roi DESC, promotion;
