"""Hosts and rooms: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import HostStepReason, Word

WORDS: dict[str, Any] = {
    "household.approve": _("Approved"),
    "household.pause": _("Paused"),
    "household.read": _("Dossier opened"),
    "household.refuse": _("Refused"),
    "household.reopen": _("Opened again"),
    "household.resume": _("Back from the break"),
    "household.sign_up": _("Signed up"),
    "household.visit": _("Visited"),
    "household.withdraw": _("Stopped"),
    "room.change": _("Room changed"),
    "room.read": _("Room opened"),
}

SUBJECTS: dict[str, Any] = {
    "household": _("Host"),
    "room": _("Room"),
}

FIELDS: dict[str, Any] = {
    "accepts_gender": _("who may live there"),
    "accepts_guidance": _("guidance"),
    "area_m2": _("size"),
    "description": _("description"),
    "legal_max_rent_cents": _("legal maximum rent"),
    "max_age": _("oldest age"),
    "min_age": _("youngest age"),
    "periods": _("free periods"),
    "pets_welcome": _("pets"),
    "rent_cents": _("rent"),
    "requires_day_activity": _("day activity"),
    "smoking_allowed": _("smoking"),
    "step_free": _("without stairs"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"household": (HostStepReason,)}
