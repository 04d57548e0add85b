"""The two agreements before moving in: what they say, who hears it, who signs, which version holds."""
