CREATE VIEW fill_rate_by_abc_channel AS
SELECT
    k.abc_class,
    c.channel_code,
    count(*) AS line_count,
    sum(ol.quantity_cases) AS ordered_cases,
    sum(ol.allocated_cases) AS allocated_cases,
    sum(ol.cut_cases) AS cut_cases,
    round(sum(ol.allocated_cases) / sum(ol.quantity_cases)::numeric, 4) AS case_fill_rate,
    round(count(*) FILTER (WHERE ol.allocated_cases = ol.quantity_cases) / count(*)::numeric, 4) AS line_fill_rate
FROM order_lines AS ol
JOIN orders AS o ON o.id = ol.order_id
JOIN channels AS c ON c.id = o.channel_id
JOIN skus AS k ON k.id = ol.sku_id
WHERE o.status <> 'open'
GROUP BY k.abc_class, c.channel_code;

COMMENT ON VIEW fill_rate_by_abc_channel IS
'How much of what was ordered and allocated could be reserved, by class of SKU and channel';
COMMENT ON COLUMN fill_rate_by_abc_channel.abc_class IS 'Class by expected volume';
COMMENT ON COLUMN fill_rate_by_abc_channel.channel_code IS 'Business key, such as bm_large';
COMMENT ON COLUMN fill_rate_by_abc_channel.line_count IS 'Order lines';
COMMENT ON COLUMN fill_rate_by_abc_channel.ordered_cases IS 'Cases ordered';
COMMENT ON COLUMN fill_rate_by_abc_channel.allocated_cases IS 'Cases reserved from batches';
COMMENT ON COLUMN fill_rate_by_abc_channel.cut_cases IS 'Cases that will not be served';
COMMENT ON COLUMN fill_rate_by_abc_channel.case_fill_rate IS 'Reserved over ordered cases';
COMMENT ON COLUMN fill_rate_by_abc_channel.line_fill_rate IS 'Share of lines reserved in full';
