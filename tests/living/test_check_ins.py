"""Check-ins in the database: planned, held, missed, moved, and never pending for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import PROGRAM
from matcher.checkins import daily, ladder, planning, service, voices
from matcher.database.concerns import Concern
from matcher.database.living import CheckIn
from matcher.database.session import transaction
from matcher.errors import Stale, StepNotAllowed, TextRefused
from matcher.words import (
    CheckInStatus,
    ConcernKind,
    CoreActivity,
    EvaluationSide,
    LadderMoment,
    LadderStep,
    PlacementStatus,
)
from tests.factories import TODAY
from tests.living.factories import NOON, Stay, acts, happened, mails, on, report


def first(stay: Stay) -> CheckIn:
    found = planning.begin(stay.session, stay.placement, TODAY)
    assert found is not None
    return found


def test_the_first_check_in_is_planned_when_the_stay_begins_and_only_one(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    assert (planned.number, planned.planned_on) == (1, on(2))
    assert planning.begin(session, stay.placement, TODAY) is planned
    assert happened(session, "checkin") == ["checkin.plan"]


def test_a_booking_has_no_check_ins_yet(session: Session) -> None:
    stay = Stay(session, status=PlacementStatus.BOOKED)
    assert planning.begin(session, stay.placement, TODAY) is None


def test_holding_one_plans_the_next_by_policy(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    held = service.hold(session, acts(stay.counsellor), planned.id, planned.version,
                        report(step=LadderStep.ACTIVITIES, summary="Gaat goed"), on(2))  # fmt: skip
    assert (held.status, held.held_on) == (CheckInStatus.HELD, on(2))
    following = planning.planned_of(session, stay.id)
    assert following is not None
    assert (following.number, following.planned_on) == (2, on(7))
    steps = ladder.steps_of(session, stay.id)
    assert [(one.step, one.moment) for one in steps] == [
        (LadderStep.ACTIVITIES, LadderMoment.START)
    ]


def test_an_agreed_day_counts_when_it_is_sooner_and_is_refused_when_it_is_later(
    session: Session,
) -> None:
    stay = Stay(session)
    planned = first(stay)
    with pytest.raises(service.CheckInRefused) as refused:
        service.hold(session, acts(stay.counsellor), planned.id, planned.version,
                     report(next_on=on(20)), on(2))  # fmt: skip
    assert refused.value.problem == "next_late"
    service.hold(session, acts(stay.counsellor), planned.id, planned.version,
                 report(next_on=on(4)), on(2))  # fmt: skip
    following = planning.planned_of(session, stay.id)
    assert following is not None
    assert following.planned_on == on(4)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"held_on": on(3)}, "future"),
        ({"held_on": on(-1)}, "before"),
        ({"activities": {CoreActivity.HOUSING: 3}}, "activities"),
        ({"activities": dict.fromkeys(CoreActivity, 6)}, "activities"),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, values: dict[str, object], problem: str
) -> None:
    stay = Stay(session)
    planned = first(stay)
    with pytest.raises(service.CheckInRefused) as refused:
        service.hold(session, acts(stay.first), planned.id, planned.version,
                     report(**values), on(2))  # fmt: skip
    assert refused.value.problem == problem


def test_a_check_in_is_written_down_once(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    seen = planned.version
    service.hold(session, acts(stay.first), planned.id, seen, report(), on(2))
    with pytest.raises(Stale):
        service.hold(session, acts(stay.second), planned.id, seen, report(), on(2))
    with pytest.raises(StepNotAllowed):
        service.miss(session, acts(stay.second), planned.id, planned.version, on(2))


def test_a_missed_check_in_is_made_up_for_within_a_week(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    following = service.miss(session, acts(stay.first), planned.id, planned.version, on(3))
    assert following is not None
    assert following.planned_on == on(10)
    assert planned.status == CheckInStatus.MISSED


def test_moving_again_and_again_gains_nothing(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    service.move(session, acts(stay.first), planned.id, planned.version, on(9), TODAY)
    with pytest.raises(service.CheckInRefused):
        service.move(session, acts(stay.first), planned.id, planned.version, on(10), TODAY)


def test_each_side_speaks_for_itself_and_the_last_word_counts(session: Session) -> None:
    stay = Stay(session)
    planned = first(stay)
    voices.say(session, acts(stay.young), planned.id, EvaluationSide.YOUTH, 4, "Prima")
    voices.say(session, acts(stay.young), planned.id, EvaluationSide.YOUTH, 3, "Gaat wel")
    assert voices.voice_of(planned, EvaluationSide.HOST) is None
    own = voices.voice_of(planned, EvaluationSide.YOUTH)
    assert own is not None
    assert (own.goes, own.text, own.by_id) == (3, "Gaat wel", stay.young.id)
    with pytest.raises(TextRefused):
        voices.say(session, acts(stay.host), planned.id, EvaluationSide.HOST, 3, "bsn 111222333")


def test_when_it_goes_badly_the_check_in_comes_sooner_and_the_team_hears_it(
    session: Session,
) -> None:
    stay = Stay(session)
    planned = first(stay)
    service.hold(session, acts(stay.first), planned.id, planned.version, report(), on(2))
    following = planning.planned_of(session, stay.id)
    assert following is not None
    following.planned_on = on(50)
    with clock.at(NOON):
        voices.say(session, acts(stay.host), following.id, EvaluationSide.HOST, 1, "Ruzie")
        voices.say(session, acts(stay.host), following.id, EvaluationSide.HOST, 1, "Nog steeds")
    assert following.planned_on == on(2)
    told = mails(session, "check_in_sooner")
    assert {who for _, who in told} == {stay.first.email, stay.counsellor.email}
    assert len(told) == 2


def test_words_of_care_never_reach_audit_or_outbox(session: Session) -> None:
    from matcher.database.records import AuditEvent, OutboxMessage

    canary = "KANARIE"
    stay = Stay(session)
    planned = first(stay)
    with clock.at(NOON):
        voices.say(session, acts(stay.young), planned.id, EvaluationSide.YOUTH, 1, canary)
    heard = {EvaluationSide.HOST: voices.Heard(2, canary)}
    service.hold(session, acts(stay.first), planned.id, planned.version,
                 report(summary=canary, heard=heard), on(2))  # fmt: skip
    written = [str(one.details) for one in session.scalars(select(AuditEvent))]
    written += [str(one.values) for one in session.scalars(select(OutboxMessage))]
    assert not [text for text in written if canary in text]


def test_the_check_in_comes_before_the_youth_leaves_and_stops_with_the_stay(
    session: Session,
) -> None:
    stay = Stay(session)
    planned = first(stay)
    planned.planned_on = on(40)
    stay.placement.ends_on = on(30)
    planning.fit_to_end(session, PROGRAM, stay.placement, on(20))
    assert planned.planned_on == on(27)
    planning.stop(session, PROGRAM, stay.placement)
    assert planned.status == CheckInStatus.CANCELLED


def test_every_running_stay_gets_a_check_in_by_the_daily_job(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session, starts_on=on(-400))
        key = stay.id
    daily.run(factory, TODAY)
    daily.run(factory, TODAY)
    with factory() as session:
        planned = session.scalars(select(CheckIn).where(CheckIn.placement_id == key)).all()
        assert [(one.number, one.planned_on) for one in planned] == [(1, TODAY)]


def test_both_sides_are_asked_once_and_the_worker_is_reminded_on_the_day(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        first(stay)
        people = {stay.first.email, stay.counsellor.email}
        sides = {stay.host.email, stay.young.email}
    for day in (0, 0, 1, 2, 2):
        daily.run(factory, on(day))
    with factory() as session:
        asked = mails(session, "check_in_coming_youth") + mails(session, "check_in_coming_host")
        due = mails(session, "check_in_due")
        assert ({who for _, who in asked}, len(asked)) == (sides, 2)
        assert ({who for _, who in due}, len(due)) == (people, 2)


def test_what_nobody_wrote_down_is_missed_and_the_second_time_somebody_must_act(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        first(stay)
        key = stay.id
    for day in range(0, 40):
        with clock.at(NOON + timedelta(days=day)):
            daily.run(factory, on(day))
    with factory() as session:
        found = session.scalars(select(CheckIn).where(CheckIn.placement_id == key)).all()
        assert [one.status for one in found].count(CheckInStatus.PLANNED) == 1
        assert max(one.planned_on for one in found) >= on(32)
        concerns = session.scalars(select(Concern)).all()
        assert [(one.kind, one.raised_by_id) for one in concerns] == [
            (ConcernKind.GUIDANCE_STOPPED, None)
        ]
