"""Kamermatch: matches rooms in host families with young people who leave youth care."""

__version__ = "0.1.0"
