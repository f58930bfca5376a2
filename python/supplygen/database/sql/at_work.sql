-- What sessions do in this database that a load spends its time with: a row a table under way.
-- PostgreSQL's progress views show the rows of sessions whose role one has; `work`, table, what is built, done, of.
SELECT 'copy' AS work, relname::text AS table_name, NULL AS object_name, tuples_processed AS done, NULL AS total,
    'rows' AS unit
FROM pg_catalog.pg_stat_progress_copy JOIN pg_catalog.pg_class ON pg_class.oid = relid
WHERE datname = pg_catalog.current_database()
UNION ALL
SELECT 'index', built_for.relname, built.relname,
    CASE WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END,
    CASE WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END,
    CASE WHEN blocks_total > 0 THEN 'blocks read' ELSE 'entries written' END
FROM pg_catalog.pg_stat_progress_create_index
JOIN pg_catalog.pg_class AS built_for ON built_for.oid = relid
LEFT JOIN pg_catalog.pg_class AS built ON built.oid = index_relid
WHERE datname = pg_catalog.current_database()
UNION ALL
SELECT 'analyze', relname, NULL, sample_blks_scanned, sample_blks_total, 'blocks read'
FROM pg_catalog.pg_stat_progress_analyze JOIN pg_catalog.pg_class ON pg_class.oid = relid
WHERE datname = pg_catalog.current_database()
ORDER BY work, table_name
