-- Figures of the bands; smaller worlds than scale 0.1 have too few rows to be judged by them.
CREATE OR REPLACE FUNCTION supplygen.figures(ids text DEFAULT NULL)
RETURNS TABLE (id text, relation text, figure text, value numeric, low numeric, high numeric, outcome text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET work_mem = '256MB'
SET jit = off
AS $function$
DECLARE
    one supplygen.invariant;
    is_large boolean := (SELECT run.scale >= 0.1 FROM supplygen.run ORDER BY run.id DESC LIMIT 1);
BEGIN
    PERFORM set_config('search_path', supplygen.company_schema()::text || ', pg_temp', true); -- until the function ends
    FOR one IN SELECT chosen.* FROM supplygen.chosen_invariants(ids) AS chosen WHERE chosen.kind = 'band' LOOP
        RETURN QUERY EXECUTE
            'WITH ' || supplygen.own_rows() || E'figure AS (\n' || one.query || E'\n)'
            ' SELECT $1, relation, key, round(value::numeric, 6), round(low::numeric, 6), round(high::numeric, 6),'
            ' CASE WHEN $2 IS NOT TRUE OR value IS NULL OR num_nonnulls(low, high) = 0 THEN ''not judged'''
            ' WHEN value < low OR value > high THEN ''outside'' ELSE ''inside'' END FROM figure'
        USING one.id, is_large;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION supplygen.figures(text) IS
    'Statistics of the band invariants with their limits; the outcome is inside, outside or not judged';
