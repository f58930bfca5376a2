"""A Dask cluster that makes the parts of a load or dump: a task a part, led by the command."""
