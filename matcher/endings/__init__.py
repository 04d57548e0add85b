"""Notice and leaving: why, when, where to, and what was learnt."""
