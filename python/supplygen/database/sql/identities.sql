-- Identity columns of the table $1 (a qualified name) with their sequences.
SELECT attname AS column_name, pg_get_serial_sequence($1, attname) AS sequence
FROM pg_attribute
WHERE attrelid = $1::regclass AND attidentity <> '' AND NOT attisdropped
ORDER BY attnum;
