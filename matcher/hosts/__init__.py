"""Hosts: sign-up, what the offer must hold, and the road to being approved."""
