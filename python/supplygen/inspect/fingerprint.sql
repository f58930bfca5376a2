-- Rows of a table and a hash of their content that does not depend on their order: the sum, modulo 2^64, of the first
-- 60 bits of the MD5 of each row's text, columns in declared order. Equal on every server version from 15 on, with the
-- settings of fingerprint.py. {columns} and {table} are filled in.
SELECT
    count(*) AS row_count,
    mod(coalesce(sum(('x' || substr(md5(row_text), 1, 15))::bit(60)::bigint::numeric), 0), 18446744073709551616) AS hash
FROM (SELECT ROW({columns})::text AS row_text FROM ONLY {table}) AS rows;
