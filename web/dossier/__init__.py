"""What a youth does with the own dossier."""
