"""Concerns and incidents: raised by anybody in the stay, never left lying, ever higher up."""
