-- How many connections the current user can have in this database, this one included: by each limit, the tightest first.
WITH client AS (
    SELECT datname, usename
    FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
),
me AS (
    SELECT rolname, rolsuper, rolconnlimit FROM pg_roles WHERE rolname = current_user
),
room (cause, room) AS (
    SELECT
        'max_connections = ' || current_setting('max_connections'),
        current_setting('max_connections')::int - (SELECT count(*) FROM client)
        - CASE
            WHEN rolsuper THEN 0
            ELSE
                current_setting('superuser_reserved_connections')::int
                + coalesce(current_setting('reserved_connections', true)::int, 0)
        END
    FROM me
    UNION ALL
    SELECT
        'CONNECTION LIMIT ' || rolconnlimit || ' of role ' || quote_ident(rolname),
        rolconnlimit - (SELECT count(*) FROM client WHERE usename = rolname)
    FROM me
    WHERE rolconnlimit >= 0 AND NOT rolsuper
    UNION ALL
    SELECT
        'CONNECTION LIMIT ' || datconnlimit || ' of database ' || quote_ident(datname),
        datconnlimit - (SELECT count(*) FROM client WHERE client.datname = pg_database.datname)
    FROM pg_database
    CROSS JOIN me
    WHERE datname = current_database() AND datconnlimit >= 0 AND NOT rolsuper
)
SELECT cause, room::int
FROM room
ORDER BY room;
