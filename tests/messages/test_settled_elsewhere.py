"""Agreements, visits, concerns, hand-overs: no mail asks for what was settled on the page meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.careteam import service as careteam
from matcher.checkins import planning
from matcher.checkins import service as check_ins
from matcher.concerns import service as concerns
from matcher.database.leaving import WarmHandover
from matcher.database.records import OutboxMessage
from matcher.endings import handover
from matcher.endings import service as endings
from matcher.endings.handover import Receiver
from matcher.messages.history import Delivery, delivery_of
from matcher.people import handovers
from matcher.placements import service as placements
from matcher.visits.decision import Decision, decide
from matcher.visits.planning import Plan, cancel_visit, move_visit
from matcher.words import (
    ApprovalGround,
    ConcernKind,
    ConcernOutcome,
    HostStepReason,
    Seriousness,
    Side,
    SignParty,
    VisitAdvice,
)
from tests.agreements.world import make_world
from tests.factories import TODAY
from tests.leaving.scenes import JUNE, at
from tests.leaving.scenes import stay as leaving_stay
from tests.living.factories import NOON, Stay, acts, on
from tests.people.factories import add_guided, add_worker
from tests.visits.factories import AFTER, BEFORE, VISIT_AT, Team

HOUR = timedelta(hours=1)
WAITS, OVERTAKEN = Delivery.WAITS, Delivery.OVERTAKEN


def stands(session: Session, template: str) -> list[Delivery]:
    """Return how the messages of a template stand, in the order in which they were written."""
    query = select(OutboxMessage).where(OutboxMessage.template == template)
    return [delivery_of(one) for one in session.scalars(query.order_by(OutboxMessage.id))]


# --- Agreements


def test_who_has_heard_the_rules_is_not_asked_to_read_them(session: Session) -> None:
    world = make_world(session)
    for side in (world.placement.youth, world.placement.room.home.household):
        side.email = f"{side.id}-{type(side).__name__}@example.org"
    rent, coaching = world.draft()
    assert stands(session, "agreement_rules") == [WAITS, WAITS]
    world.hear(rent, SignParty.YOUTH)
    assert stands(session, "agreement_rules") == [OVERTAKEN, WAITS]
    world.hear(rent)
    assert stands(session, "agreement_explained") == [WAITS]
    world.offer()
    assert stands(session, "agreement_explained") == [OVERTAKEN]
    world.sign(rent)
    assert stands(session, "agreement_offered") == [WAITS, WAITS]
    world.sign(coaching)
    assert stands(session, "agreement_offered") == [OVERTAKEN, OVERTAKEN]
    assert stands(session, "agreement_signed") == [WAITS, WAITS]


def test_a_booking_that_is_called_off_leaves_nothing_of_it_to_be_told(session: Session) -> None:
    world = make_world(session)
    world.placement.youth.email = "jongere@example.org"
    world.draft()
    placements.cancel(session, world.actor, world.placement.id, today=TODAY)
    assert set(stands(session, "agreement_rules")) == {OVERTAKEN}


# --- Home visits


def test_only_the_newest_plan_of_a_visit_is_mailed(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    plan = Plan(planned_at=VISIT_AT + HOUR, minutes=60, visitors=(team.one.id, team.two.id))
    move_visit(session, acts(team.third), visit.id, visit.version, plan, BEFORE)
    assert (stands(session, "visit_notice"), stands(session, "visit_moved")) == (
        [OVERTAKEN], [WAITS],
    )  # fmt: skip
    assert stands(session, "visitor_asked") == [OVERTAKEN, OVERTAKEN, WAITS, WAITS]
    why = HostStepReason.OWN_CHOICE
    cancel_visit(session, acts(team.third), visit.id, visit.version, why, "", BEFORE)
    assert set(stands(session, "visit_moved") + stands(session, "visitor_asked")) == {OVERTAKEN}
    assert stands(session, "visit_cancelled") == [WAITS]
    until = session.scalars(select(OutboxMessage.until_at)).all()
    assert set(until) == {VISIT_AT, VISIT_AT + HOUR}


def test_a_report_that_was_decided_on_awaits_no_decision(session: Session) -> None:
    team = Team(session)
    team.with_vog()
    visit = team.reported()
    assert stands(session, "visit_to_decide") == [WAITS]
    yes = Decision(outcome=VisitAdvice.APPROVE, ground=ApprovalGround.IN_ORDER)
    decide(session, acts(team.third), visit.id, visit.version, yes, AFTER)
    assert stands(session, "visit_to_decide") == [OVERTAKEN]


# --- Living there


def raised(stay: Stay) -> Any:
    told = concerns.Told(kind=ConcernKind.CONFLICT, seriousness=Seriousness.SERIOUS, text="Ruzie")
    return concerns.raise_(stay.session, acts(stay.host), stay.id, Side.HOST, told, NOON)


def test_a_concern_that_somebody_picked_up_is_nobody_elses_to_pick_up(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    assert stands(session, "concern_raised") == [WAITS]
    concerns.pick_up(session, acts(stay.first), concern.id, concern.version, NOON)
    assert stands(session, "concern_raised") == [OVERTAKEN]
    outcome = ConcernOutcome.SOLVED
    concerns.close(session, acts(stay.first), concern.id, concern.version, outcome, "", NOON)
    assert stands(session, "concern_picked_up") == [OVERTAKEN]
    assert stands(session, "concern_closed") == [WAITS]


def test_a_concern_that_went_up_is_asked_of_the_next_level_only(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    concerns.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    assert stands(session, "concern_raised") == [OVERTAKEN]
    assert set(stands(session, "concern_escalated")) == {WAITS}


def test_who_is_responsible_no_longer_does_not_hear_that_it_began(session: Session) -> None:
    stay = Stay(session)
    careteam.assign(session, acts(stay.first), stay.id, stay.second.id, stay.first.id, TODAY)
    careteam.assign(session, acts(stay.first), stay.id, stay.first.id, stay.second.id, TODAY)
    assert stands(session, "care_team_responsible") == [OVERTAKEN]
    assert stands(session, "care_team_deputy")[-1] == WAITS


def test_a_check_in_that_moved_is_told_of_with_its_new_day(session: Session) -> None:
    stay = Stay(session)
    planned = planning.begin(session, stay.placement, TODAY)
    assert planned is not None
    day, name = on(1), f"check_in:{planned.id}:asked"

    def ask() -> bool:
        return outbox.post(
            session, "mo@example.org", "check_in_coming_host", once=name, placement=stay.id,
            planned_on=planned.planned_on.isoformat(),
        )  # fmt: skip

    assert ask()
    check_ins.move(session, acts(stay.first), planned.id, planned.version, day, TODAY)
    assert stands(session, "check_in_coming_host") == [OVERTAKEN]
    assert ask()
    assert not ask()


# --- Leaving


def test_notice_that_was_taken_back_is_not_told_as_a_last_day(session: Session) -> None:
    here = leaving_stay(session)
    ending = here.notice(session)
    assert stands(session, "ending_known_youth") == [WAITS]
    with clock.at(at(JUNE)):
        endings.withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert stands(session, "ending_known_youth") == [OVERTAKEN]
    assert stands(session, "ending_withdrawn") == [WAITS] * len(stands(session, "ending_withdrawn"))


def test_a_receiver_who_answered_or_was_let_go_is_not_asked(session: Session) -> None:
    here = leaving_stay(session)

    def ask(email: str) -> WarmHandover:
        receiver = Receiver("Team Zuid", email)
        return handover.hand_over(session, here.actor, here.placement.id, receiver, at(JUNE))

    ask("een@example.org")
    second = ask("twee@example.org")
    assert stands(session, "warm_handover_asked") == [OVERTAKEN, WAITS]
    handover.confirm(session, second.id, second.nonce, takes_over=False, moment=at(JUNE))
    assert stands(session, "warm_handover_asked") == [OVERTAKEN, OVERTAKEN]
    assert set(stands(session, "warm_handover_refused")) == {WAITS}
    ask("drie@example.org")
    assert set(stands(session, "warm_handover_refused")) == {OVERTAKEN}


# --- Caseloads


@pytest.mark.parametrize("answer", [handovers.accept, handovers.refuse])
def test_a_caseload_that_was_answered_is_not_asked_for(
    session: Session, answer: Callable[..., Any]
) -> None:
    kim, lee = add_worker(session, "Kim"), add_worker(session, "Lee")
    youths = [add_guided(session, kim).id for _ in range(2)]
    first, second = handovers.ask(session, acts(kim), youths, lee.id)
    answer(session, acts(lee), first.id)
    assert stands(session, "handover_asked") == [WAITS]  # the other youth is still asked for
    answer(session, acts(lee), second.id)
    assert stands(session, "handover_asked") == [OVERTAKEN]
