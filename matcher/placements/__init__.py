"""Placements: a youth lives, or is going to live, in a room."""
