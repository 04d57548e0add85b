"""A young person registers in person, on a phone, in one short page."""
