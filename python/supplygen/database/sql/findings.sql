-- What in the database would stop a load or a reset, or harm its user: of the tables $1 (names, each in its schema of $2), whose
-- declared columns are $3 (table.column) and whose declared checks are $4 (names). $5: how each may be partitioned (table RANGE
-- (column)), $6: the schema of the leaves that a load makes of it.
-- blocks: the commands that it stops; where there is none, it is only announced.
WITH RECURSIVE ours AS (
    SELECT c.oid AS id, c.relname AS table_name, c.relkind AS kind, c.relispartition AS is_partition, schema,
        format('%I.%I', nspname, relname) AS name
    FROM unnest($1::text[], $2::text[]) AS listed (name, schema)
    JOIN pg_namespace AS n ON nspname = schema
    JOIN pg_class AS c ON relnamespace = n.oid AND relname = listed.name
),
leaf AS (
    SELECT c.oid AS id, ours.name AS parent, format('%I.%I', nspname, relname) AS name, nspname = $6::text AS is_ours
    FROM pg_inherits
    JOIN ours ON ours.id = inhparent AND kind = 'p'
    JOIN pg_class AS c ON c.oid = inhrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
),
keys AS (
    SELECT c.oid, c.conname, c.contype, c.confrelid, c.convalidated, o.name, 'pg_constraint'::regclass AS catalog
    FROM pg_constraint AS c
    JOIN ours AS o ON o.id = conrelid
    WHERE conparentid = 0
),
taken_down AS (
    SELECT catalog, oid, 'key ' || quote_ident(conname) || ' of ' || name AS what
    FROM keys
    WHERE contype IN ('p', 'u') AND name IN (SELECT name FROM ours WHERE kind = 'r')
    UNION ALL
    SELECT 'pg_class'::regclass, indexrelid, 'index ' || quote_ident(c.relname) || ' of ' || name
    FROM pg_index
    JOIN ours AS o ON o.id = indrelid AND kind = 'r'
    JOIN pg_class AS c ON c.oid = indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'x')
),
reader AS (
    SELECT id AS relation FROM ours
    UNION
    SELECT ev_class
    FROM reader
    JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = relation AND classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite ON pg_rewrite.oid = objid
),
finding (blocks, object, consequence, remedy) AS (
    SELECT
        '{load,reset}'::text[],
        CASE WHEN pg_is_in_recovery() THEN 'the server' ELSE 'role ' || current_user END,
        CASE
            WHEN pg_is_in_recovery() THEN 'is a read-only standby'
            ELSE 'has only transactions in this database that are read-only'
        END,
        CASE
            WHEN pg_is_in_recovery() THEN 'name the primary'
            ELSE 'ALTER ROLE or ALTER DATABASE ... SET default_transaction_read_only = off'
        END
    WHERE current_setting('default_transaction_read_only') = 'on' OR pg_is_in_recovery()

    UNION ALL

    SELECT DISTINCT
        '{load,reset}'::text[], 'role ' || current_user, 'may not create in schema ' || quote_ident(schema),
        'GRANT CREATE ON SCHEMA ' || quote_ident(schema)
    FROM unnest($2::text[]) AS listed (schema)
    WHERE NOT has_schema_privilege(schema, 'CREATE')

    UNION ALL

    SELECT
        '{load,reset}', 'role ' || current_user, 'does not own table ' || format('%I.%I', nspname, relname),
        'connect as ' || quote_ident(pg_get_userbyid(relowner)) || ', or as a member of it'
    FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE
        relkind IN ('r', 'p')
        AND (pg_class.oid IN (SELECT id FROM ours) OR nspname = 'supplygen')
        AND NOT pg_has_role(relowner, 'USAGE')

    UNION ALL

    SELECT
        '{load,reset}', 'table ' || format('%I.%I', nspname, relname),
        'is not supplygen''s and refers to ' || ours.name || ' by constraint ' || quote_ident(conname),
        CASE nspname WHEN 'supplygen_bench' THEN 'run `supplygen bench clean`' ELSE 'drop that constraint first' END
    FROM pg_constraint
    JOIN ours ON ours.id = confrelid
    JOIN pg_class ON pg_class.oid = conrelid
    JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace
    WHERE
        contype = 'f' AND conparentid = 0 AND conrelid NOT IN (SELECT id FROM ours)
        -- A leaf that is not attached yet is of a load that was interrupted.
        AND conrelid NOT IN (SELECT id FROM leaf) AND nspname <> $6::text

    UNION ALL

    SELECT '{load,reset}', 'table ' || name, 'is a partition of ' || parent || ' that no load has made', 'ALTER TABLE ... DETACH PARTITION'
    FROM leaf
    WHERE NOT is_ours

    UNION ALL

    SELECT
        '{load}', 'database ' || quote_ident(current_database()),
        'has the encoding ' || current_setting('server_encoding') || ', which lacks letters of the names',
        'make one with ENCODING UTF8'
    WHERE current_setting('server_encoding') <> 'UTF8'

    UNION ALL

    SELECT
        '{load,reset}', 'table ' || format('%I.%I', listed.schema, listed.name), 'is missing', 'run alembic check'
    FROM unnest($1::text[], $2::text[]) AS listed (name, schema)
    WHERE NOT EXISTS (SELECT FROM ours WHERE ours.table_name = listed.name AND ours.schema = listed.schema)

    UNION ALL

    SELECT
        CASE kind WHEN 'p' THEN '{load}' ELSE '{load,reset}' END::text[], 'relation ' || name,
        CASE kind WHEN 'p' THEN 'is partitioned by another key than its leading one' ELSE 'is not a table' END,
        'put the table back that Alembic has made'
    FROM ours
    WHERE kind <> 'r' AND table_name || ' ' || coalesce(pg_get_partkeydef(id), '') <> ALL ($5::text[])

    UNION ALL

    SELECT
        '{load}', 'table ' || name, 'is a partition, whose keys belong to the parent''s', 'ALTER TABLE ... DETACH PARTITION'
    FROM ours
    WHERE is_partition

    UNION ALL

    SELECT
        '{load}', 'column ' || a.attname || ' of ' || name, 'is not supplygen''s, and takes no row without a value',
        'give it a default, or let it be null'
    FROM ours
    JOIN pg_attribute AS a ON a.attrelid = ours.id AND attnum > 0 AND NOT attisdropped
    WHERE
        table_name || '.' || attname <> ALL ($3::text[])
        AND attnotnull AND NOT atthasdef AND attidentity = ''

    UNION ALL

    SELECT '{load}', 'column ' || declared, 'is missing', 'run alembic check'
    FROM unnest($3::text[]) AS declared
    JOIN ours ON table_name = split_part(declared, '.', 1)
    WHERE
        NOT EXISTS (
            SELECT FROM pg_attribute
            WHERE attrelid = ours.id AND attname = split_part(declared, '.', 2) AND NOT attisdropped
        )

    UNION ALL

    SELECT DISTINCT
        '{load}'::text[], replace(pg_describe_object(classid, objid, 0), 'rule _RETURN on ', ''), 'depends on ' || what || ', which the load takes down',
        'drop it, and make it again afterwards'
    FROM taken_down
    JOIN pg_depend ON refclassid = catalog AND refobjid = taken_down.oid
    WHERE classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_policy'::regclass)

    UNION ALL

    SELECT
        '{load}', 'table ' || name, 'has row security that applies to role ' || current_user || ', and COPY does not go with it',
        'ALTER TABLE ' || name || ' NO FORCE ROW LEVEL SECURITY'
    FROM ours
    WHERE kind = 'r' AND row_security_active(id)

    UNION ALL

    SELECT
        '{load}', 'subscription ' || quote_ident(subname), 'writes into ' || name || ' while it is loaded',
        'ALTER SUBSCRIPTION ' || quote_ident(subname) || ' DISABLE'
    FROM pg_subscription_rel
    JOIN ours ON ours.id = srrelid
    JOIN pg_subscription ON pg_subscription.oid = srsubid
    WHERE subenabled

    UNION ALL

    SELECT
        '{}', 'table ' || format('%I.%I', nspname, c.relname), 'inherits from ' || name || ': its rows stay, and show there',
        'say ONLY where they should not'
    FROM pg_inherits
    JOIN ours ON ours.id = inhparent AND kind = 'r'
    JOIN pg_class AS c ON c.oid = inhrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace

    UNION ALL

    SELECT
        '{}', CASE contype WHEN 'x' THEN 'exclusion constraint ' ELSE 'check ' END || quote_ident(conname) || ' of ' || name,
        CASE contype WHEN 'x' THEN 'stays up: every row is compared as it comes' ELSE 'is not supplygen''s' END
        || '; a row that breaks it stops the load',
        'drop it for the load if rows do'
    FROM keys
    WHERE contype = 'x' OR contype = 'c' AND conname <> ALL ($4::text[])

    UNION ALL

    SELECT
        '{}', 'foreign key ' || quote_ident(conname) || ' of ' || name,
        'refers to ' || format('%I.%I', nspname, relname) || ', which is not supplygen''s: rows without a parent there stop the load',
        'drop it for the load if there are any'
    FROM keys
    JOIN pg_class AS c ON c.oid = confrelid
    JOIN pg_namespace AS n ON n.oid = relnamespace
    WHERE contype = 'f' AND confrelid NOT IN (SELECT id FROM ours)

    UNION ALL

    SELECT
        '{}', 'constraint ' || quote_ident(conname) || ' of ' || name, 'is not validated', 'it stays so'
    FROM keys
    WHERE
        NOT convalidated
        -- An interrupted load has declared those that it lists; it will validate them.
        AND conname NOT IN (SELECT object_name FROM supplygen.suspended_ddl WHERE NOT restored)

    UNION ALL

    SELECT
        '{}', 'trigger ' || quote_ident(tgname) || ' on ' || name,
        'fires at ' || concat_ws(
            ' and ',
            CASE WHEN tgtype & 5 = 5 THEN 'every row that is loaded' WHEN tgtype & 4 > 0 THEN 'the COPY' END,
            CASE WHEN tgtype & 32 > 0 THEN 'the TRUNCATE before it' END
        ),
        'ALTER TABLE ' || name || ' DISABLE TRIGGER ' || quote_ident(tgname) || ' if it should not'
    FROM pg_trigger
    JOIN ours ON ours.id = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgtype & 36 > 0

    UNION ALL

    SELECT
        '{}', 'event trigger ' || quote_ident(evtname), 'fires at each of the hundreds of statements that take keys down and up',
        'ALTER EVENT TRIGGER ' || quote_ident(evtname) || ' DISABLE if it should not'
    FROM pg_event_trigger
    WHERE evtenabled IN ('O', 'A')

    UNION ALL

    SELECT
        '{}', 'publication ' || quote_ident(pubname),
        'sends the load of ' || count(*) || ' tables to its subscribers at the cost of WAL, ' || CASE
            WHEN pubtruncate THEN 'and their TRUNCATE, at which a subscriber with foreign keys on them stops'
            ELSE 'without their TRUNCATE: there, rows of an earlier load stay and are in the way'
        END,
        -- Neither all tables nor those of a schema can be left out one by one.
        'drop foreign keys of subscribers, or for the load the publication with its subscriptions'
    FROM pg_publication_tables
    JOIN pg_publication USING (pubname)
    JOIN ours ON name = format('%I.%I', schemaname, tablename)
    WHERE pubinsert
    GROUP BY pubname, pubtruncate

    UNION ALL

    SELECT
        '{}', 'materialized view ' || format('%I.%I', nspname, relname), 'shows the old rows after the load',
        'REFRESH MATERIALIZED VIEW ' || format('%I.%I', nspname, relname)
    FROM reader
    JOIN pg_class AS c ON c.oid = relation AND relkind = 'm'
    JOIN pg_namespace AS n ON n.oid = relnamespace

    UNION ALL

    SELECT
        '{}', 'index ' || quote_ident(c.relname) || ' of ' || name,
        'calls ' || p.oid::regprocedure || ', which finds what it calls by the search path of whoever builds the index',
        'ALTER FUNCTION ' || p.oid::regprocedure || ' SET search_path = ...'
    FROM pg_index
    JOIN ours ON ours.id = indrelid
    JOIN pg_class AS c ON c.oid = indexrelid
    JOIN pg_depend AS d ON classid = 'pg_class'::regclass AND objid = indexrelid AND refclassid = 'pg_proc'::regclass
    JOIN pg_proc AS p ON p.oid = refobjid
    JOIN pg_language AS l ON l.oid = prolang
    WHERE lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL AND NOT coalesce(proconfig::text, '') ~ 'search_path='
)
SELECT blocks, object, consequence, remedy
FROM finding
ORDER BY cardinality(blocks) = 0, object, consequence;
