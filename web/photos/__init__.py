"""Photos of homes and rooms."""
