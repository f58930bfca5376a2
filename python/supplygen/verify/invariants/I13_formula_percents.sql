-- I13
-- title: Formula percents sum to 100.00 and each is above zero.
-- tags: exact, cheap
SELECT 'formulas' AS relation, f.id::text AS key,
       format('%s parts sum to %s, the smallest is %s', count(fi.percent), sum(fi.percent), min(fi.percent)) AS problem
FROM formulas AS f
LEFT JOIN formula_ingredients AS fi ON fi.formula_id = f.id
GROUP BY f.id
HAVING sum(fi.percent) IS DISTINCT FROM 100.00 OR min(fi.percent) <= 0;
