-- Takes away what setup.sql has made.
DROP SCHEMA supplygen_bench CASCADE;
