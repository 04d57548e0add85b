"""What a flow chart is, when it is sound, where it leads and what would change that. Pure."""
