CREATE VIEW network_centrality AS
WITH path AS MATERIALIZED (
    SELECT plant_code, dc_code, nodes, transit_hours FROM network_paths
),
fastest AS MATERIALIZED (
    SELECT DISTINCT ON (plant_code, dc_code) plant_code, dc_code, nodes, transit_hours
    FROM path
    ORDER BY plant_code, dc_code, transit_hours, nodes
),
node AS (
    SELECT from_node AS code FROM network_edges
    UNION
    SELECT to_node FROM network_edges
),
-- Without a node, a pair of plant and center is served by the fastest path that avoids it, or by none.
without AS (
    SELECT n.code, f.plant_code, f.dc_code, f.transit_hours, min(p.transit_hours) AS other_hours
    FROM node AS n
    JOIN fastest AS f ON n.code = ANY (f.nodes) AND n.code NOT IN (f.plant_code, f.dc_code)
    LEFT JOIN path AS p ON p.plant_code = f.plant_code AND p.dc_code = f.dc_code AND n.code <> ALL (p.nodes)
    GROUP BY n.code, f.plant_code, f.dc_code, f.transit_hours
)
SELECT
    n.code AS node,
    (SELECT count(*) FROM network_edges AS e WHERE e.to_node = n.code) AS in_degree,
    (SELECT count(*) FROM network_edges AS e WHERE e.from_node = n.code) AS out_degree,
    count(w.code) AS pairs_through,
    round(count(w.code) / (SELECT count(*) FROM fastest)::numeric, 4) AS betweenness,
    count(w.code) FILTER (WHERE w.other_hours IS NULL) AS pairs_cut,
    round(avg(w.other_hours - w.transit_hours), 1) AS mean_extra_hours
FROM node AS n
LEFT JOIN without AS w ON w.code = n.code
GROUP BY n.code;

COMMENT ON VIEW network_centrality IS
'How much of the network hangs on a plant, terminal or distribution center as a place of transit';
COMMENT ON COLUMN network_centrality.node IS 'Code of the place';
COMMENT ON COLUMN network_centrality.in_degree IS 'Segments that end there';
COMMENT ON COLUMN network_centrality.out_degree IS 'Segments that begin there';
COMMENT ON COLUMN network_centrality.pairs_through IS
'Pairs of plant and distribution center whose fastest way leads through the place';
COMMENT ON COLUMN network_centrality.betweenness IS 'The same over all pairs that are connected';
COMMENT ON COLUMN network_centrality.pairs_cut IS 'Those of the pairs that have no way around it among network_paths';
COMMENT ON COLUMN network_centrality.mean_extra_hours IS 'What the fastest way around takes longer, mean of the others, hours';
