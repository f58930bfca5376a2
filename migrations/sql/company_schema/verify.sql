-- Checks the invariants as `supplygen verify` does, one after the other: SELECT * FROM supplygen.verify();
CREATE OR REPLACE FUNCTION supplygen.verify(ids text DEFAULT NULL)
RETURNS TABLE (id text, kind text, title text, holds boolean, violations bigint, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET work_mem = '256MB'
SET jit = off
AS $function$
DECLARE
    one supplygen.invariant;
BEGIN
    PERFORM set_config('search_path', supplygen.company_schema()::text || ', pg_temp', true); -- until the function ends
    FOR one IN SELECT chosen.* FROM supplygen.chosen_invariants(ids) AS chosen LOOP
        id := one.id;
        kind := one.kind;
        title := one.title;
        BEGIN
            IF one.kind = 'band' THEN
                SELECT
                    CASE WHEN bool_or(found.outcome <> 'not judged') THEN bool_and(found.outcome <> 'outside') END,
                    count(*) FILTER (WHERE found.outcome = 'outside'),
                    string_agg(
                        found.figure || ' is ' || round(found.value, 3)
                        || coalesce(', at least ' || round(found.low, 3), '')
                        || coalesce(', at most ' || round(found.high, 3), ''), '; '
                    ) FILTER (WHERE found.outcome = 'outside')
                INTO holds, violations, detail
                FROM supplygen.figures(one.id) AS found;
            ELSE
                EXECUTE
                    'WITH ' || supplygen.own_rows() || E'violation AS MATERIALIZED (\n' || one.query || E'\n)'
                    ' SELECT count(*), (SELECT string_agg(concat_ws('' '', relation, nullif(key, '''')) || '': '' || problem,'
                    ' ''; '') FROM (SELECT * FROM violation LIMIT 5) AS first) FROM violation'
                INTO violations, detail;
                holds := violations = 0;
            END IF;
        EXCEPTION
            -- A query that cannot run has shown nothing; the others still run.
            WHEN OTHERS THEN
                holds := false;
                violations := NULL;
                detail := SQLSTATE || ': ' || SQLERRM;
        END;
        RETURN NEXT;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION supplygen.verify(text) IS
    'Invariants (I13,I14 or all): whether each holds, null where a band is not judged, with what breaks it';
