"""What is learnt from a 'no': what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import DeclineReason, Word

WORDS: dict[str, Any] = {
    "rest.begin": _("Pair rests after a 'no'"),
    "rest.lift": _("Rest of a pair ended"),
    "suggestion.accept": _("Suggestion accepted"),
    "suggestion.refuse": _("Suggestion not followed"),
}

SUBJECTS: dict[str, Any] = {
    "rest": _("Rest of a pair"),
    "suggestion": _("Suggestion"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"rest": (DeclineReason,)}
