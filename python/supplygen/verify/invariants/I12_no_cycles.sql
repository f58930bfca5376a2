-- I12
-- title: Parent accounts form no cycle, nor do substitutes; a substitute is another SKU of the brand line and division.
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
),
replaced AS (
    SELECT sku_id, substitute_sku_id AS reached_id
    FROM sku_substitutes
    UNION
    SELECT r.sku_id, s.substitute_sku_id
    FROM replaced AS r
    JOIN sku_substitutes AS s ON s.sku_id = r.reached_id
),
ranked AS (
    SELECT sku_id, substitute_rank, row_number() OVER (PARTITION BY sku_id ORDER BY substitute_rank) AS position
    FROM sku_substitutes
)
SELECT 'retail_accounts' AS relation, id::text AS key, 'is its own ancestor' AS problem
FROM ancestry
WHERE id = ancestor_id
UNION ALL
SELECT 'sku_substitutes', sku_id::text, 'substitutes lead back to the SKU'
FROM replaced
WHERE sku_id = reached_id
UNION ALL
SELECT 'sku_substitutes', concat_ws('/', s.sku_id, s.substitute_rank),
       format('%s of product %s in division %s, %s of product %s in division %s by %s', own.sku_code, own.product_id,
              own.division_id, other.sku_code, other.product_id, other.division_id, s.substitution_kind)
FROM sku_substitutes AS s
JOIN skus AS own ON own.id = s.sku_id
JOIN skus AS other ON other.id = s.substitute_sku_id
WHERE (own.product_id, own.division_id) <> (other.product_id, other.division_id)
   OR s.substitution_kind <> CASE WHEN own.variant <> other.variant THEN 'variant'
                                  WHEN own.packaging_id <> other.packaging_id THEN 'size'
                                  ELSE 'edition'
                             END
UNION ALL
SELECT 'sku_substitutes', concat_ws('/', sku_id, substitute_rank), format('is number %s', position)
FROM ranked
WHERE substitute_rank <> position;
