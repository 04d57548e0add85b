"""Pages for everybody, and the two addresses that watch the service."""
