SELECT dc_code, store_count, shipped_cases, round(revenue) AS revenue,
       round(100 * division_share, 1) AS percent_of_division, spare_capacity_cases
FROM dc_dependence
WHERE division_code = 'NAM'
ORDER BY division_share DESC, dc_code;
