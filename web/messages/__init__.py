"""Messages: every mail with sample values, those of a dossier, and those that did not arrive."""
