"""How youths came here: case, consents, talks, how life goes, and what they want in own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from matcher.consents.texts import consent_texts
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    IntakeMoment,
    IntakeOutcome,
    LifeDomain,
    TargetGroup,
    YouthStatus,
)
from seed.demo.accounts import COLLEAGUE, GUIDE, VISITOR
from seed.demo.before import texts
from seed.demo.before.around import Region
from seed.demo.before.staff import CASELOAD_CAP, REFERRER
from seed.demo.chance import around, happens, one_of, pick, stream
from seed.demo.rows import Batch, IdOf, Row, StaffId
from seed.demo.youths import Person

SOURCES = {
    CaseSource.REFERRAL: 72,
    CaseSource.SELF: 14,
    CaseSource.NAME_LIST: 8,
    CaseSource.IMPORT: 6,
}
WAYS = {ConsentWay.ON_SCREEN: 50, ConsentWay.SIGNED: 35, ConsentWay.SPOKEN: 15}
SHARES = {
    ConsentPurpose.KEEP_AND_MATCH: 1.0,
    ConsentPurpose.SHARE_WITH_HOST: 1.0,
    ConsentPurpose.CONSULT_OTHERS: 0.8,
    ConsentPurpose.MONITORING: 0.6,
    ConsentPurpose.FOLLOW_UP: 0.5,
}
USUAL_LEVEL = {TargetGroup.LIGHT: 3.9, TargetGroup.MIDDLE: 3.2, TargetGroup.HEAVY: 2.6}
SECOND_TALK = 0.35


@dataclass(frozen=True)
class _Staff:
    """Who works for one youth; None: nobody among the demo accounts."""

    coordinator: StaffId
    worker: StaffId | None


def make_cases(region: Region) -> list[Batch]:
    """Return the rows of the youths of the region."""
    cases, consents, intakes, levels, details = (list[Row]() for _ in range(5))
    guided = 0
    for number, person in region.people:
        staff = _staff(region, number, person, guided)
        guided += staff.worker == StaffId(GUIDE)
        cases.append(_case(region, number, person, staff))
        consents += _consents(region, number, person, staff)
        talks = _intakes(region, number, person, staff)
        intakes += talks
        if talks and person.youth["status"] == YouthStatus.READY:
            levels += _levels(region, number, person, talks)
            details.append(_detail(region, number, person))
    return [
        ("youth_case", cases),
        ("consent", consents),
        ("intake", intakes),
        ("domain_level", levels),
        ("need_detail", details),
    ]


def _staff(region: Region, number: int, person: Person, guided: int) -> _Staff:
    """Share the youths out; the colleague of the referrer stays three below the cap."""
    coordinator = StaffId("coordinator" if number % 2 else COLLEAGUE)
    if person.organisation == region.other_organisation:
        return _Staff(coordinator, StaffId(VISITOR))
    if person.organisation != region.own_organisation:
        return _Staff(coordinator, None)
    is_guides = number % 2 == 0 and guided < CASELOAD_CAP - 3
    return _Staff(coordinator, StaffId(GUIDE if is_guides else REFERRER))


def _case(region: Region, number: int, person: Person, staff: _Staff) -> Row:
    chance = stream(region.seed, "case", number)
    source = pick(chance, SOURCES)
    is_told = person.youth["status"] != YouthStatus.REGISTERED or happens(chance, 0.6)
    told = [
        one_of(chance, choices)
        for choices in (texts.HOUSING_QUESTIONS, texts.GUIDANCE_QUESTIONS, texts.MOTIVATIONS)
    ]
    active_on = region.today - timedelta(days=int(chance.random() ** 2 * 60))
    return {
        "youth_id": IdOf(person.youth),
        "source": source,
        "referred_by_id": staff.worker if source == CaseSource.REFERRAL else None,
        "worker_id": staff.worker,
        "handled_by_id": staff.coordinator,
        "housing_question": told[0] if is_told else "",
        "guidance_question": told[1] if is_told else "",
        "motivation": told[2] if is_told else "",
        "last_activity_on": max(active_on, person.youth["registered_on"]),
        "version": 1,
    }


def _consents(region: Region, number: int, person: Person, staff: _Staff) -> list[Row]:
    """Return a consent per purpose of who agreed to be kept; the others come later."""
    given_at = person.youth["consent_at"]
    if given_at is None:
        return []
    chance = stream(region.seed, "consent", number)
    way = pick(chance, WAYS)
    return [
        {
            "youth_id": IdOf(person.youth),
            "household_id": None,
            "purpose": purpose,
            "text_version": consent_texts().version,
            "way": way,
            "given_at": given_at,
            "given_by_id": None if way == ConsentWay.ON_SCREEN else staff.coordinator,
            "withdrawn_at": None,
            "withdrawn_by_id": None,
        }
        for purpose, share in SHARES.items()
        if happens(chance, share)
    ]


def _intakes(region: Region, number: int, person: Person, staff: _Staff) -> list[Row]:
    chance = stream(region.seed, "intake", number)
    status, registered_on = person.youth["status"], person.youth["registered_on"]
    is_ready = status == YouthStatus.READY
    first_on = min(registered_on + timedelta(days=around(chance, 12, 6, 2, 40)), region.today)
    if status == YouthStatus.REGISTERED and happens(chance, 0.5):
        return []
    has_second = is_ready and happens(chance, SECOND_TALK)
    ended = IntakeOutcome.GO_ON if is_ready else IntakeOutcome.SECOND_TALK
    if status == YouthStatus.WITHDRAWN:
        ended = IntakeOutcome.WITHDREW
    talks = [(IntakeMoment.FIRST, first_on, IntakeOutcome.SECOND_TALK if has_second else ended)]
    if has_second:
        second_on = min(first_on + timedelta(days=around(chance, 21, 9, 5, 60)), region.today)
        talks.append((IntakeMoment.SECOND, second_on, ended))
    return [
        {
            "youth_id": IdOf(person.youth),
            "number": position,
            "moment": which,
            "held_on": on,
            "by_id": staff.coordinator,
            "outcome": outcome,
            "summary": one_of(chance, texts.SUMMARIES),
        }
        for position, (which, on, outcome) in enumerate(talks, 1)
    ]


def _levels(region: Region, number: int, person: Person, talks: list[Row]) -> list[Row]:
    """Return a level per life domain at the first talk, and what changed since."""
    chance = stream(region.seed, "levels", number)
    usual = USUAL_LEVEL[person.youth["target_group"]]
    by, on = talks[0]["by_id"], talks[0]["held_on"]
    rows = [
        _level(person, domain, around(chance, usual, 0.9, 1, 5), on, by) for domain in LifeDomain
    ]
    later = min(on + timedelta(days=90), region.today)
    if later > on:
        rows += [
            _level(person, row["domain"], min(row["level"] + 1, 5), later, by)
            for row in list(rows)
            if happens(chance, 0.25)
        ]
    return rows


def _level(person: Person, domain: LifeDomain, level: int, on: date, by: StaffId) -> Row:
    return {
        "youth_id": IdOf(person.youth),
        "domain": domain,
        "level": level,
        "note": texts.LEVEL_NOTES.get(domain, "") if level == 3 else "",
        "recorded_on": on,
        "by_id": by,
    }


def _detail(region: Region, number: int, person: Person) -> Row:
    chance = stream(region.seed, "detail", number)
    return {
        "youth_id": IdOf(person.youth),
        "talents": one_of(chance, texts.TALENTS),
        "wishes": one_of(chance, texts.WISHES),
        "must_nots": one_of(chance, texts.MUST_NOTS),
        "preferences": "",
        "income": {},
        "costs": {},
        "budget_on": None,
    }
