SELECT abc_class, channel_code, line_count, ordered_cases, cut_cases, case_fill_rate, line_fill_rate
FROM fill_rate_by_abc_channel
ORDER BY abc_class, channel_code;
