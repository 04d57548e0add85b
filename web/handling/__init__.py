"""Who handles a host: pages of the coordinator, and what the host told beside the match."""
