"""From impression to decision: own impression first, a full report, a third person decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from matcher.access import Action, Principal, can, scope
from matcher.accounts.service import principal_of
from matcher.database.hosting import HouseholdCircumstances
from matcher.database.records import OutboxMessage
from matcher.database.visits import HomeVisit
from matcher.documents.rules import Standing
from matcher.errors import NotFound, StepNotAllowed, TextRefused
from matcher.hosts.reasons import ReasonCannotApply
from matcher.hosts.service import change_status
from matcher.visits import listing
from matcher.visits.decision import Decision, decide
from matcher.visits.impressions import is_blind_to, write_impression
from matcher.visits.refusals import DecidesOwnVisit, ImpressionFirst, NotAVisitor, StillLacking
from matcher.visits.report import Answer, agree_action, fill_in, finish_action, finish_report
from matcher.visits.rules import Lacking
from matcher.visits.sheet import Sheet, sheet
from matcher.words import (
    ApprovalGround,
    CheckOutcome,
    DocumentKind,
    HostStepReason,
    HouseholdStatus,
    Tenure,
    VisitAdvice,
    VisitStatus,
)
from tests.visits.factories import (
    AFTER,
    BEFORE,
    TODAY,
    VISIT_AT,
    Team,
    acts,
    add_coordinator_elsewhere,
    add_visitor,
)

YES = Decision(outcome=VisitAdvice.APPROVE, ground=ApprovalGround.IN_ORDER)
NO = Decision(
    outcome=VisitAdvice.REFUSE, reason=HostStepReason.NOT_SAFE, explanation="Geen rookmelder."
)
AGAIN = Decision(outcome=VisitAdvice.SECOND_VISIT, explanation="Zoon was er niet.")


def who(session: Session, account: object) -> Principal:
    return principal_of(account, TODAY)  # type: ignore[arg-type]


def seen(session: Session, visit: HomeVisit, account: object) -> Sheet:
    session.flush()
    return sheet(session, who(session, account), visit, AFTER)


def test_an_impression_is_written_once_by_a_visitor_and_not_before_the_visit(
    session: Session,
) -> None:
    team = Team(session)
    visit = team.planned()
    with pytest.raises(StepNotAllowed):
        write_impression(session, acts(team.one), visit.id, "Te vroeg.", BEFORE)
    with pytest.raises(NotAVisitor):
        write_impression(session, acts(team.third), visit.id, "Ik was er niet.", AFTER)
    write_impression(session, acts(team.one), visit.id, "Warm huis.", AFTER)
    assert visit.status == VisitStatus.HELD
    with pytest.raises(StepNotAllowed):
        write_impression(session, acts(team.one), visit.id, "Toch anders.", AFTER)
    with pytest.raises(TextRefused):
        write_impression(session, acts(team.two), visit.id, "bsn 111222333", AFTER)


def test_a_visitor_sees_nothing_of_others_before_the_own_impression(session: Session) -> None:
    team = Team(session)
    first = team.reported(advice=VisitAdvice.SECOND_VISIT)
    agree_action(session, acts(team.one), first.id, "Rookmelder", None, TODAY, TODAY)
    again = Decision(outcome=VisitAdvice.SECOND_VISIT)
    decide(session, acts(team.third), first.id, first.version, again, AFTER)
    fresh = add_visitor(session, code="ZORG-B", name="Fien Nieuw")
    visit = team.planned(at=VISIT_AT + timedelta(hours=1), visitors=(team.one.id, fresh.id))
    write_impression(session, acts(team.one), visit.id, "Tweede keer.", AFTER)

    before = seen(session, visit, fresh)
    assert before.is_blind
    told = str((before.notes, before.earlier, before.pair_reason))
    for secret in ("Tweede keer", "Warm huis", "Rookmelder", "Goed gesprek"):
        assert secret not in told
    assert before.notes.impressions == ()
    assert before.earlier == ()
    with pytest.raises(ImpressionFirst):
        fill_in(session, acts(fresh), visit.id, {"own_room": Answer(CheckOutcome.GOOD)})
    with pytest.raises(ImpressionFirst):
        agree_action(session, acts(fresh), visit.id, "Iets", None, TODAY, TODAY)

    write_impression(session, acts(fresh), visit.id, "Ik zag rust.", AFTER)
    after = seen(session, visit, fresh)
    assert not after.is_blind
    assert [one.text for one in after.notes.impressions] == ["Tweede keer.", "Ik zag rust."]
    # A visitor of a care organisation sees the own visit; the earlier one was of others.
    assert list(after.earlier) == []
    assert len(seen(session, visit, team.one).earlier) == 1


def test_a_visitor_is_blind_from_being_asked_until_writing(session: Session) -> None:
    team = Team(session)
    assert not is_blind_to(session, team.one.id, team.household.id)
    visit = team.planned()
    assert is_blind_to(session, team.one.id, team.household.id)
    assert not is_blind_to(session, team.third.id, team.household.id)
    write_impression(session, acts(team.one), visit.id, "Warm huis.", AFTER)
    assert not is_blind_to(session, team.one.id, team.household.id)
    assert is_blind_to(session, team.two.id, team.household.id)


def test_a_report_needs_both_impressions_and_every_answer(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    write_impression(session, acts(team.one), visit.id, "Warm huis.", AFTER)
    with pytest.raises(StillLacking) as refusal:
        finish_report(
            session, acts(team.one), visit.id, visit.version, "Goed.", VisitAdvice.APPROVE, AFTER
        )
    assert refusal.value.what == (Lacking.IMPRESSIONS, Lacking.CHECKLIST)
    write_impression(session, acts(team.two), visit.id, "Fijne kamer.", AFTER)
    team.reported(visit)
    assert visit.status == VisitStatus.REPORTED
    assert team.household.status == HouseholdStatus.VISITED
    with pytest.raises(StepNotAllowed):
        fill_in(session, acts(team.two), visit.id, {"own_room": Answer(CheckOutcome.NOT_GOOD)})
    told = session.scalars(select(OutboxMessage.template)).all()
    assert told.count("visit_to_decide") == 1


def test_checklist_answers_are_changed_and_unknown_questions_refused(session: Session) -> None:
    team = Team(session)
    visit = team.held()
    good, bad = Answer(CheckOutcome.GOOD), Answer(CheckOutcome.NOT_GOOD, "Klemt.")
    assert fill_in(session, acts(team.one), visit.id, {"own_room": good, "limits": good}) == 2
    assert fill_in(session, acts(team.two), visit.id, {"own_room": bad, "limits": good}) == 1
    kept = {answer.question: (answer.outcome, answer.note) for answer in visit.answers}
    assert kept["own_room"] == (CheckOutcome.NOT_GOOD, "Klemt.")
    with pytest.raises(NotFound):
        fill_in(session, acts(team.one), visit.id, {"garden": good})
    noted = {"limits": Answer(CheckOutcome.GOOD, "bsn 111222333")}
    with pytest.raises(TextRefused):
        fill_in(session, acts(team.one), visit.id, noted)


def test_a_third_person_approves_and_the_host_is_told(session: Session) -> None:
    team = Team(session)
    visit = team.reported()
    team.with_vog()
    decide(session, acts(team.third), visit.id, visit.version, YES, AFTER)
    assert team.household.status == HouseholdStatus.APPROVED
    assert (visit.status, visit.ground) == (VisitStatus.DECIDED, ApprovalGround.IN_ORDER)
    session.flush()
    assert "host_approved" in session.scalars(select(OutboxMessage.template)).all()


def test_a_second_visit_that_was_asked_for_is_what_comes_next_until_it_is_planned(
    session: Session,
) -> None:
    team = Team(session)
    visit = team.reported(advice=VisitAdvice.SECOND_VISIT)
    household = visit.household
    assert not listing.needs_another_visit(session, household)
    again = Decision(outcome=VisitAdvice.SECOND_VISIT)
    decide(session, acts(team.third), visit.id, visit.version, again, AFTER)
    assert listing.needs_another_visit(session, household)
    fresh = [add_visitor(session, code=code, name=code) for code in ("ZORG-B", "ZORG-C")]
    team.planned(at=VISIT_AT, visitors=(fresh[0].id, fresh[1].id))
    assert not listing.needs_another_visit(session, household)


def test_a_visitor_approves_nothing_not_even_a_visitor_of_the_visit_before(
    session: Session,
) -> None:
    team = Team(session)
    visit = team.reported(advice=VisitAdvice.SECOND_VISIT)
    team.with_vog()
    with pytest.raises(DecidesOwnVisit):
        decide(session, acts(team.one), visit.id, visit.version, YES, AFTER)
    with pytest.raises(DecidesOwnVisit):
        decide(session, acts(team.two), visit.id, visit.version, YES, AFTER)
    again = Decision(outcome=VisitAdvice.SECOND_VISIT)
    decide(session, acts(team.third), visit.id, visit.version, again, AFTER)
    fresh = [add_visitor(session, code=code, name=code) for code in ("ZORG-B", "ZORG-C")]
    second = team.planned(at=VISIT_AT, visitors=(fresh[0].id, fresh[1].id))
    for account in fresh:
        write_impression(session, acts(account), second.id, "Prima.", AFTER)
    team.one, first = fresh[0], team.one
    team.reported(second)
    with pytest.raises(DecidesOwnVisit):
        decide(session, acts(first), second.id, second.version, YES, AFTER)
    decide(session, acts(team.third), second.id, second.version, YES, AFTER)
    assert second.number == 2
    assert team.household.status == HouseholdStatus.APPROVED


def test_a_coordinator_of_another_region_and_the_program_decide_nothing(session: Session) -> None:
    team = Team(session)
    visit = team.reported()
    elsewhere = add_coordinator_elsewhere(session)
    with pytest.raises(NotAVisitor):
        decide(session, acts(elsewhere), visit.id, visit.version, NO, AFTER)
    assert not can(who(session, elsewhere), Action.READ_VISIT, visit)


def test_an_expired_vog_or_a_missing_consent_blocks_approval_and_not_refusal(
    session: Session,
) -> None:
    team = Team(session)
    visit = team.reported()
    team.with_vog(expires_on=TODAY - timedelta(days=1))
    session.add(
        HouseholdCircumstances(
            household_id=team.household.id, tenure=Tenure.RENTED_SOCIAL, number_of_residents=2
        )
    )
    with pytest.raises(StillLacking) as refusal:
        decide(session, acts(team.third), visit.id, visit.version, YES, AFTER)
    assert [(paper.kind, paper.standing) for paper in refusal.value.papers] == [
        (DocumentKind.VOG, Standing.EXPIRED),
        (DocumentKind.LANDLORD_CONSENT, Standing.ABSENT),
    ]
    decide(session, acts(team.third), visit.id, visit.version, NO, AFTER)
    assert team.household.status == HouseholdStatus.REFUSED
    assert visit.reason == HostStepReason.NOT_SAFE


def test_a_decision_against_the_advice_needs_an_explanation_and_a_code(session: Session) -> None:
    team = Team(session)
    visit = team.reported(advice=VisitAdvice.REFUSE)
    team.with_vog()
    with pytest.raises(StillLacking) as refusal:
        decide(session, acts(team.third), visit.id, visit.version, YES, AFTER)
    assert refusal.value.what == (Lacking.EXPLANATION,)
    bare = Decision(outcome=VisitAdvice.REFUSE)
    with pytest.raises(StillLacking) as refusal:
        decide(session, acts(team.third), visit.id, visit.version, bare, AFTER)
    assert refusal.value.what == (Lacking.REASON,)
    assert visit.status == VisitStatus.REPORTED


def test_who_is_approved_can_be_visited_again_and_refused(session: Session) -> None:
    team = Team(session)
    team.household.status = HouseholdStatus.APPROVED
    visit = team.reported(advice=VisitAdvice.REFUSE)
    assert team.household.status == HouseholdStatus.APPROVED
    decide(session, acts(team.third), visit.id, visit.version, NO, AFTER)
    assert team.household.status == HouseholdStatus.REFUSED


def test_a_host_who_stopped_meanwhile_is_not_approved(session: Session) -> None:
    team = Team(session)
    visit = team.reported()
    team.with_vog()
    change_status(
        session, acts(team.third), team.household.id, "withdraw", team.household.version,
        why=HostStepReason.MOVES,
    )  # fmt: skip
    with pytest.raises(StepNotAllowed):
        decide(session, acts(team.third), visit.id, visit.version, YES, AFTER)


def test_a_reason_counts_from_the_visit_that_tells_it(session: Session) -> None:
    team = Team(session)
    key, version = team.household.id, team.household.version
    with pytest.raises(ReasonCannotApply):
        change_status(
            session, acts(team.third), key, "refuse", version, why=HostStepReason.NOT_SAFE
        )
    assert team.household.status == HouseholdStatus.SIGNED_UP
    visit = team.reported()
    stops = Decision(
        outcome=VisitAdvice.REFUSE, reason=HostStepReason.OWN_CHOICE, explanation="Wil niet meer."
    )
    with pytest.raises(ReasonCannotApply):
        decide(session, acts(team.third), visit.id, visit.version, stops, AFTER)
    assert team.household.status == HouseholdStatus.VISITED
    decide(session, acts(team.third), visit.id, visit.version, NO, AFTER)
    assert team.household.status == HouseholdStatus.REFUSED


@pytest.mark.parametrize(
    ("status", "action"),
    [("signed_up", "visit"), ("visited", "approve"), ("visited", "refuse"), ("paused", "refuse")],
)
def test_no_plain_step_goes_round_the_visit(session: Session, status: str, action: str) -> None:
    team = Team(session)
    team.household.status = HouseholdStatus(status)
    session.flush()
    with pytest.raises(StepNotAllowed):
        change_status(
            session, acts(team.third), team.household.id, action, team.household.version,
            why=HostStepReason.OTHER,
        )  # fmt: skip
    assert team.household.status == status


def test_the_database_refuses_a_visitor_as_decider_whoever_writes(session: Session) -> None:
    team = Team(session)
    visit = team.reported()
    session.flush()
    own = text("UPDATE home_visit SET decided_by_id = :who WHERE id = :id")
    with pytest.raises(IntegrityError, match="guard_home_visit_decider"), session.begin_nested():
        session.execute(own, {"who": team.two.id, "id": visit.id})
    session.execute(own, {"who": team.third.id, "id": visit.id})
    joins = text("INSERT INTO visit_visitor (visit_id, account_id) VALUES (:id, :who)")
    with pytest.raises(IntegrityError, match="guard_home_visit_decider"), session.begin_nested():
        session.execute(joins, {"who": team.third.id, "id": visit.id})


def test_the_database_refuses_to_rewrite_an_impression(session: Session) -> None:
    team = Team(session)
    visit = team.held()
    session.flush()
    with pytest.raises(DatabaseError, match="guard_visit_impression"), session.begin_nested():
        session.execute(text("UPDATE visit_impression SET text = 'Toch niet.'"))
    session.delete(visit)
    session.flush()


def test_a_decided_visit_without_a_decider_is_refused_by_the_database(session: Session) -> None:
    visit = Team(session).held()
    session.flush()
    bare = text("UPDATE home_visit SET status = 'decided' WHERE id = :id")
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(bare, {"id": visit.id})


def test_actions_have_an_owner_and_a_day_and_are_ticked_off_once(session: Session) -> None:
    team = Team(session)
    visit = team.held()
    due = date(2026, 3, 20)
    action = agree_action(
        session, acts(team.one), visit.id, "Rookmelder ophangen", team.two.id, due, TODAY
    )
    assert [task.action.id for task in listing.tasks_of(session, team.two.id)] == [action.id]
    outsider = add_visitor(session, code="ZORG-B", name="Gijs Buiten")
    with pytest.raises(NotFound):
        agree_action(session, acts(team.one), visit.id, "Iets", outsider.id, due, TODAY)
    with pytest.raises(NotAVisitor):
        agree_action(session, acts(outsider), visit.id, "Iets", None, due, TODAY)
    finish_action(session, acts(team.two), visit.id, action.id, TODAY)
    assert action.done_on == TODAY
    with pytest.raises(StepNotAllowed):
        finish_action(session, acts(team.two), visit.id, action.id, TODAY)


def test_a_visitor_from_outside_has_the_address_for_the_way_there_only(session: Session) -> None:
    team = Team(session)
    visit = team.reported(advice=VisitAdvice.REFUSE)
    assert seen(session, visit, team.two).homes != ()
    decide(session, acts(team.third), visit.id, visit.version, NO, AFTER)
    assert seen(session, visit, team.two).homes == ()
    assert seen(session, visit, team.one).homes != ()
    own = scope(who(session, team.two), Action.READ_VISIT)
    assert listing.of_day(session, own, TODAY) == []
    assert listing.one(session, own, visit.id) == visit


def test_a_decision_is_marked_as_possible_for_the_third_person_only(session: Session) -> None:
    team = Team(session)
    visit = team.reported()
    assert seen(session, visit, team.third).may_decide
    assert not seen(session, visit, team.one).may_decide
    assert not seen(session, visit, team.two).may_decide
