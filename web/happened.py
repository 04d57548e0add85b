"""Audit events in words: what was done, for the history of a record and the audit pages."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from matcher.database.records import AuditEvent
from matcher.words import DeclineReason, HostStepReason, Role, YouthStepReason
from web.formatting import long_date
from web.languages import language

WORDS: dict[str, Any] = {
    "account.change_passphrase": _("Passphrase changed"),
    "account.create": _("Account made"),
    "account.deactivate": _("Account closed"),
    "account.reactivate": _("Account opened again"),
    "account.rest": _("Account locked after too many attempts"),
    "account.sign_in": _("Signed in"),
    "account.sign_out_everywhere": _("Signed out everywhere"),
    "account.unlock": _("Account unlocked"),
    "contract.add": _("Contract added"),
    "contract.change": _("Contract changed"),
    "contract.end": _("Contract ended"),
    "import.save": _("File imported"),
    "organisation.add": _("Care organisation added"),
    "organisation.rename": _("Care organisation renamed"),
    "demo.create": _("Demonstration data made"),
    "export.write": _("File exported"),
    "household.approve": _("Approved"),
    "household.pause": _("Paused"),
    "household.read": _("Dossier opened"),
    "household.refuse": _("Refused"),
    "household.reopen": _("Opened again"),
    "household.resume": _("Back from the break"),
    "household.sign_up": _("Signed up"),
    "household.visit": _("Visited"),
    "household.withdraw": _("Stopped"),
    "placement.book": _("Room booked"),
    "placement.cancel": _("Booking cancelled"),
    "placement.end": _("Stay ended"),
    "placement.start": _("Moved in"),
    "proposal.approve": _("Proposal approved"),
    "proposal.decline": _("Proposal declined"),
    "proposal.lapse": _("Proposal lapsed"),
    "proposal.read": _("Proposal opened"),
    "proposal.repair": _("Proposed as a repair"),
    "proposal.take_back": _("Decision taken back"),
    "room.change": _("Room changed"),
    "room.read": _("Room opened"),
    "round.fail": _("Matching round failed"),
    "round.finish": _("Matching round finished"),
    "round.queue": _("Matching round asked for"),
    "round.requeue": _("Matching round queued again"),
    "round.try": _("Trial of a round asked for"),
    "youth.change": _("Dossier changed"),
    "youth.hold": _("Back to registered"),
    "youth.make_ready": _("Ready to be matched"),
    "youth.read": _("Dossier opened"),
    "youth.register": _("Registered"),
    "youth.reopen": _("Opened again"),
    "youth.withdraw": _("Withdrawn"),
}

SUBJECTS: dict[str, Any] = {
    "account": _("Account"),
    "contract": _("Contract"),
    "import": _("Import"),
    "organisation": _("Care organisation"),
    "demo": _("Demonstration"),
    "export": _("Export"),
    "household": _("Host"),
    "placement": _("Placement"),
    "proposal": _("Proposal"),
    "room": _("Room"),
    "round": _("Matching round"),
    "youth": _("Youth"),
}

FIELDS: dict[str, Any] = {
    "accepts_children": _("children in the home"),
    "accepts_gender": _("who may live there"),
    "accepts_guidance": _("guidance"),
    "accepts_pets": _("pets in the home"),
    "accepts_smoking_household": _("smoking in the home"),
    "age_exception": _("exception to the age limits"),
    "age_exception_reason": _("reason for the exception"),
    "allergic_to_cats": _("allergy to cats"),
    "allergic_to_dogs": _("allergy to dogs"),
    "area_m2": _("size"),
    "attention_wish": _("contact"),
    "budget_cents": _("budget"),
    "day_activity": _("day activity"),
    "description": _("description"),
    "guidance_kind": _("guidance"),
    "has_pet": _("pet"),
    "household_gender_wish": _("adults in the home"),
    "interests": _("interests"),
    "languages": _("languages"),
    "legal_max_rent_cents": _("legal maximum rent"),
    "max_age": _("oldest age"),
    "max_distance_km": _("distance"),
    "min_age": _("youngest age"),
    "needs_step_free": _("without stairs"),
    "out_of_care_on": _("date out of care"),
    "periods": _("free periods"),
    "pets_welcome": _("pets"),
    "places": _("places"),
    "ready_on": _("date of moving in"),
    "rent_cents": _("rent"),
    "requires_day_activity": _("day activity"),
    "smokes": _("smoking"),
    "smoking_allowed": _("smoking"),
    "step_free": _("without stairs"),
    "target_group": _("target group"),
    "urgency": _("urgency"),
}

_REASONS = {word.value: word for word in (*DeclineReason, *HostStepReason, *YouthStepReason)}


def happened(event: AuditEvent) -> str:
    """Return what was done, such as 'Refused'; an event without words shows its code."""
    return str(WORDS.get(event.action, event.action))


def by_whom(event: AuditEvent) -> str:
    if event.actor is not None:
        return event.actor.name
    return {
        "web": gettext("somebody not signed in"),
        "cli": gettext("the command line"),
        "job": gettext("the program"),
    }.get(event.origin, event.origin)


def by_which_staff(event: AuditEvent) -> str:
    """Return who did it for the audit page: a host or a youth by the number of the account."""
    actor = event.actor
    if actor is None or any(link.role not in (Role.HOST, Role.YOUTH) for link in actor.roles):
        return by_whom(event)
    return f"{gettext('Account')} {actor.id}"


def from_where(event: AuditEvent) -> str:
    return {
        "web": gettext("website"), "cli": gettext("command line"), "job": gettext("program"),
    }.get(event.origin, event.origin)  # fmt: skip


def with_what(event: AuditEvent) -> str:
    """Return the details worth telling: a reason, what changed, a date."""
    told = event.details or {}
    parts = []
    if told.get("reason") in _REASONS:
        parts.append(_REASONS[told["reason"]].label(language()))
    if isinstance(told.get("fields"), list):
        parts.append(", ".join(str(FIELDS.get(name, name)) for name in told["fields"]))
    if event.action == "placement.book" and told.get("starts_on"):
        day = long_date(Date.fromisoformat(told["starts_on"]))
        parts.append(gettext("from %(day)s", day=day))
    if event.action == "placement.end" and told.get("ends_on"):
        parts.append(long_date(Date.fromisoformat(told["ends_on"])))
    return "; ".join(parts)


def subject_name(code: str) -> str:
    return str(SUBJECTS.get(code, code))


def action_name(code: str) -> str:
    return str(WORDS.get(code, code))


def add_filters(app: Flask) -> None:
    for describe in (
        happened,
        by_whom,
        by_which_staff,
        from_where,
        with_what,
        subject_name,
        action_name,
    ):
        app.add_template_filter(describe)
