"""All pages of the administrator, one file per subject."""

from flask_babel import lazy_gettext

from web.admin import accounts, audit, contracts, invitations, organisations
from web.admin.blueprint import blueprint
from web.menu import MenuItem

__all__ = ["accounts", "audit", "blueprint", "contracts", "invitations", "organisations"]

MENU = (
    MenuItem("admin.accounts", lazy_gettext("Accounts"), 500),
    MenuItem("admin.contracts", lazy_gettext("Contracts"), 510),
    MenuItem("admin.organisations", lazy_gettext("Care organisations"), 520),
    MenuItem("admin.audit", lazy_gettext("Audit"), 530),
)
