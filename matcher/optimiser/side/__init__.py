"""Limits that are no network: organisation, inflow, outflow, share, and groups that stay together.

SciPy and Numba are imported inside the functions that use them. Together they take 170 MB and two
seconds, which nobody should pay whose problem has no such limits.
"""
