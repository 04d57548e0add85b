"""Who and what can be matched now: the overview, and a panel on each dossier."""
