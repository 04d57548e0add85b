"""Care organisations: they refer youths and guide them."""
