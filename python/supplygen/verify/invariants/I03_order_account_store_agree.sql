-- I03
-- title: An order's channel, store and DC are its account's and its store's; store, DC and account share the division.
-- tags: exact, cheap
SELECT 'orders' AS relation, o.id::text AS key,
       concat_ws('; ',
           CASE WHEN o.channel_id <> a.channel_id THEN format('channel %s, account has %s', o.channel_id, a.channel_id) END,
           CASE WHEN l.retail_account_id <> o.retail_account_id
                THEN format('store %s belongs to account %s, not %s', l.id, l.retail_account_id, o.retail_account_id) END,
           CASE WHEN l.primary_dc_id <> o.dc_id
                THEN format('store %s is served by DC %s, not %s', l.id, l.primary_dc_id, o.dc_id) END
       ) AS problem
FROM orders AS o
JOIN retail_accounts AS a ON a.id = o.retail_account_id
JOIN retail_locations AS l ON l.id = o.retail_location_id
WHERE o.channel_id <> a.channel_id
   OR l.retail_account_id <> o.retail_account_id
   OR l.primary_dc_id <> o.dc_id
UNION ALL
SELECT 'retail_accounts', a.id::text, format('store_count %s, locations %s', a.store_count, count(l.id))
FROM retail_accounts AS a
LEFT JOIN retail_locations AS l ON l.retail_account_id = a.id
GROUP BY a.id, a.store_count
HAVING a.store_count <> count(l.id)
UNION ALL
SELECT 'retail_locations', l.id::text, format('DC in division %s, account in division %s', d.division_id, a.division_id)
FROM retail_locations AS l
JOIN retail_accounts AS a ON a.id = l.retail_account_id
JOIN distribution_centers AS d ON d.id = l.primary_dc_id
WHERE a.division_id <> d.division_id;
