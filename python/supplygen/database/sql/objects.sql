-- Every index, key and foreign key of the tables $1 (names, each in its schema of $2), with the statement that builds it again,
-- in the order in which they must be built. Keys are built on an index of their own name, so that indexes can be built
-- side by side. With search_path = pg_catalog the statements name every schema.
WITH company AS (
    SELECT pg_class.oid AS id, relname AS table_name
    FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE (relname, nspname) IN (SELECT name, schema FROM unnest($1::text[], $2::text[]) AS listed (name, schema))
),
objects AS (
    SELECT
        1 AS position,
        table_name,
        pg_class.relname AS object_name,
        'index' AS kind,
        pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' /* invalid */' END AS definition
    FROM pg_index
    JOIN company ON company.id = indrelid
    JOIN pg_class ON pg_class.oid = indexrelid

    UNION ALL

    SELECT
        2,
        table_name,
        conname,
        CASE contype WHEN 'p' THEN 'primary_key' ELSE 'unique' END,
        'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname)
        || CASE contype WHEN 'p' THEN ' PRIMARY KEY' ELSE ' UNIQUE' END
        || ' USING INDEX ' || quote_ident(conname)
        || CASE WHEN condeferrable THEN ' DEFERRABLE' ELSE '' END
        || CASE WHEN condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
    FROM pg_constraint
    JOIN company ON company.id = conrelid
    WHERE contype IN ('p', 'u')

    UNION ALL

    SELECT
        3,
        table_name,
        conname,
        'foreign_key',
        'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname)
        || ' ' || pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint
    JOIN company ON company.id = conrelid
    WHERE contype = 'f'
)
SELECT table_name, object_name, kind, definition
FROM objects
ORDER BY position, table_name, object_name;
