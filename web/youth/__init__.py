"""The page of a youth: the own dossier, in plain words."""
