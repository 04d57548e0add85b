"""The need profile in words: what happened, and what its parts are called."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "youth.judge": _("Life domains written down"),
}

FIELDS: dict[str, Any] = {
    "costs": _("costs"),
    "income": _("income"),
    "must_nots": _("must-nots"),
    "preferences": _("preferences"),
    "talents": _("talents"),
    "wishes": _("wishes"),
}
