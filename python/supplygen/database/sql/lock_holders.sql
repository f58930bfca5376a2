-- Who holds a lock that matters: on a table named in $1 (qualified names), or one of the advisory locks $2; the longest
-- first.
SELECT
    CASE
        WHEN prepared.gid IS NOT NULL THEN 'prepared transaction ' || quote_literal(prepared.gid)
        ELSE concat_ws(
            ', ',
            format('%s (pid %s', coalesce(nullif(application_name, ''), backend_type, 'a session'), lock.pid),
            coalesce(host(client_addr), 'local'),
            'since ' || date_trunc('second', coalesce(xact_start, backend_start)),
            nullif(left(regexp_replace(query, '\s+', ' ', 'g'), 60), '')
        ) || ')'
    END AS holder
FROM pg_locks AS lock
LEFT JOIN pg_stat_activity USING (pid)
LEFT JOIN pg_prepared_xacts AS prepared ON lock.virtualtransaction = '-1/' || prepared.transaction
WHERE
    granted
    AND lock.pid IS DISTINCT FROM pg_backend_pid()
    AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (
        locktype = 'relation' AND relation IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
        OR locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = ANY($2::bigint[])
    )
GROUP BY lock.pid, prepared.gid, application_name, backend_type, client_addr, xact_start, backend_start, query
ORDER BY min(coalesce(xact_start, backend_start));
