"""Lists of names: reading, dividing and forgetting."""
