"""Accounts: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "account.change_passphrase": _("Passphrase changed"),
    "account.create": _("Account made"),
    "account.deactivate": _("Account closed"),
    "account.reactivate": _("Account opened again"),
    "account.rest": _("Account locked after too many attempts"),
    "account.sign_in": _("Signed in"),
    "account.sign_out_everywhere": _("Signed out everywhere"),
    "account.unlock": _("Account unlocked"),
}

SUBJECTS: dict[str, Any] = {
    "account": _("Account"),
}
