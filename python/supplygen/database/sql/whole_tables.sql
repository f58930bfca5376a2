-- Makes one entry of a run's table out of those of its parts: the last step of a load. $1: the run.
WITH leaves AS (
    DELETE FROM supplygen.ledger WHERE run_id = $1 RETURNING run_id, table_name, phase, row_count, bytes, finished_at
)
INSERT INTO supplygen.ledger (run_id, table_name, phase, row_count, bytes, finished_at)
SELECT run_id, table_name, min(phase), sum(row_count), sum(bytes), max(finished_at)
FROM leaves
GROUP BY run_id, table_name
