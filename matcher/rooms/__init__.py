"""Rooms: what state they are in, and changing what a host offers."""
