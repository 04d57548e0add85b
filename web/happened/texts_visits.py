"""Home visits, those who make them, and papers of a household: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import HostStepReason

WORDS: dict[str, Any] = {
    "visit.plan": _("Home visit planned"),
    "visit.move": _("Home visit changed"),
    "visit.cancel": _("Home visit cancelled"),
    "visit.hold": _("Home visit made"),
    "visit.write": _("Own impression written"),
    "visit.fill": _("Checklist filled in"),
    "visit.report": _("Report of the home visit finished"),
    "visit.decide": _("Decided on the home visit"),
    "visit.read": _("Home visit opened"),
    "visit.agree": _("Action after a home visit agreed"),
    "visit.finish": _("Action after a home visit done"),
    "visitor.change": _("Visitor changed"),
    "document.add": _("Document recorded"),
    "document.change": _("Document changed"),
    "document.remove": _("Document removed"),
}

SUBJECTS: dict[str, Any] = {
    "visit": _("Home visit"),
    "visitor": _("Visitor"),
    "document": _("Document"),
}

REASONS: dict[str, Any] = {"visit": (HostStepReason,)}
