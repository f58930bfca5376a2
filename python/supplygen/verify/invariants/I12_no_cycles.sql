-- I12
-- title: Parent accounts form no cycle.
-- tags: exact, cheap
WITH RECURSIVE ancestry AS (
    SELECT id, parent_account_id AS ancestor_id
    FROM retail_accounts
    WHERE parent_account_id IS NOT NULL
    UNION
    SELECT c.id, a.parent_account_id
    FROM ancestry AS c
    JOIN retail_accounts AS a ON a.id = c.ancestor_id
    WHERE a.parent_account_id IS NOT NULL
)
SELECT 'retail_accounts' AS relation, id::text AS key, 'is its own ancestor' AS problem
FROM ancestry
WHERE id = ancestor_id;
