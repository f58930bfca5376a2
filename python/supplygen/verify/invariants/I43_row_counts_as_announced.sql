-- I43
-- title: The row counts announced before the load are the rows in the tables afterwards.
-- tags: exact, expensive
-- The ledger holds the announced counts: a load is sealed as complete only when every table's entry equals them.
-- ts_stat() is the one function of every server that runs a query given as text, which counting whatever tables there are
-- takes. It asks for a text search vector, so the count travels as the only word of one.
WITH run AS (
    SELECT id, status FROM supplygen.run ORDER BY id DESC LIMIT 1
),
announced AS (
    SELECT l.table_name AS relation, l.row_count AS rows
    FROM supplygen.ledger AS l
    JOIN run ON run.id = l.run_id
),
present AS (
    SELECT c.relname::text AS relation, c.oid::regclass AS place
    FROM pg_class AS c
    WHERE c.relkind IN ('r', 'p')
      AND (c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
           OR c.oid = 'supplygen.injection'::regclass)
),
counted AS (
    SELECT p.relation, counts.word::bigint AS rows
    FROM present AS p
    CROSS JOIN LATERAL ts_stat(format('SELECT array_to_tsvector(ARRAY[count(*)::text]) FROM %s', p.place)) AS counts
)
SELECT relation, '' AS key,
       format('%s rows announced, %s found', coalesce(a.rows::text, 'no'), coalesce(c.rows::text, 'no table')) AS problem
FROM announced AS a
FULL JOIN counted AS c USING (relation)
WHERE a.rows IS DISTINCT FROM c.rows
UNION ALL
SELECT 'supplygen.run', max(run.id)::text, 'no complete load'
FROM run
HAVING count(*) FILTER (WHERE run.status = 'complete') = 0;
