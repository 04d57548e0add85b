"""The work list: what waits for the signed-in person, and for the region or the organisation."""
