"""The case of a youth: consent, talks, exceptions, corrections, doubles."""
