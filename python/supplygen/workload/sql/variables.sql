-- What the scripts of order entry are told of the load, by the names of their variables: ids are dense from 1, so that
-- the largest is the range to draw from.
SELECT supplygen.company_schema()::text AS company,
       (SELECT max(id) FROM ONLY orders) AS orders,
       (SELECT max(id) FROM ONLY batches) AS batches,
       (SELECT max(id) FROM ONLY goods_receipts) AS receipts;
