"""From settings to rows at a writer: world, plan, then the rows, table by table and slice by slice."""
