"""Collect the facts of one version from the records, and read back the paper that was made of it."""

from __future__ import annotations

from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from matcher.agreements.document import LANGUAGES, paper_of
from matcher.agreements.facts import Facts
from matcher.agreements.paper import Paper, tidy
from matcher.agreements.versions import RENT, rules_of
from matcher.careteam.people import team_of
from matcher.checkins.planning import rhythm
from matcher.checkins.rules import all_days
from matcher.database.agreements import Agreement
from matcher.database.hosting import RoomTerms
from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.inforce import policy_in_force

CHECK_INS_NAMED = 3
LONGEST_ROOM = 90  # letters; a longer first sentence does not help to know the room


def reference_of(placement_id: int) -> str:
    """Return what both agreements of a placement are called by."""
    return f"KM-{placement_id}"


def _room(room: Room) -> str:
    """Return what the room is, as its host describes it in the first sentence, and its number."""
    first = tidy(room.description).split(". ")[0].rstrip(".")
    return f"{first} ({room.reference})" if 0 < len(first) <= LONGEST_ROOM else room.reference


def facts_of(session: Session, agreement: Agreement) -> Facts:
    """Return what the text of this version is filled in with, as the records are now."""
    placement = agreement.placement
    youth, room = placement.youth, placement.room
    home = room.home
    terms = session.get(RoomTerms, room.id)
    is_rent = agreement.kind == RENT
    return Facts(
        kind=agreement.kind,
        reference=reference_of(placement.id),
        number=agreement.number,
        youth=tidy(youth.name),
        youth_born_on=youth.birth_date,
        host=tidy(home.household.contact_name),
        coordinator=_coordinator(session, placement),
        organisation=tidy(youth.organisation.name) if youth.organisation else "",
        address=tidy(f"{home.street} {home.house_number}"),
        town=tidy(f"{home.postcode} {home.place_name}"),
        room=_room(room),
        area_m2=f"{room.area_m2:g}".replace(".", ",") if room.area_m2 else "",
        is_furnished=terms.is_furnished if terms else None,
        included=tuple(terms.included.split()) if terms else (),
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        rent_cents=agreement.rent_cents,
        service_cents=agreement.service_cents,
        deposit_cents=agreement.deposit_cents,
        legal_max_rent_cents=room.legal_max_rent_cents if is_rent else None,
        notice_days_youth=agreement.notice_days_youth,
        notice_days_host=agreement.notice_days_host,
        legal_ground=agreement.legal_ground,
        ground_note=agreement.terms.get("ground_note", ""),
        rules=rules_of(agreement),
        breach=agreement.breach,
        guidance=agreement.terms.get("guidance", ""),
        contact=agreement.terms.get("contact", ""),
        check_in_days=_check_in_days(placement, agreement.starts_on),
        reason=agreement.reason,
    )


def _coordinator(session: Session, placement: Placement) -> str:
    team = team_of(session, placement.id)
    return tidy(team.responsible.name) if team is not None else ""


def _check_in_days(placement: Placement, starts_on: date) -> tuple[int, ...]:
    """Return after how many days the first check-ins are."""
    kind = placement.youth.needs.guidance_kind if placement.youth.needs else 4
    days = all_days(starts_on, kind, rhythm(policy_in_force()))
    return tuple((day - starts_on).days for day in islice(days, CHECK_INS_NAMED))


def papers_of(session: Session, agreement: Agreement) -> dict[str, Paper]:
    """Return the text in each language: as it was when the PDF was made, or as it would be now."""
    kept = agreement.terms.get("papers")
    if kept:
        return {language: Paper.from_json(kept[language]) for language in LANGUAGES}
    facts = facts_of(session, agreement)
    return {language: paper_of(facts, language) for language in LANGUAGES}
