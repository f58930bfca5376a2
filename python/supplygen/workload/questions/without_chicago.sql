SELECT s.dc_code, count(*) AS plants, count(p.hours) AS plants_without_chicago, round(avg(s.fastest_hours), 1) AS hours,
       round(avg(p.hours), 1) AS hours_without_chicago
FROM shortest_and_fastest AS s
LEFT JOIN (
    SELECT plant_code, dc_code, min(transit_hours) AS hours
    FROM network_paths
    WHERE NOT nodes && ARRAY['DC-NAM-CHI-001', 'USCHI', 'USORD']
    GROUP BY plant_code, dc_code
) AS p ON p.plant_code = s.plant_code AND p.dc_code = s.dc_code
WHERE s.dc_code LIKE 'DC-NAM-%'
GROUP BY s.dc_code
ORDER BY plants_without_chicago, s.dc_code;
