"""From the answers of all steps to a registration, and to what the last page shows."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from matcher.database.hosts import SignUpDraft
from matcher.hosts.addresses import locate, tidy_postcode
from matcher.hosts.drafts import Answers
from matcher.hosts.registration import Address, HostRegistration, RoomOffer
from matcher.words import GenderWish, HouseholdGender, HouseholdKind
from web.host.forms import STEPS
from web.session import database

NAMES = tuple(STEPS)
QUESTIONS = NAMES[:-1]  # the last step asks nothing about the room


def form_of(draft: SignUpDraft | None, step: str) -> FlaskForm:
    """Return the form of ``step`` with the answers kept so far, or its defaults."""
    kept = (draft.answers if draft else {}).get(step)
    form_class = STEPS[step][1]
    return form_class(formdata=None if kept is None else MultiDict(kept))


def answers_from(form: FlaskForm, posted: MultiDict[str, str]) -> Answers:
    """Return what was posted for the fields of ``form``, and nothing else."""
    return {
        field.name: posted.getlist(field.name)
        for field in form
        if field.name != "csrf_token" and field.name in posted
    }


def first_unanswered(draft: SignUpDraft | None) -> str | None:
    """Return the first step that has no valid answers yet, or None when all have."""
    for step in QUESTIONS:
        if draft is None or step not in draft.answers or not _is_valid(form_of(draft, step)):
            return step
    return None


def _is_valid(form: FlaskForm) -> bool:
    """Validate kept answers: they were checked when posted, but rules and days move on."""
    form.meta.csrf = False
    form._fields.pop("csrf_token", None)
    return bool(form.validate())


def registration(draft: SignUpDraft) -> HostRegistration:
    """Return the registration that the answers make. All steps must be answered."""
    data = {step: form_of(draft, step).data for step in QUESTIONS}
    you, household, together = data["you"], data["household"], data["together"]
    return HostRegistration(
        contact_name=you["contact_name"].strip(),
        email=you["email"].strip(),
        phone=(you["phone"] or "").strip(),
        kind=HouseholdKind(household["kind"]),
        gender=HouseholdGender(household["gender"]),
        has_children=household["has_children"],
        smokes=household["smokes"],
        has_cat=household["has_cat"],
        has_dog=household["has_dog"],
        languages=" ".join(household["languages"] or ["nl"]),
        interests=" ".join(together["interests"] or []),
        attention_offer=int(together["attention_offer"]),
        motivation=(together["motivation"] or "").strip(),
        address=_address(data["address"]),
        rooms=(_room(data["room"], data["housemate"]),),
    )


def _address(answers: dict[str, Any]) -> Address:
    postcode = tidy_postcode(answers["postcode"])
    assert postcode is not None  # the step was valid
    found = locate(database, postcode, answers["place_name"] or "")
    assert found is not None
    return Address(
        street=answers["street"].strip(),
        house_number=answers["house_number"].strip(),
        postcode=postcode,
        place_name=found.place_name,
        municipality_code=found.municipality_code,
        latitude=found.latitude,
        longitude=found.longitude,
    )


def _room(room: dict[str, Any], housemate: dict[str, Any]) -> RoomOffer:
    return RoomOffer(
        description=(room["description"] or "").strip(),
        area_m2=None if room["area_m2"] is None else float(room["area_m2"]),
        rent_cents=room["rent"],
        free_from=room["free_from"],
        free_until=room["free_until"],
        min_age=housemate["min_age"],
        max_age=housemate["max_age"],
        accepts_gender=GenderWish(housemate["accepts_gender"]),
        smoking_allowed=housemate["smoking_allowed"],
        pets_welcome=housemate["pets_welcome"],
        step_free=housemate["step_free"],
        accepts_guidance="".join(sorted(housemate["accepts_guidance"])),
        requires_day_activity=housemate["requires_day_activity"],
    )
