"""Accounts: who can sign in, with which roles, and how a passphrase is kept."""
