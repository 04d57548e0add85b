"""The pages of the two agreements: fill in, explain, read, sign, move in."""
