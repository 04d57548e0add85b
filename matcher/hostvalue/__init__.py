"""Where one more host helps most, and of what kind."""
