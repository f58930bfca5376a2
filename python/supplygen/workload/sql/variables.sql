-- What the scripts of order entry are told of the load, by the names of their variables: ids are dense from 1, so that
-- the largest is the range to draw from.
SELECT (SELECT max(id) FROM ONLY public.orders) AS orders,
       (SELECT max(id) FROM ONLY public.batches) AS batches,
       (SELECT max(id) FROM ONLY public.goods_receipts) AS receipts;
