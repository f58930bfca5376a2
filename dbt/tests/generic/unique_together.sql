{% test unique_together(model, columns) %}
-- Rows that share their values in all columns; a null equals nothing.
SELECT {{ columns | join(', ') }}, count(*) AS found
FROM {{ model }}
WHERE {{ columns | join(' IS NOT NULL AND ') }} IS NOT NULL
GROUP BY {{ columns | join(', ') }}
HAVING count(*) > 1
{% endtest %}
