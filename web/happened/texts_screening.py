"""The flow chart and what came out of it: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import OverrideReason, Word

WORDS: dict[str, Any] = {
    "flowchart.add_example": _("Example kept for trying"),
    "flowchart.change": _("Draft of the flow chart changed"),
    "flowchart.change_example": _("Expected outcome of an example changed"),
    "flowchart.draft": _("Draft of the flow chart begun"),
    "flowchart.drop": _("Draft of the flow chart thrown away"),
    "flowchart.publish": _("Flow chart put in use"),
    "flowchart.remove_example": _("Example removed"),
    "screening.decide": _("Route decided on"),
    "screening.drop": _("Screening stopped"),
    "screening.finish": _("Screening came to an outcome"),
    "screening.read": _("Screening opened"),
    "screening.start": _("Screening begun"),
    "screening.take_back": _("Answer of a screening taken back"),
}

SUBJECTS: dict[str, Any] = {
    "flowchart": _("Flow chart"),
    "screening": _("Screening"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"screening": (OverrideReason,)}
