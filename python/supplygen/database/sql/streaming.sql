-- Rows and bytes that COPY streams have brought so far and not committed, of sessions that share the advisory lock $1.
SELECT relname, sum(tuples_processed)::bigint, sum(bytes_processed)::bigint
FROM pg_stat_progress_copy
JOIN pg_class ON pg_class.oid = relid
WHERE pid IN (
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = $1
) AND datname = current_database()
GROUP BY relname
