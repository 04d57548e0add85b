"""What happened with the two agreements of a placement, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "agreement.draft": _("Agreement drafted"),
    "agreement.change": _("Draft of the agreement changed"),
    "agreement.acknowledge": _("House rules agreed to"),
    "agreement.explain": _("All house rules explained and agreed to"),
    "agreement.offer": _("Agreement made ready to sign"),
    "agreement.sign": _("Agreement signed"),
    "agreement.drop": _("Unsigned version of the agreement dropped"),
    "agreement.replace": _("Agreement replaced by a new version"),
    "agreement.end": _("Agreement ended"),
    "agreement.read": _("Agreement opened"),
}
SUBJECTS: dict[str, Any] = {"agreement": _("Agreement")}
