-- How much more a SKU's weeks vary at each echelon than at the till.
SELECT
    position,
    CASE echelon
        WHEN 'consumer' THEN 'sold by stores'
        WHEN 'store' THEN 'ordered by stores'
        WHEN 'distribution_center' THEN 'received by centers'
        ELSE 'made by plants'
    END AS echelon,
    coefficient_of_variation,
    amplification,
    round(amplification ^ 2, 1) AS variance_ratio
FROM bullwhip_by_echelon
ORDER BY position DESC;
