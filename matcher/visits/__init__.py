"""Home visits: two visitors of two organisations, what they saw, and who decides on it."""
