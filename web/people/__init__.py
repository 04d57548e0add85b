"""Pages about care organisations and the people who work there."""
