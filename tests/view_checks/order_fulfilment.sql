SELECT o.id, o.status, f.chain_state FROM orders AS o LEFT JOIN order_fulfilment AS f ON f.order_id = o.id
WHERE o.status <> CASE f.chain_state WHEN 'cash_due' THEN 'delivered' WHEN 'picked' THEN 'allocated'
                       WHEN 'in_transit' THEN 'shipped' ELSE f.chain_state END
   OR f.order_id IS NULL OR o.total_cases <> f.ordered_cases
   OR f.cash_due_date - f.actual_delivery_date
      <> (SELECT payment_terms_days FROM channels WHERE id = o.channel_id)
   OR (f.chain_state = 'cash_due') <> coalesce(f.cash_due_date <= (SELECT as_of FROM horizon), false)
   OR f.shipped_on > f.actual_delivery_date OR f.picked_on > f.shipped_on OR f.allocated_on > f.picked_on
   OR (f.shipped_on IS NULL) <> (f.shipped_cases = 0);
