"""Hosts and rooms: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import ApprovalGround, HostStepReason, PauseReason, Word

WORDS: dict[str, Any] = {
    "household.approve": _("Approved"),
    "household.change": _("Household changed"),
    "household.handle": _("Handling changed"),
    "household.pause": _("Paused"),
    "household.read": _("Dossier opened"),
    "household.refuse": _("Refused"),
    "household.remind": _("Asked whether the break is over"),
    "household.reopen": _("Opened again"),
    "household.resume": _("Back from the break"),
    "household.sign_up": _("Signed up"),
    "household.visit": _("Visited"),
    "household.withdraw": _("Stopped"),
    "room.add": _("Room added"),
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
    "attention_offer": _("contact"),
    "benefits": _("benefits and allowances"),
    "consent_asked_on": _("consent of landlord or lender"),
    "contact_name": _("name"),
    "deposit_cents": _("deposit"),
    "description": _("description"),
    "gender": _("adults in the home"),
    "handled_by_id": _("who handles it"),
    "has_cat": _("animals"),
    "has_children": _("children in the home"),
    "has_dog": _("animals"),
    "host_again_on": _("end of the break"),
    "housemate_wish": _("wishes in own words"),
    "included": _("what the rent includes"),
    "is_furnished": _("furniture"),
    "kind": _("who lives there"),
    "legal_max_rent_cents": _("legal maximum rent"),
    "limits": _("limits in own words"),
    "max_age": _("oldest age"),
    "min_age": _("youngest age"),
    "next_step_on": _("day of the next step"),
    "notes": _("agreements about money"),
    "number_of_residents": _("number of people who live there"),
    "periods": _("free periods"),
    "pets_welcome": _("pets"),
    "rent_cents": _("rent"),
    "requires_day_activity": _("day activity"),
    "rules": _("rules of the house"),
    "service_cents": _("service costs"),
    "smoking_allowed": _("smoking"),
    "step_free": _("without stairs"),
    "tenure": _("owned or rented"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {
    "household": (HostStepReason, PauseReason, ApprovalGround)
}
