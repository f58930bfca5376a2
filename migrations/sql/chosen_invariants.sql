-- Which stored invariants a list such as 'I13,I14' means.
CREATE FUNCTION supplygen.chosen_invariants(ids text)
RETURNS SETOF supplygen.invariant
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    wanted text[] := string_to_array(upper(replace(ids, ' ', '')), ',');
    missing text;
BEGIN
    IF NOT EXISTS (SELECT FROM supplygen.invariant) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'no_data_found',
            MESSAGE = 'this database holds no complete load',
            HINT = 'The invariants are stored when a load is sealed: run `supplygen load`.';
    END IF;
    SELECT string_agg(name, ', ') INTO missing
    FROM unnest(wanted) AS name
    WHERE NOT EXISTS (SELECT FROM supplygen.invariant AS stored WHERE stored.id = name);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'no such invariant: ' || missing;
    END IF;
    RETURN QUERY
        SELECT stored.*
        FROM supplygen.invariant AS stored
        WHERE wanted IS NULL OR stored.id = ANY (wanted)
        ORDER BY stored.id;
END
$function$;

COMMENT ON FUNCTION supplygen.chosen_invariants(text) IS
    'Stored invariants by their numbers, separated by commas; null means all';
