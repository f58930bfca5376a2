{% test refers_together(model, columns, to, fields) %}
-- Rows whose columns together name no row of another table; a null refers to nothing.
SELECT {{ columns | join(', ') }}
FROM {{ model }} AS child
WHERE {{ columns | join(' IS NOT NULL AND ') }} IS NOT NULL
    AND ({{ columns | join(', ') }}) NOT IN (SELECT {{ fields | join(', ') }} FROM {{ to }})
{% endtest %}
