SELECT dc_code, capacity_cases, closing_cases, round(100 * utilisation, 1) AS percent_full, peak_cases, peak_date,
       round(100 * peak_utilisation, 1) AS peak_percent, turns
FROM dc_utilisation
ORDER BY peak_utilisation DESC, dc_code
LIMIT 8;
