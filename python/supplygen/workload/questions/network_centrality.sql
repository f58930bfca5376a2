SELECT node, in_degree, out_degree, pairs_through, round(100 * betweenness, 1) AS percent_of_pairs, pairs_cut,
       mean_extra_hours
FROM network_centrality
WHERE pairs_through > 0
ORDER BY pairs_through DESC, node
LIMIT 8;
