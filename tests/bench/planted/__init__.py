"""Peers with a planted fault, that the bench has to notice."""
