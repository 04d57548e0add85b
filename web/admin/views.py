"""All pages of the administrator, one file per subject."""

from web.admin import accounts, audit, contracts, organisations
from web.admin.blueprint import blueprint

__all__ = ["accounts", "audit", "blueprint", "contracts", "organisations"]
