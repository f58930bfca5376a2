"""Prove what must be true of a filled database: `run(url)` executes every invariant and returns the report."""

from supplygen.verify.report import Report, Result, Violation
from supplygen.verify.runner import run

__all__ = ["Report", "Result", "Violation", "run"]
