SELECT carrier_code, contract_code, haul_count, on_time_share, committed_on_time_rate AS committed,
       against_contract, mean_delay_hours, mean_port_delay_hours
FROM carrier_performance
JOIN horizon ON as_of BETWEEN start_date AND end_date
ORDER BY against_contract, carrier_code
LIMIT 8;
