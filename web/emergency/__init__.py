"""The numbers of a stay without signing in."""
