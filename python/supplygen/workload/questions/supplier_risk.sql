SELECT supplier_code, tier, country, po_count, round(spend) AS spend, round(100 * late_share, 1) AS late_percent,
       round(100 * rejected_share, 2) AS rejected_percent, sole_source_ingredients AS sole_source, risk_score
FROM supplier_risk
ORDER BY risk_score DESC, supplier_code
LIMIT 8;
