"""Where one more host helps most, for the whole country."""
