"""Why the answer is what it is, in codes that the screens turn into sentences."""
