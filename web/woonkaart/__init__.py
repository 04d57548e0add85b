"""The woonkaart, its figures, and the schools on it."""
