"""Declines: what a 'no' teaches, how long a pair rests, and what brings it back."""
