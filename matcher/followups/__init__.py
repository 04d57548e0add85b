"""Follow-up: some months after a stay, how the youth is now."""
