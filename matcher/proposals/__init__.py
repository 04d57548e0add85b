"""Proposals: what a round found, as people see it and decide on it."""
