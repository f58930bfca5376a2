-- How far the tables %(tables)s are: two databases that are as far agree in every number.
WITH company AS (SELECT * FROM pg_class WHERE oid = ANY(%(tables)s::regclass[]))

SELECT
    (SELECT count(*) FROM company JOIN pg_index ON indrelid = company.oid WHERE indisvalid)::int AS indexes,
    (SELECT count(*) FROM company JOIN pg_constraint ON conrelid = company.oid WHERE contype IN ('p', 'u'))::int AS keys,
    (
        SELECT count(*)
        FROM company
        JOIN pg_constraint ON conrelid = company.oid
        WHERE contype = 'f' AND convalidated
    )::int AS foreign_keys,
    (
        SELECT count(*)
        FROM company
        JOIN pg_attribute ON attrelid = company.oid
        WHERE attidentity <> '' AND pg_sequence_last_value(pg_get_serial_sequence(company.oid::regclass::text, attname)) > 0
    )::int AS sequences,
    (SELECT count(DISTINCT starelid) FROM company JOIN pg_statistic ON starelid = company.oid)::int AS analyzed_tables,
    -- Not their pages: a COPY adds several at a time, so that the last ones may hold nothing.
    (SELECT count(*) FROM company WHERE relallvisible > 0)::int AS visible_tables;
