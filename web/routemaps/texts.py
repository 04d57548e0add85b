"""Why a draft cannot be published yet."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.routemaps.rules import MOST_STEPS, Flaw

FLAWS: dict[Flaw, Any] = {
    Flaw.NO_TITLE: _("The title and the introduction must be there in both languages."),
    Flaw.NO_STEPS: _("There are no steps yet."),
    Flaw.TOO_MANY_STEPS: _("There are more than %(most)s steps: nobody reads them.",
                           most=MOST_STEPS),
    Flaw.SAME_CODE: _("Two steps are the same. Remove one."),
    Flaw.STEP_WITHOUT_TEXT: _("has no text."),
    Flaw.LANGUAGE_MISSING: _("misses its title or text in one of the languages."),
    Flaw.UNEVEN_LINES: _("has conditions or places in one language only."),
    Flaw.NO_PLACE_TO_GO: _("does not say where to go."),
    Flaw.NO_SOURCE: _("does not say on what it rests, and since when."),
}  # fmt: skip
