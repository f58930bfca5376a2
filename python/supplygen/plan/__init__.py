"""The simulate pass: lives through the horizon once, week by week, and keeps what both passes need to know.

Inbound and production are planned here in NumPy from forecasts; the stores and distribution centers live in the Rust
simulator. The two meet only in the cases that arrive at a distribution center and the cases that leave it.
"""
