-- What stops the current user from loading into the tables $1 (names in schema $2); no row: nothing.
-- Owning the tables is enough: no superuser, no replication role.
SELECT
    CASE
        WHEN pg_is_in_recovery() THEN 'the server is a read-only standby'
        ELSE 'transactions of role ' || current_user || ' in this database are read-only'
    END AS obstacle
WHERE current_setting('transaction_read_only') = 'on'

UNION ALL

SELECT 'role ' || current_user || ' may not create in schema ' || $2
WHERE NOT has_schema_privilege($2, 'CREATE')

UNION ALL

SELECT 'role ' || current_user || ' does not own table ' || nspname || '.' || relname
FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE
    relkind IN ('r', 'p')
    AND (nspname = $2 AND relname = ANY ($1) OR nspname = 'supplygen')
    AND NOT pg_has_role(relowner, 'USAGE')

UNION ALL

SELECT
    'table ' || conrelid::regclass || ' is not supplygen''s and refers to ' || confrelid::regclass
    || ' by constraint ' || quote_ident(conname) || ': drop that first'
FROM pg_constraint
JOIN pg_class AS child ON child.oid = conrelid
JOIN pg_namespace AS child_schema ON child_schema.oid = child.relnamespace
JOIN pg_class AS parent ON parent.oid = confrelid
JOIN pg_namespace AS parent_schema ON parent_schema.oid = parent.relnamespace
WHERE
    contype = 'f'
    AND parent_schema.nspname = $2 AND parent.relname = ANY ($1)
    AND NOT (child_schema.nspname = $2 AND child.relname = ANY ($1))

ORDER BY obstacle;
