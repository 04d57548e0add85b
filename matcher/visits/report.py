"""The checklist, the report with its debriefing, and the actions that were agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.clock import day_of
from matcher.database.accounts import Account
from matcher.database.visits import HomeVisit, VisitAction, VisitAnswer
from matcher.errors import NotFound, StepNotAllowed
from matcher.hosts import approval
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.visits.candidates import deciders, visitors_for_this_decision
from matcher.visits.checklist import checklist
from matcher.visits.holding import (
    held_visit,
    impression_ids,
    require_visitor,
    visitor_ids,
)
from matcher.visits.refusals import NotAVisitor, StillLacking
from matcher.visits.rules import DECIDED, HELD, REPORT, REPORTED, STEPS, lacking_for_report
from matcher.words import CheckOutcome, HouseholdStatus, VisitAdvice


class Answer(NamedTuple):
    outcome: CheckOutcome
    note: str = ""


def fill_in(session: Session, actor: Actor, visit_id: int, answers: Mapping[str, Answer]) -> int:
    """Keep answers to questions of the checklist (code → answer); return how many are new or other.

    Raises:
        NotFound: no such visit, or a question that the checklist does not have.
        NotAVisitor, ImpressionFirst: see `holding.require_visitor`.
        StepNotAllowed: the report is done already.
        TextRefused: a note holds a citizen service number.
    """
    visit = held_visit(session, visit_id)
    require_visitor(visit, actor)
    if visit.status != HELD:
        raise StepNotAllowed("visit", str(visit.status), "fill in the checklist")
    asked, known = checklist(), {answer.question: answer for answer in visit.answers}
    number = 0
    for code, (outcome, note) in answers.items():
        question = asked.find(code)
        if question is None:
            raise NotFound("question", code)
        require_no_bsn("note", note)
        if code not in known:
            known[code] = VisitAnswer(question=code, part=question.part, outcome=outcome)
            visit.answers.append(known[code])
        elif (known[code].outcome, known[code].note) == (outcome, note.strip()):
            continue
        known[code].outcome, known[code].note = outcome, note.strip()
        number += 1
    visit.checklist_version = asked.version
    session.flush()
    if number:
        record(session, actor, "visit.fill", visit.id, answers=number)
    return number


def unanswered(visit: HomeVisit) -> int:
    return len(checklist().unanswered({answer.question for answer in visit.answers}))


def finish_report(
    session: Session,
    actor: Actor,
    visit_id: int,
    version: int,
    debriefing: str,
    advice: VisitAdvice,
    moment: datetime,
) -> HomeVisit:
    """Hand the report in: how it went, and what the two visitors advise. Then a third decides.

    A household that had just signed up is 'visited' from now on.

    Raises:
        NotFound, NotAVisitor, ImpressionFirst, TextRefused: as `fill_in`.
        StillLacking: an impression or an answer is missing.
        Stale, StepNotAllowed: somebody handed it in already.
    """
    require_no_bsn("debriefing", debriefing)
    visit = held_visit(session, visit_id)
    require_visitor(visit, actor)
    lacking = lacking_for_report(visitor_ids(visit), impression_ids(visit), unanswered(visit))
    if lacking and visit.status == HELD:
        raise StillLacking(lacking)
    visit.debriefing, visit.advice = debriefing.strip(), advice
    visit.reported_at, visit.reported_by_id = moment, actor.account_id
    take_step(session, actor, visit, STEPS, REPORT, version, household=visit.household_id)
    household = visit.household
    if household.status == HouseholdStatus.SIGNED_UP:
        approval.mark_visited(session, actor, household, day_of(moment))
    outbox.take_back(session, f"visit:{visit.id}:report:")
    _tell_who_decides(session, visit, moment)
    return visit


def _tell_who_decides(session: Session, visit: HomeVisit, moment: datetime) -> None:
    """Mail who planned the visit, when that person may decide; others find it on the list."""
    third = deciders(session, visit.household, day_of(moment))
    third -= visitors_for_this_decision(session, visit.household_id)
    if visit.planned_by_id in third:
        account = session.get_one(Account, visit.planned_by_id)
        outbox.post(
            session, account.email, "visit_to_decide", account.language,
            about=("household", visit.household_id), once=f"visit:{visit.id}:to_decide:",
            reference=visit.household.reference, visit=visit.id,
        )  # fmt: skip


def agree_action(
    session: Session,
    actor: Actor,
    visit_id: int,
    text: str,
    owner_id: int | None,
    due_on: date,
    today: date,
) -> VisitAction:
    """Write down what somebody does after the visit. ``owner_id`` None: the household itself.

    Visitors do so once they wrote their impression; coordinators who decide, at any time after.

    Raises:
        NotFound: no such visit, or an owner who has no part in it.
        NotAVisitor, ImpressionFirst: the person has no part in it, or not yet.
        StepNotAllowed: the visit has not taken place.
        TextRefused: the text holds a citizen service number.
    """
    require_no_bsn("action", text)
    visit = held_visit(session, visit_id)
    require_part(session, visit, actor, today)
    if visit.status not in (HELD, REPORTED, DECIDED):
        raise StepNotAllowed("visit", str(visit.status), "agree on an action")
    if owner_id is not None and owner_id not in owners(session, visit, today):
        raise NotFound("owner", owner_id)
    action = VisitAction(text=text.strip(), owner_id=owner_id, due_on=due_on)
    visit.actions.append(action)
    session.flush()
    record(session, actor, "visit.agree", visit.id, due_on=due_on.isoformat())
    return action


def finish_action(
    session: Session, actor: Actor, visit_id: int, action_id: int, today: date
) -> VisitAction:
    """Tick an action off.

    Raises:
        NotFound: no such action of this visit.
        NotAVisitor, ImpressionFirst: as `agree_action`.
        StepNotAllowed: it was done already.
    """
    visit = held_visit(session, visit_id)
    require_part(session, visit, actor, today)
    action = next((one for one in visit.actions if one.id == action_id), None)
    if action is None:
        raise NotFound("action", action_id)
    if action.done_on is not None:
        raise StepNotAllowed("action", "done", "finish")
    action.done_on = today
    session.flush()
    outbox.take_back(session, f"visit:action:{action.id}:")
    record(session, actor, "visit.finish", visit.id)
    return action


def owners(session: Session, visit: HomeVisit, today: date) -> set[int]:
    """Return who can take an action on: the two visitors and the coordinators of the region."""
    return visitor_ids(visit) | deciders(session, visit.household, today)


def require_part(session: Session, visit: HomeVisit, actor: Actor, today: date) -> None:
    """A visitor who wrote the own impression, or a coordinator of the region who did not visit."""
    if actor.account_id in visitor_ids(visit) or actor.account_id is None:
        require_visitor(visit, actor)
    elif actor.account_id not in deciders(session, visit.household, today):
        raise NotAVisitor
