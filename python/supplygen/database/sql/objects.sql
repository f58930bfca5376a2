-- Every index, key and foreign key of the tables $1 (names, each in its schema of $2), with the statements that build it again,
-- in the order in which they must be built. Keys are built on an index of their own name, so that indexes can be built
-- side by side. With search_path = pg_catalog the statements name every schema. What the server's own definition does not
-- say follows it, each after a semicolon and a line break. Exclusion constraints stay up: no finished index can become one.
-- So do indexes and keys of partitioned tables, which hold nothing; the server's own foreign keys to leaves go with theirs.
WITH company AS (
    SELECT pg_class.oid AS id, relname AS table_name, pg_class.oid::regclass AS name, relkind AS kind
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
        concat_ws(
            E';\n',
            'SET LOCAL default_tablespace = ' || quote_ident(spcname),
            pg_get_indexdef(indexrelid),
            CASE WHEN spcname IS NOT NULL THEN 'SET LOCAL default_tablespace = ''''' END,
            (
                SELECT string_agg(
                    format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget),
                    E';\n' ORDER BY attnum
                )
                FROM pg_attribute
                WHERE attrelid = indexrelid AND attstattarget >= 0
            ),
            'COMMENT ON INDEX ' || indexrelid::regclass || ' IS ' || quote_literal(obj_description(indexrelid, 'pg_class')),
            CASE WHEN indisclustered THEN format('ALTER TABLE %s CLUSTER ON %I', company.name, pg_class.relname) END,
            CASE
                WHEN indisreplident
                    THEN format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', company.name, pg_class.relname)
            END
        ) AS definition
    FROM pg_index
    JOIN company ON company.id = indrelid
    JOIN pg_class ON pg_class.oid = indexrelid
    LEFT JOIN pg_tablespace ON pg_tablespace.oid = reltablespace
    WHERE NOT indisexclusion AND kind = 'r'

    UNION ALL

    SELECT
        2,
        table_name,
        conname,
        CASE contype WHEN 'p' THEN 'primary_key' ELSE 'unique' END,
        concat_ws(
            E';\n',
            'ALTER TABLE ' || company.name || ' ADD CONSTRAINT ' || quote_ident(conname)
            || CASE contype WHEN 'p' THEN ' PRIMARY KEY' ELSE ' UNIQUE' END
            || ' USING INDEX ' || quote_ident(conname)
            || CASE WHEN condeferrable THEN ' DEFERRABLE' ELSE '' END
            || CASE WHEN condeferred THEN ' INITIALLY DEFERRED' ELSE '' END,
            format('COMMENT ON CONSTRAINT %I ON %s IS ', conname, company.name)
            || quote_literal(obj_description(pg_constraint.oid, 'pg_constraint'))
        )
    FROM pg_constraint
    JOIN company ON company.id = conrelid
    JOIN pg_index ON indexrelid = conindid
    WHERE contype IN ('p', 'u') AND NOT indisexclusion AND kind = 'r'

    UNION ALL

    SELECT
        3,
        table_name,
        conname,
        'foreign_key',
        concat_ws(
            E';\n',
            'ALTER TABLE ' || company.name || ' ADD CONSTRAINT ' || quote_ident(conname)
            || ' ' || pg_get_constraintdef(pg_constraint.oid),
            format('COMMENT ON CONSTRAINT %I ON %s IS ', conname, company.name)
            || quote_literal(obj_description(pg_constraint.oid, 'pg_constraint')),
            -- The triggers of a foreign key bear its number; only a superuser can have disabled them, and can again.
            (
                SELECT string_agg(
                    DISTINCT format(
                        'DO $$ DECLARE name text; BEGIN FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = %L::regclass'
                        ' AND tgconstraint = (SELECT oid FROM pg_constraint WHERE conrelid = %L::regclass AND conname = %L)'
                        ' LOOP EXECUTE format(''ALTER TABLE %s DISABLE TRIGGER %%I'', name); END LOOP; END $$',
                        tgrelid::regclass, company.name, conname, tgrelid::regclass
                    ),
                    E';\n'
                )
                FROM pg_trigger
                WHERE
                    tgconstraint = pg_constraint.oid AND tgenabled = 'D'
                    AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
            )
        )
    FROM pg_constraint
    JOIN company ON company.id = conrelid
    WHERE contype = 'f' AND conparentid = 0
)
SELECT table_name, object_name, kind, definition
FROM objects
ORDER BY position, table_name, object_name;
