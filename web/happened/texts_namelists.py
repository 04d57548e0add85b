"""Lists of names: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import ListedOutcome, Word

WORDS: dict[str, Any] = {
    "names.decide": _("Noted what became of a name"),
    "names.divide": _("Names divided"),
    "names.forget": _("Names of an old list removed"),
    "names.look": _("List of names looked up"),
    "names.save": _("List of names saved"),
}

SUBJECTS: dict[str, Any] = {"names": _("List of names")}

REASONS: dict[str, tuple[type[Word], ...]] = {"names": (ListedOutcome,)}
