"""Columns as Arrow. Needs pyarrow, which `supplygen[arrow]` brings; nothing imports it before Arrow is asked for."""
