"""Compares the optimiser with the solvers and rules that somebody would use instead of it."""
