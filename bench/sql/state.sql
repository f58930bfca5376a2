-- How far the tables $1 (qualified names) are: two databases that are as far agree in every number.
WITH company AS (SELECT oid AS id, relallvisible FROM pg_class WHERE oid = ANY($1::regclass[]))

SELECT
    (SELECT count(*) FROM company JOIN pg_index ON indrelid = id WHERE indisvalid)::int AS indexes,
    (SELECT count(*) FROM company JOIN pg_constraint ON conrelid = id WHERE contype IN ('p', 'u'))::int AS keys,
    (
        SELECT count(*)
        FROM company
        JOIN pg_constraint ON conrelid = id
        WHERE contype = 'f' AND convalidated
    )::int AS foreign_keys,
    (
        SELECT count(*)
        FROM company
        JOIN pg_attribute ON attrelid = id
        WHERE attidentity <> '' AND pg_sequence_last_value(pg_get_serial_sequence(id::regclass::text, attname)) > 0
    )::int AS sequences,
    (SELECT count(DISTINCT starelid) FROM company JOIN pg_statistic ON starelid = id)::int AS analyzed_tables,
    -- Not their pages: a COPY adds several at a time, so that the last ones may hold nothing.
    (SELECT count(*) FROM company WHERE relallvisible > 0)::int AS visible_tables;
