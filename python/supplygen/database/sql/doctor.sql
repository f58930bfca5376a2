-- What the server's configuration costs a load, and what changes that.
-- $1: bytes that the load writes; $2: index builds side by side, with $3 bytes of memory each at least; $4 and $5: bytes
-- of the server's memory and of its /dev/shm, null where they are not seen.
-- kind: danger (what is loaded may be lost, or the load may not end), cost, note, unseen (not for this role's eyes).
WITH setting AS (
    SELECT name, source, context, setting AS value, current_setting(name) AS shown
    FROM pg_settings
),
load AS (
    SELECT
        $1::bigint AS bytes, $2::int AS builds, $4::bigint AS memory, $5::bigint AS shared_memory,
        pg_size_bytes(current_setting('maintenance_work_mem')) AS sort_memory, $3::bigint AS least_sort_memory,
        current_setting('wal_level') <> 'minimal' AS writes_wal
),
wal_reader (what) AS (
    SELECT 'replication slot ' || quote_ident(slot_name) FROM pg_replication_slots
    UNION ALL
    SELECT 'a standby' WHERE EXISTS (SELECT FROM pg_stat_replication)
    UNION ALL
    SELECT 'the archive' WHERE current_setting('archive_mode') <> 'off'
),
-- What a value alone tells.
simple (kind, name, found, wanted, cost) AS (
    VALUES
    ('danger', 'fsync', '{off}'::text[], 'on', 'what is sealed may be lost, and the cluster with it, when the machine fails'),
    ('danger', 'full_page_writes', '{off}', 'on', 'pages may be torn when the machine fails'),
    ('cost', 'max_parallel_maintenance_workers', '{0}', '2', 'an index build has no helper: the largest is built by one core'),
    ('cost', 'max_parallel_workers', '{0}', '8', 'neither index builds nor queries have a helper'),
    ('cost', 'max_worker_processes', '{0}', '8', 'neither index builds nor queries have a helper'),
    ('note', 'log_statement', '{ddl,mod,all}', 'none', 'the hundreds of statements of a load are logged, its rows are not'),
    ('note', 'log_duration', '{on}', 'off', 'the hundreds of statements of a load are logged, its rows are not'),
    ('note', 'log_min_duration_statement', '{0}', '-1', 'the hundreds of statements of a load are logged, its rows are not'),
    ('note', 'log_min_duration_sample', '{0}', '-1', 'the hundreds of statements of a load are logged, its rows are not'),
    ('note', 'auto_explain.log_analyze', '{on}', 'off', 'queries that validate foreign keys are measured row by row'),
    (
        'note', 'jit', CASE WHEN pg_jit_available() THEN '{on}' ELSE '{}' END::text[], 'off',
        'large queries that validate foreign keys are compiled, each for its only run'
    )
),
-- wanted: settings as name=value; where there are none, advice says what to do.
rule (kind, name, wanted, advice, cost) AS (
    SELECT kind, name, ARRAY[name || '=' || wanted], NULL, cost
    FROM simple
    JOIN setting USING (name)
    WHERE value = ANY (found)

    UNION ALL

    SELECT
        'cost', 'wal_level',
        -- The others do not go with wal_level minimal.
        CASE WHEN readers IS NULL THEN '{wal_level=minimal,max_wal_senders=0,summarize_wal=off}'::text[] END,
        'leave it: ' || readers || ' needs the WAL',
        'rows and indexes are written twice, and up to ' || pg_size_pretty(bytes) || ' are WAL'
    FROM load
    CROSS JOIN (SELECT string_agg(what, ', ' ORDER BY what) AS readers FROM wal_reader) AS found
    WHERE writes_wal

    UNION ALL

    SELECT
        CASE archiver WHEN '' THEN 'danger' ELSE 'cost' END, 'archive_mode', NULL,
        CASE archiver
            WHEN '' THEN 'set archive_command or archive_library, or ALTER SYSTEM SET archive_mode = ''off'' (restart)'
            ELSE 'have as much room in the archive'
        END,
        CASE archiver
            WHEN '' THEN 'nothing archives the WAL, which stays until the disk is full'
            ELSE 'up to ' || pg_size_pretty(bytes) || ' of WAL are archived'
        END
    FROM load
    CROSS JOIN (SELECT current_setting('archive_command') || current_setting('archive_library') AS archiver) AS found
    WHERE current_setting('archive_mode') <> 'off'

    UNION ALL

    SELECT
        'danger', 'replication slot ' || quote_ident(slot_name), NULL,
        'SELECT pg_drop_replication_slot(' || quote_literal(slot_name) || ') if nobody comes back for it',
        'is not in use, and keeps up to ' || pg_size_pretty(bytes) || ' of WAL on the disk'
    FROM load
    CROSS JOIN pg_replication_slots
    WHERE NOT active AND writes_wal AND current_setting('max_slot_wal_keep_size') = '-1'

    UNION ALL

    SELECT
        CASE WHEN attached THEN 'note' ELSE 'danger' END, name, NULL,
        CASE WHEN attached THEN 'nothing, if it is near' ELSE 'attach one, or ALTER SYSTEM SET synchronous_standby_names = '''' (reload)' END,
        CASE WHEN attached THEN 'the seal waits until a standby has all WAL' ELSE 'no such standby is attached, and commits wait for it' END
    FROM setting
    CROSS JOIN (
        -- The state is hidden from roles without pg_read_all_stats.
        SELECT EXISTS (
            SELECT FROM pg_stat_replication WHERE coalesce(sync_state, 'sync') IN ('sync', 'quorum')
        ) AS attached
    ) AS found
    WHERE name = 'synchronous_standby_names' AND value <> ''

    UNION ALL

    SELECT
        'cost', 'max_wal_size', ARRAY['max_wal_size=' || least(16, ceil(bytes * 2 / 2.0 ^ 30)) || 'GB'], NULL,
        'checkpoints fall into the load, whose WAL is up to ' || pg_size_pretty(bytes)
    FROM load
    -- A checkpoint begins when about half of it is written. Beyond 16 GB they are rare, and the disk must have the room.
    WHERE writes_wal AND pg_size_bytes(current_setting('max_wal_size')) < least(bytes * 2, 16 * 2::bigint ^ 30)

    UNION ALL

    SELECT 'note', name, '{checkpoint_timeout=30min}'::text[], NULL, 'a load that takes longer meets a checkpoint'
    FROM setting
    WHERE name = 'checkpoint_timeout' AND value::int < 900

    UNION ALL

    SELECT
        'note', name, '{autovacuum_naptime=10min}'::text[], NULL,
        'autovacuum visits tables that were just filled, and an index build waits ' || current_setting('deadlock_timeout')
        || ' for each until it gives way'
    FROM setting
    WHERE name = 'autovacuum_naptime' AND value::int < 600 AND current_setting('autovacuum') = 'on'

    UNION ALL

    SELECT 'cost', name, '{shared_buffers=128MB}'::text[], NULL, 'keys that are compared are read again and again'
    FROM setting
    WHERE name = 'shared_buffers' AND pg_size_bytes(shown) < 32 * 2 ^ 20

    UNION ALL

    SELECT
        'danger', 'maintenance_work_mem', CASE WHEN sort_memory > least_sort_memory THEN '{maintenance_work_mem=256MB}'::text[] END,
        'give fewer --jobs',
        builds || ' index builds of ' || pg_size_pretty(greatest(sort_memory, least_sort_memory))
        || ' each may take more than half of the memory, ' || pg_size_pretty(memory)
    FROM load
    WHERE builds * greatest(sort_memory, least_sort_memory) > memory / 2

    UNION ALL

    SELECT
        'cost', name, NULL, 'give the container more, such as --shm-size=1g',
        'parallel index builds and joins share memory in /dev/shm, which has ' || pg_size_pretty(shared_memory)
    FROM load
    JOIN setting ON name = 'dynamic_shared_memory_type' AND value = 'posix'
    -- Containers are given 64 MB if nobody says otherwise.
    WHERE shared_memory < 256 * 2 ^ 20

    UNION ALL

    SELECT
        'danger', name, '{temp_file_limit=-1}'::text[], NULL, 'ends an index build that sorts more than that on the disk'
    FROM load
    JOIN setting ON name = 'temp_file_limit' AND value::bigint BETWEEN 0 AND bytes / 1024

    UNION ALL

    -- A load sets those of role, database and server aside.
    SELECT 'danger', name, ARRAY[name || '=0'], NULL, 'the connection asks for it: what takes longer ends the load'
    FROM setting
    WHERE
        name IN ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')
        AND source = 'client' AND value <> '0'

    UNION ALL

    SELECT
        'danger', 'tablespace ' || quote_ident(spcname), NULL,
        'ALTER DATABASE ' || quote_ident(datname) || ' SET TABLESPACE pg_default',
        'holds the database in ' || location || ', which is emptied when the machine starts'
    FROM pg_database
    JOIN pg_tablespace AS t ON t.oid = dattablespace
    CROSS JOIN pg_tablespace_location(t.oid) AS location
    WHERE datname = current_database() AND location ~ '^/(tmp|run|var/run|dev/shm)/'

    UNION ALL

    SELECT
        'note', name, NULL, 'nothing, unless their log is slow',
        string_agg(library, ' and ' ORDER BY library) || ' see the hundreds of statements of a load, not its rows'
    FROM setting
    CROSS JOIN regexp_split_to_table(value, '\s*,\s*') AS library
    WHERE
        name IN ('shared_preload_libraries', 'session_preload_libraries')
        AND library IN ('auto_explain', 'pg_stat_statements', 'pgaudit')
    GROUP BY name

    UNION ALL

    SELECT 'unseen', name, NULL, 'GRANT pg_read_all_settings TO ' || quote_ident(current_user), 'is not for this role to see'
    FROM unnest('{shared_preload_libraries,session_preload_libraries}'::text[]) AS name
    WHERE name NOT IN (SELECT name FROM setting)
)
SELECT
    kind, rule.name AS setting, coalesce(shown, '') AS value, cost, coalesce(statements, advice) AS change,
    coalesce(takes_effect, '') AS takes_effect
FROM rule
LEFT JOIN setting USING (name)
CROSS JOIN LATERAL (
    SELECT
        string_agg(
            CASE source
                WHEN 'database' THEN format('ALTER DATABASE %I', current_database())
                WHEN 'user' THEN format('ALTER ROLE %I', current_user)
                WHEN 'database user' THEN format('ALTER ROLE %I IN DATABASE %I', current_user, current_database())
                WHEN 'global' THEN 'ALTER ROLE ALL'
                WHEN 'client' THEN 'in the URL or PGOPTIONS'
                WHEN 'command line' THEN 'on the command line of the server'
                ELSE 'ALTER SYSTEM'
            END || format(' SET %s = %L', name, split_part(pair, '=', 2)),
            '; ' ORDER BY position
        ) AS statements,
        CASE
            WHEN bool_or(context = 'postmaster' OR source = 'command line') THEN 'restart'
            WHEN bool_or(source IN ('database', 'user', 'database user', 'global', 'client')) THEN 'next connection'
            WHEN count(*) > 0 THEN 'reload'
        END AS takes_effect
    FROM unnest(wanted) WITH ORDINALITY AS listed (pair, position)
    JOIN setting AS changed ON changed.name = split_part(pair, '=', 1)
    WHERE value <> split_part(pair, '=', 2)
) AS how
ORDER BY array_position('{danger,cost,note,unseen}', kind), rule.name;
