"""Youths: registration, what they need, and the road to being ready to be matched."""
