"""Who is responsible for a stay and who stands in, how many they can have, and who to call."""
