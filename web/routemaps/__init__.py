"""Route maps for housing and for money, and their editor."""
