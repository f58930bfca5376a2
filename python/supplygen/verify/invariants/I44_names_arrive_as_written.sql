-- I44
-- title: Names of places and companies have the letters with which they were written.
-- tags: exact, cheap
-- Text that was taken for another encoding on its way shows signs and control characters between its letters, which
-- are Latin (U+00C0 to U+024F and U+1E00 to U+1EFF, with what combines); no name has them. Where only letters came
-- out, one name that every load holds tells: a certification body, compared byte by byte, in a database that knows
-- where its letters end.
WITH name (relation, field, key, value) AS (
    SELECT 'suppliers', 'name', id, name FROM suppliers
    UNION ALL
    SELECT 'suppliers', 'city', id, city FROM suppliers
    UNION ALL
    SELECT 'certifications', 'issuing_body', id, issuing_body FROM certifications
    UNION ALL
    SELECT 'retail_accounts', 'name', id, name FROM retail_accounts
    UNION ALL
    SELECT 'retail_locations', 'name', id, name FROM retail_locations
    UNION ALL
    SELECT 'retail_locations', 'city', id, city FROM retail_locations
)
SELECT relation, key::text, field || ' has a character that no name has' AS problem
FROM name
-- Streets have ordinals: Carrera 3\u00AA.
WHERE regexp_replace(value, '([0-9])[\u00AA\u00BA]', '\1', 'g') ~ '[^ -~\u00C0-\u024F\u0259\u02BB\u0300-\u036F\u1E00-\u1EFF\u2013\u2018\u2019]'
UNION ALL
SELECT 'certifications', 'issuing_body', 'none is T\u00DCV S\u00DCD in these letters'
WHERE
    NOT EXISTS (
        SELECT FROM certifications
        WHERE convert_to(issuing_body, 'UTF8') = '\x54c39c562053c39c44'::bytea AND length(issuing_body) = 7
    );
