"""The legal maximum rent of a room, by the points system for rooms (WWSO)."""
