"""Matching rounds: freeze, solve, verify, propose."""
