SELECT echelon, sku_count, weekly_cases, coefficient_of_variation, amplification
FROM bullwhip_by_echelon
ORDER BY position;
