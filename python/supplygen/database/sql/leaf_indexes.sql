-- The statements that give the leaf $2 (a name as in SQL) the indexes and keys of its partitioned table $1, with
-- search_path = pg_catalog: attached, it brings them along.
SELECT
    CASE
        WHEN pg_constraint.oid IS NOT NULL
            THEN 'ALTER TABLE ' || $2::text || ' ADD ' || pg_get_constraintdef(pg_constraint.oid)
        ELSE
            'CREATE ' || CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ON ' || $2::text || ' USING '
            || split_part(pg_get_indexdef(indexrelid), ' ON ONLY ' || indrelid::regclass || ' USING ', 2)
    END
FROM pg_index
LEFT JOIN pg_constraint ON conindid = indexrelid AND conrelid = indrelid AND contype IN ('p', 'u')
WHERE indrelid = $1::text::regclass
ORDER BY indexrelid;
