-- Every load of this database in the order of its start: those that ended, and the one that it holds.
-- `run_id`, `outcome`, `settings`, `started_at`, `ended_at`, `row_count`, `phases` (name and seconds of each).
SELECT run_id, outcome, settings, started_at, ended_at, row_count, phases
FROM supplygen.history
UNION ALL
SELECT
    id, status, settings, started_at, finished_at,
    (SELECT coalesce(sum(row_count), 0)::bigint FROM supplygen.ledger WHERE ledger.run_id = run.id),
    '[]'
FROM supplygen.run
WHERE id NOT IN (SELECT run_id FROM supplygen.history)
ORDER BY run_id
