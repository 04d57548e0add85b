"""Pages of the administrator: accounts, contracts and the audit; never a dossier."""
