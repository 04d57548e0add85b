"""References that people tell each other on the telephone."""

from __future__ import annotations

import secrets

# Without letters and digits that people mistake for each other on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """Return a reference to tell people, such as 'H-7KQ2MX'; it reveals no count or date."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
