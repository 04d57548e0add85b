"""Municipalities that take part: their contracts, and what these cost."""
