"""From the answers of all steps to the registration that they make."""

from __future__ import annotations

from typing import Any

from matcher.database.hosts import SignUpDraft
from matcher.hosts.addresses import locate, tidy_postcode
from matcher.hosts.drafts import room_numbers
from matcher.hosts.registration import Address, Circumstances, HostRegistration, HouseholdDetails
from matcher.hosts.warnings import HostWarning, Offer, warnings
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.service import RoomDetails
from matcher.words import HouseholdGender, HouseholdKind, Tenure
from web.host.rules_form import rules_told
from web.host.steps import OF_A_ROOM, SINGLE, Page, form_of
from web.room_fields import Periods
from web.room_form import room_details
from web.session import database


def registration(draft: SignUpDraft) -> HostRegistration:
    """Return the registration that the answers make. All steps must be answered."""
    told = {name: form_of(draft, page).data for name, page in SINGLE.items() if name != "check"}
    people = {**told["you"], **told["household"], **told["home"], **told["together"]}
    size = told["home"]["usable_m2"]
    return HostRegistration(
        household=household_details(people, told["rules"]),
        address=_address(told["address"]),
        rooms=tuple(_room(draft, number, told["housemate"]) for number in room_numbers(draft)),
        usable_m2=None if size is None else float(size),
    )


def household_details(
    told: dict[str, Any], rules: dict[str, Any] | None = None
) -> HouseholdDetails:
    """Return the household that valid answers make, from the fields of its forms together.

    Without ``rules`` those of the house stay as they are.
    """
    return HouseholdDetails(
        contact_name=told["contact_name"].strip(),
        email=told["email"].strip(),
        phone=(told["phone"] or "").strip(),
        kind=HouseholdKind(told["kind"]),
        gender=HouseholdGender(told["gender"]),
        has_children=bool(told["has_children"]),
        smokes=bool(told["smokes"]),
        has_cat=bool(told["has_cat"]),
        has_dog=bool(told["has_dog"]),
        languages=" ".join(told["languages"] or ["nl"]),
        interests=" ".join(told["interests"] or []),
        attention_offer=int(told["attention_offer"]),
        motivation=(told["motivation"] or "").strip(),
        circumstances=Circumstances(
            tenure=Tenure(told["tenure"]),
            number_of_residents=told["number_of_residents"],
            benefits=" ".join(told["benefits"] or []),
            consent_asked_on=told["consent_asked_on"],
        ),
        rules=None if rules is None else rules_told(rules),
    )


def warnings_at(details: HostRegistration) -> tuple[HostWarning, ...]:
    """Return what this host should look into before letting a room."""
    offer = Offer([room.rent_cents for room in details.rooms], details.usable_m2)
    told = details.household.circumstances
    return warnings(told, offer, today_in_the_netherlands(), policy_in_force())


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


def _room(draft: SignUpDraft, number: int, wishes: dict[str, Any]) -> RoomDetails:
    facts, rent = (form_of(draft, Page(step, number)) for step in OF_A_ROOM)
    assert isinstance(facts, Periods)
    return room_details({**facts.data, **rent.data, **wishes}, facts.periods())
