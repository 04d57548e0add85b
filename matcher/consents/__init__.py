"""Consent per purpose: what a youth agreed to, in which words, and what taking it back changes."""
