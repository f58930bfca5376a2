SELECT chain_state, count(*) AS orders, sum(ordered_cases) AS ordered, sum(shipped_cases) AS shipped,
       sum(cut_cases) AS cut, sum(shipped_amount) AS shipped_amount,
       round(avg(actual_delivery_date - order_date), 2) AS days_to_delivery,
       round(avg(cash_due_date - order_date), 2) AS days_to_cash
FROM order_fulfilment
GROUP BY chain_state
ORDER BY orders DESC, chain_state;
