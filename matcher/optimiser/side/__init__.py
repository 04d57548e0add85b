"""Limits that are no network: organisation, inflow, outflow, share, and groups that stay together."""
