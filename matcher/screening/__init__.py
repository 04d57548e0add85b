"""Screening: the flow chart as data, its versions, and where it leads for each youth."""
