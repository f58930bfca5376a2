"""Prove what must be true of a filled database: `run(url)` executes every invariant and returns the report."""

from supplygen.verify.registry import Choice
from supplygen.verify.report import Report
from supplygen.verify.result import Figure, Result, Violation
from supplygen.verify.runner import run

__all__ = ["Choice", "Figure", "Report", "Result", "Violation", "run"]
