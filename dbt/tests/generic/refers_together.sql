{% test refers_together(model, columns, to, fields) %}
-- Rows whose columns together name no row of another table; a null refers to nothing.
SELECT {{ columns | join(', ') }}
FROM {{ model }} AS child
WHERE {{ columns | join(' IS NOT NULL AND ') }} IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM {{ to }} AS parent
        WHERE {% for column in columns %}
            parent.{{ fields[loop.index0] }} = child.{{ column }}{{ '' if loop.last else ' AND' }}{% endfor %}
    )
{% endtest %}
