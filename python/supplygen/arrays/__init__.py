"""Arithmetic over whole columns: exact splits, rounding, look-ups, reading; knows neither company nor database."""
