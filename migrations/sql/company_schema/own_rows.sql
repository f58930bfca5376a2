-- What makes a query read supplygen's tables alone: expressions that shadow those that other tables inherit from. Of a
-- partitioned table all leaves are its own.
CREATE OR REPLACE FUNCTION supplygen.own_rows()
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(string_agg(
        format('%1$I AS NOT MATERIALIZED (SELECT * FROM ONLY %2$s.%1$I), ', relname, supplygen.company_schema()), ''
    ), '')
    FROM pg_catalog.pg_class
    WHERE relnamespace = supplygen.company_schema()
      AND relkind = 'r'
      AND relname IN (SELECT table_name FROM supplygen.ledger)
      AND EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = pg_class.oid)
$function$;

COMMENT ON FUNCTION supplygen.own_rows() IS
    'The WITH list under which a query leaves out the rows of tables that inherit from supplygen''s';
