SELECT c.dc_code, sum(m.cases) FILTER (WHERE m.movement_date <= '2024-06-30') AS june_30,
       sum(m.cases) AS last_day, max(i.cases) AS snapshot
FROM inventory_movements AS m
JOIN distribution_centers AS c ON c.id = m.dc_id
JOIN divisions AS v ON v.id = c.division_id AND v.division_code = 'NAM'
JOIN (SELECT dc_id, sum(quantity_cases) AS cases FROM inventory GROUP BY dc_id) AS i ON i.dc_id = m.dc_id
GROUP BY c.dc_code
ORDER BY june_30 DESC, c.dc_code;
