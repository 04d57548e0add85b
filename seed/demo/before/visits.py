"""Home visits by the two demo visitors, from plan to decision, and the papers of hosts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from matcher.documents.rules import CONSENT_FOR, last_day
from matcher.policy import Policy
from matcher.visits.checklist import checklist
from matcher.words import (
    ApprovalGround,
    CheckOutcome,
    DocumentKind,
    DocumentState,
    HouseholdStatus,
    Tenure,
    VisitAdvice,
    VisitStatus,
)
from seed.demo.accounts import COLLEAGUE, GUIDE, VISITOR
from seed.demo.before import texts
from seed.demo.before.around import Region
from seed.demo.before.terms import tenure_of
from seed.demo.chance import happens, one_of, pick, stream
from seed.demo.homes import Dwelling
from seed.demo.rows import Batch, IdOf, OrganisationId, Row, StaffId, moment

PLANNER = StaffId("coordinator")
DECIDER = StaffId(COLLEAGUE)
MOST_PLANNED, MOST_DECIDED = 3, 12

#: One paper in so many has run out, one is about to: a host who has to ask it anew.
RUN_OUT_EVERY, RUNS_OUT_EVERY = 30, 9

OUTCOMES = {CheckOutcome.GOOD: 86, CheckOutcome.ATTENTION: 10, CheckOutcome.UNKNOWN: 4}


def make_visits(region: Region, policy: Policy) -> list[Batch]:
    """Return visits to come, reported ones that await a decision, and decided ones."""
    by_status: dict[str, list[tuple[int, Dwelling]]] = {}
    for number, one in region.dwellings:
        by_status.setdefault(one.household["status"], []).append((number, one))
    tables: dict[str, list[Row]] = {
        name: []
        for name in (
            "home_visit", "visit_visitor", "visit_impression", "visit_answer", "visit_action",
        )
    }  # fmt: skip
    for order, (number, one) in enumerate(by_status.get(HouseholdStatus.SIGNED_UP, [])):
        if order < MOST_PLANNED:
            day = _weekday(region.today + timedelta(days=3 + 4 * order))
            _add(tables, region, number, one, VisitStatus.PLANNED, day, policy)
    for order, (number, one) in enumerate(by_status.get(HouseholdStatus.VISITED, [])):
        day = _weekday(region.today - timedelta(days=4 + order))
        _add(tables, region, number, one, VisitStatus.REPORTED, day, policy)
    for number, one in by_status.get(HouseholdStatus.APPROVED, [])[:MOST_DECIDED]:
        day = _weekday(one.household["signed_up_on"] + timedelta(days=10))
        _add(tables, region, number, one, VisitStatus.DECIDED, day, policy)
    return [*tables.items(), ("household_document", _documents(region, policy))]


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _add(
    tables: dict[str, list[Row]],
    region: Region,
    number: int,
    dwelling: Dwelling,
    status: VisitStatus,
    day: date,
    policy: Policy,
) -> None:
    chance = stream(region.seed, "visit", number)
    planned_at = moment(day, one_of(chance, (9, 11, 13, 15)))
    visit = _visit(chance, dwelling, status, planned_at, policy.before.visit_minutes)
    tables["home_visit"].append(visit)
    visitors = {GUIDE: region.own_organisation, VISITOR: region.other_organisation}
    for name, organisation in visitors.items():
        tables["visit_visitor"].append(
            {
                "visit_id": IdOf(visit),
                "account_id": StaffId(name),
                "organisation_id": OrganisationId(organisation),
            }
        )
    if status == VisitStatus.PLANNED:
        return
    written_at = planned_at + timedelta(hours=3)
    for name, text in zip(visitors, chance.sample(texts.IMPRESSIONS, 2), strict=True):
        tables["visit_impression"].append(
            {
                "visit_id": IdOf(visit),
                "account_id": StaffId(name),
                "text": text,
                "written_at": written_at,
            }
        )
    tables["visit_answer"] += _answers(chance, visit)
    if visit["ground"] == ApprovalGround.WITH_ACTIONS or status == VisitStatus.REPORTED:
        tables["visit_action"].append(_action(chance, visit, day, region.today))


def _visit(
    chance: Random, dwelling: Dwelling, status: VisitStatus, planned_at: datetime, minutes: int
) -> Row:
    is_reported, is_decided = status != VisitStatus.PLANNED, status == VisitStatus.DECIDED
    grounds = {ApprovalGround.IN_ORDER: 70, ApprovalGround.WITH_ACTIONS: 30}
    return {
        "household_id": IdOf(dwelling.household),
        "number": 1,
        "status": status,
        "planned_at": planned_at,
        "minutes": minutes,
        "planned_by_id": PLANNER,
        "pair_reason": "",
        "notice_at": planned_at - timedelta(days=6),
        "checklist_version": checklist().version if is_reported else "",
        "debriefing": one_of(chance, texts.DEBRIEFINGS) if is_reported else "",
        "advice": VisitAdvice.APPROVE if is_reported else None,
        "reported_at": planned_at + timedelta(hours=26) if is_reported else None,
        "reported_by_id": StaffId(GUIDE) if is_reported else None,
        "decision": VisitAdvice.APPROVE if is_decided else None,
        "decided_at": planned_at + timedelta(days=5) if is_decided else None,
        "decided_by_id": DECIDER if is_decided else None,
        "ground": pick(chance, grounds) if is_decided else None,
        "reason": None,
        "explanation": "",
        "reminded_on": None,
        "version": 1,
    }


def _answers(chance: Random, visit: Row) -> list[Row]:
    rows = []
    for question in checklist().questions:
        outcome = pick(chance, OUTCOMES)
        rows.append(
            {
                "visit_id": IdOf(visit),
                "question": question.code,
                "part": question.part,
                "outcome": outcome,
                "note": texts.ATTENTION if outcome == CheckOutcome.ATTENTION else "",
            }
        )
    return rows


def _action(chance: Random, visit: Row, day: date, today: date) -> Row:
    due_on = day + timedelta(days=21)
    return {
        "visit_id": IdOf(visit),
        "text": one_of(chance, texts.ACTIONS),
        "owner_id": None,
        "due_on": due_on,
        "done_on": due_on - timedelta(days=2) if due_on < today else None,
        "reminded_on": None,
    }


def _documents(region: Region, policy: Policy) -> list[Row]:
    """Return the papers of the approved hosts, and what was asked of those who were visited."""
    rows: list[Row] = []
    papers = {HouseholdStatus.APPROVED, HouseholdStatus.PAUSED, HouseholdStatus.VISITED}
    for number, one in region.dwellings:
        if one.household["status"] in papers:
            rows += _papers_of(region, number, one, policy)
    return rows


def _papers_of(region: Region, number: int, dwelling: Dwelling, policy: Policy) -> list[Row]:
    chance = stream(region.seed, "document", number)
    is_seen = dwelling.household["status"] != HouseholdStatus.VISITED
    signed_up_on, today = dwelling.household["signed_up_on"], region.today
    issued_on = signed_up_on + timedelta(days=7)
    months = policy.before.vog_valid_months
    expires_on = last_day(issued_on, months)
    if number % RUN_OUT_EVERY == 0 and not _is_lived_in(region, dwelling):
        expires_on = today - timedelta(days=6)
    elif number % RUNS_OUT_EVERY == 0:
        expires_on = today + timedelta(days=20)
    person = dwelling.household["contact_name"]
    rows = [_paper(dwelling, DocumentKind.VOG, person, issued_on, max(expires_on, issued_on))]
    consent = CONSENT_FOR.get(tenure_of(region, number) or Tenure.OWNED)
    if consent is not None:
        rows.append(_paper(dwelling, consent, "", issued_on, None))
    if happens(chance, 0.5):
        rows.append(_paper(dwelling, DocumentKind.NEIGHBOURS_INFORMED, "", issued_on, None))
    return rows if is_seen else [_asked(row) for row in rows]


def _is_lived_in(region: Region, dwelling: Dwelling) -> bool:
    return any(one.room in dwelling.rooms for one in region.demo.placed)


def _paper(
    dwelling: Dwelling, kind: DocumentKind, person: str, issued_on: date, expires_on: date | None
) -> Row:
    return {
        "household_id": IdOf(dwelling.household),
        "kind": kind,
        "person": person,
        "state": DocumentState.SEEN,
        "issued_on": issued_on,
        "expires_on": expires_on,
        "checked_by_id": PLANNER,
        "checked_on": issued_on + timedelta(days=2),
        "note": "",
        "reminded_on": None,
        "version": 1,
    }


def _asked(row: Row) -> Row:
    """Return the paper as it is before it is there."""
    empty = dict.fromkeys(("issued_on", "expires_on", "checked_by_id", "checked_on"))
    return row | {"state": DocumentState.ASKED} | empty
