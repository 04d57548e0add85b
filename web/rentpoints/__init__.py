"""The points and the legal maximum rent of a room."""
