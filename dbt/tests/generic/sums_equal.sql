{% test sums_equal(model, column_name, by, to, to_by, field) %}
-- Groups whose sum differs from that of another table's field; a group that is on one side only counts as zero.
SELECT here.key AS here_key, there.key AS there_key, here.total AS here_total, there.total AS there_total
FROM (
    SELECT {{ by }} AS key, sum({{ column_name }}) AS total FROM {{ model }} WHERE {{ by }} IS NOT NULL GROUP BY {{ by }}
) AS here
FULL JOIN (
    SELECT {{ to_by }} AS key, sum({{ field }}) AS total FROM {{ to }} WHERE {{ to_by }} IS NOT NULL GROUP BY {{ to_by }}
) AS there ON there.key = here.key
WHERE coalesce(here.total, 0) <> coalesce(there.total, 0)
{% endtest %}
