-- The generator labels sales with their promotion; weeks without any near by that is free of promotions are left out.
SELECT v.promo_code, v.sold_eaches, s.eaches FROM promotion_performance AS v
JOIN (SELECT promo_id, sum(quantity_eaches) AS eaches FROM pos_sales GROUP BY promo_id) AS s USING (promo_id)
WHERE v.sold_eaches > s.eaches * 1.01 OR v.promo_type = 'seasonal' AND v.sold_eaches < s.eaches * .9;
