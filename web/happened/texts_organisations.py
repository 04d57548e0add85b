"""Care organisations and contracts: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "contract.add": _("Contract added"),
    "contract.change": _("Contract changed"),
    "contract.end": _("Contract ended"),
    "organisation.add": _("Care organisation added"),
    "organisation.rename": _("Care organisation renamed"),
}

SUBJECTS: dict[str, Any] = {
    "contract": _("Contract"),
    "organisation": _("Care organisation"),
}
