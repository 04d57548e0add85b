"""The weekly case meeting of a region: its agenda, and what is decided on it."""
