"""The pages of a placement: for staff, the care organisation, the host and the youth."""
