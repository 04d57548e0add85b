"""Youths: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import Word, YouthStepReason

WORDS: dict[str, Any] = {
    "youth.book": _("Room booked: placed"),
    "youth.change": _("Dossier changed"),
    "youth.hold": _("Back to registered"),
    "youth.leave": _("Stay over: registered again"),
    "youth.make_ready": _("Ready to be matched"),
    "youth.read": _("Dossier opened"),
    "youth.register": _("Registered"),
    "youth.rematch": _("Stay over: waits for another room"),
    "youth.reopen": _("Opened again"),
    "youth.settle": _("Stay over: has a home"),
    "youth.unbook": _("Booking called off: waits again"),
    "youth.withdraw": _("Withdrawn"),
}

SUBJECTS: dict[str, Any] = {
    "youth": _("Youth"),
}

FIELDS: dict[str, Any] = {
    "accepts_children": _("children in the home"),
    "accepts_pets": _("pets in the home"),
    "accepts_smoking_household": _("smoking in the home"),
    "age_exception": _("exception to the age limits"),
    "age_exception_reason": _("reason for the exception"),
    "allergic_to_cats": _("allergy to cats"),
    "allergic_to_dogs": _("allergy to dogs"),
    "attention_wish": _("contact"),
    "budget_cents": _("budget"),
    "day_activity": _("day activity"),
    "guidance_kind": _("guidance"),
    "has_pet": _("pet"),
    "household_gender_wish": _("adults in the home"),
    "interests": _("interests"),
    "languages": _("languages"),
    "max_distance_km": _("distance"),
    "needs_step_free": _("without stairs"),
    "out_of_care_on": _("date out of care"),
    "places": _("places"),
    "ready_on": _("date of moving in"),
    "smokes": _("smoking"),
    "target_group": _("target group"),
    "urgency": _("urgency"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"youth": (YouthStepReason,)}
