"""All pages of agreements, one file per deed."""

from web.agreements import drafting, hearing, reading, signing
from web.agreements.blueprint import blueprint

__all__ = ["blueprint", "drafting", "hearing", "reading", "signing"]
