"""A workload to run on a loaded database with pgbench: the questions of docs/questions.md, and order entry."""
