-- Indexes, keys, sequences and foreign keys of the tables $1 (qualified names) as the catalog has them: the statement
-- that builds each, the one that takes it down, and how many columns it is made of.
WITH company AS (SELECT unnest($1::regclass[]) AS id)

SELECT
    'index' AS kind,
    id::text AS table_name,
    indnatts::int AS columns,
    pg_get_indexdef(indexrelid) AS definition,
    CASE WHEN conindid IS NULL THEN format('DROP INDEX %s', indexrelid::regclass) END AS removal
FROM company
JOIN pg_index ON indrelid = id
LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u')

UNION ALL

SELECT
    'key',
    id::text,
    cardinality(conkey),
    format(
        'ALTER TABLE %s ADD CONSTRAINT %I %s USING INDEX %I',
        id, conname, CASE contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, conname
    ),
    format('ALTER TABLE %s DROP CONSTRAINT %I', id, conname)
FROM company
JOIN pg_constraint ON conrelid = id
WHERE contype IN ('p', 'u')

UNION ALL

SELECT
    'sequence',
    id::text,
    1,
    format('SELECT setval(%L, max(%I)) FROM %s', pg_get_serial_sequence(id::text, attname), attname, id),
    NULL
FROM company
JOIN pg_attribute ON attrelid = id
WHERE attidentity <> '' AND NOT attisdropped

UNION ALL

SELECT
    'foreign key',
    id::text,
    cardinality(conkey),
    format('ALTER TABLE %s VALIDATE CONSTRAINT %I', id, conname),
    format('ALTER TABLE %s DROP CONSTRAINT %I', id, conname)
FROM company
JOIN pg_constraint ON conrelid = id
WHERE contype = 'f'

UNION ALL

SELECT
    'foreign key, declared',
    id::text,
    cardinality(conkey),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', id, conname, pg_get_constraintdef(pg_constraint.oid)),
    NULL
FROM company
JOIN pg_constraint ON conrelid = id
WHERE contype = 'f';
