-- What stops the current user from loading into the tables $1 (names, each in its schema of $2); no row: nothing.
-- Owning the tables is enough: no superuser, no replication role.
WITH ours AS (
    SELECT pg_class.oid AS id
    FROM unnest($1::text[], $2::text[]) AS listed (name, schema)
    JOIN pg_namespace ON nspname = schema
    JOIN pg_class ON relnamespace = pg_namespace.oid AND relname = name
)
SELECT
    CASE
        WHEN pg_is_in_recovery() THEN 'the server is a read-only standby'
        ELSE 'transactions of role ' || current_user || ' in this database are read-only'
    END AS obstacle
WHERE current_setting('transaction_read_only') = 'on'

UNION ALL

SELECT DISTINCT 'role ' || current_user || ' may not create in schema ' || schema
FROM unnest($2::text[]) AS listed (schema)
WHERE NOT has_schema_privilege(schema, 'CREATE')

UNION ALL

SELECT 'role ' || current_user || ' does not own table ' || nspname || '.' || relname
FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE
    relkind IN ('r', 'p')
    AND (pg_class.oid IN (SELECT id FROM ours) OR nspname = 'supplygen')
    AND NOT pg_has_role(relowner, 'USAGE')

UNION ALL

SELECT
    'table ' || conrelid::regclass || ' is not supplygen''s and refers to ' || confrelid::regclass
    || ' by constraint ' || quote_ident(conname) || ': drop that first'
FROM pg_constraint
WHERE contype = 'f' AND confrelid IN (SELECT id FROM ours) AND conrelid NOT IN (SELECT id FROM ours)

ORDER BY obstacle;
