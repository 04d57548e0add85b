"""The case of a youth beside the dossier: why, who, consent, talks, exceptions, doubles."""
