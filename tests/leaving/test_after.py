"""After a stay: evaluations, the next guest, the hand-over, and half a year later."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import Actor
from matcher.consents.service import withdraw
from matcher.database.hosting import HouseholdHandling
from matcher.database.leaving import Evaluation, FollowUp
from matcher.database.records import OutboxMessage
from matcher.endings import future, handover, hosting, service
from matcher.endings.hosting import Again, DayNeeded
from matcher.endings.refusals import NotOpen
from matcher.errors import Stale
from matcher.evaluations import hourly
from matcher.evaluations.service import Given, ask_again, evaluate
from matcher.followups import daily
from matcher.followups import service as followups
from matcher.followups.rules import GivenUpBecause
from matcher.inforce import policy_in_force
from matcher.links import Claim
from matcher.rounds.offers import free_offers
from matcher.words import (
    ConsentPurpose,
    Destination,
    EndingReason,
    FollowUpStatus,
    HandoverStatus,
    HouseholdStatus,
    Role,
)
from matcher.work.items import every_item
from tests.factories import add_account, add_placement, add_youth
from tests.leaving.scenes import JUNE, SEPTEMBER, Stay, at, stay

LINK = Actor(None, "web")


def ended(session: Session, *, agrees: bool = True, **values: object) -> Stay:
    here = stay(session, agrees=agrees)
    ending = here.notice(session, **values)  # type: ignore[arg-type]
    with clock.at(at(SEPTEMBER)):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER)
    return here


def mails(session: Session, start: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.template.startswith(start))
    return list(session.scalars(query.order_by(OutboxMessage.id)))


def both(session: Session) -> list[Evaluation]:
    return list(session.scalars(select(Evaluation).order_by(Evaluation.id)))


def test_both_sides_are_asked_how_it_was_by_a_link_of_their_own(session: Session) -> None:
    ended(session)
    assert [(m.template, m.recipient) for m in mails(session, "evaluation")] == [
        ("evaluation_asked_youth", "jongere@example.org"),
        ("evaluation_asked_host", both(session)[1].placement.room.home.household.email),
    ]
    assert len({one.nonce for one in both(session)}) == 2


def test_the_first_answer_counts(session: Session) -> None:
    ended(session)
    of_youth, of_host = both(session)
    evaluate(session, LINK, of_youth.id, Given({"home": 5}, "Fijn huis", True), at(SEPTEMBER))
    with pytest.raises(NotOpen):
        evaluate(session, LINK, of_youth.id, Given({"home": 1}), at(SEPTEMBER))
    assert (of_youth.scores, of_youth.own_words) == ({"home": 5}, "Fijn huis")
    assert of_host.given_at is None
    with pytest.raises(ValueError, match="home"):
        evaluate(session, LINK, of_host.id, Given({"home": 5}), at(SEPTEMBER))


def test_an_evaluation_is_reminded_of_once_and_then_closed(factory: sessionmaker[Session]) -> None:
    with factory() as session:
        ended(session)
        session.commit()
    start = at(SEPTEMBER)
    for days, done in ((6, 0), (7, 2), (8, 0), (14, 2), (15, 0)):
        assert hourly.run(factory, start + timedelta(days=days)) == done
    with factory() as session:
        assert len(mails(session, "evaluation_reminder")) == 2
        one = both(session)[0]
        with pytest.raises(NotOpen):
            evaluate(session, LINK, one.id, Given(), start + timedelta(days=16))
        ask_again(session, LINK, one.id, start + timedelta(days=20))
        evaluate(session, LINK, one.id, Given(), start + timedelta(days=21))


def test_a_host_who_wants_another_guest_stays_in_the_pool(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    hosting.host_again(session, LINK, ending.id, Again.YES, today=JUNE)
    household = here.placement.room.home.household
    assert (ending.host_again, household.status) == (True, HouseholdStatus.APPROVED)
    assert here.placement.room_id in free_offers(session, JUNE, policy_in_force())


def test_a_host_who_wants_a_rest_is_asked_again_on_the_day(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    with pytest.raises(DayNeeded):
        hosting.host_again(session, LINK, ending.id, Again.LATER, today=JUNE)
    day = date(2027, 1, 1)
    hosting.host_again(session, LINK, ending.id, Again.LATER, later_on=day, today=JUNE)
    household = here.placement.room.home.household
    assert household.status == HouseholdStatus.PAUSED
    assert session.get_one(HouseholdHandling, household.id).host_again_on == day
    hosting.host_again(session, LINK, ending.id, Again.YES, today=JUNE)
    assert household.status == HouseholdStatus.APPROVED


def test_a_host_who_stops_stays_registered_until_the_guest_has_left(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    household = here.placement.room.home.household
    hosting.host_again(session, LINK, ending.id, Again.NO, today=JUNE)
    assert household.status == HouseholdStatus.PAUSED
    with clock.at(at(SEPTEMBER)):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER)
    assert household.status == HouseholdStatus.WITHDRAWN


def test_a_receiver_with_an_account_is_written_to_in_the_own_language(session: Session) -> None:
    here = stay(session)
    account = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    account.language = "en"
    for email in (account.email.upper(), "wijkteam@example.org"):
        receiver = handover.Receiver("Wijkteam", email)
        handover.hand_over(session, here.actor, here.placement.id, receiver, at(JUNE))
    session.flush()
    assert [one.language for one in mails(session, "warm_handover_asked")] == ["en", "nl"]


def test_the_receiver_confirms_once_and_staff_are_told(session: Session) -> None:
    here = stay(session)
    receiver = handover.Receiver("Wijkteam", "wijkteam@example.org", "Schulden, begeleiding")
    asked = handover.hand_over(session, here.actor, here.placement.id, receiver, at(JUNE))
    (mail,) = mails(session, "warm_handover_asked")
    assert (mail.recipient, sorted(mail.values)) == ("wijkteam@example.org", ["link"])
    claim = Claim("receiver", asked.id, asked.nonce, JUNE)
    assert handover.find(session, claim) is asked
    handover.confirm(
        session, asked.id, asked.nonce, takes_over=True, talked_on=JUNE, moment=at(JUNE)
    )
    assert (asked.status, asked.talked_on) == (HandoverStatus.CONFIRMED, JUNE)
    assert handover.find(session, claim) is None
    with pytest.raises(NotOpen):
        handover.confirm(session, asked.id, asked.nonce, takes_over=False, moment=at(JUNE))
    assert mails(session, "warm_handover_confirmed")


def test_asking_somebody_else_makes_the_first_link_useless(session: Session) -> None:
    here = stay(session)
    first = handover.hand_over(
        session, here.actor, here.placement.id, handover.Receiver("A", "a@example.org"), at(JUNE)
    )
    claim = Claim("receiver", first.id, first.nonce, JUNE)
    handover.hand_over(
        session, here.actor, here.placement.id, handover.Receiver("B", "b@example.org"), at(JUNE)
    )
    session.expire_all()
    assert handover.find(session, claim) is None


def test_the_receiver_is_reminded_once_and_staff_hear_of_silence_once(
    factory: sessionmaker[Session],
) -> None:
    with factory() as session:
        here = stay(session)
        receiver = handover.Receiver("Wijkteam", "wijkteam@example.org")
        handover.hand_over(session, here.actor, here.placement.id, receiver, at(JUNE))
        session.commit()
    for days in range(1, 12):
        day = JUNE + timedelta(days=days)
        with clock.at(at(day)):
            handover.remind_due(factory, day)
    with factory() as session:
        assert len(mails(session, "warm_handover_reminder")) == 1
        assert len(mails(session, "warm_handover_silent")) == 1


def test_the_future_plan_is_written_by_one_at_a_time(session: Session) -> None:
    here = stay(session)
    wishes = future.Wishes(housing="Eigen studio")
    plan = future.write(
        session, here.actor, here.placement.id, 0, wishes, is_agreed=False, today=JUNE
    )
    with pytest.raises(Stale):
        future.write(session, here.actor, here.placement.id, 0, wishes, is_agreed=True, today=JUNE)
    future.write(
        session, here.actor, here.placement.id, plan.version, wishes, is_agreed=True, today=JUNE
    )
    assert plan.agreed_on == JUNE


def planned(session: Session) -> FollowUp:
    return session.scalars(select(FollowUp)).one()


def test_half_a_year_later_the_youth_is_asked_three_times_and_then_no_more(
    factory: sessionmaker[Session],
) -> None:
    with factory() as session:
        ended(session)
        session.commit()
    due = date(2027, 3, 1)
    days = [due - timedelta(days=1)] + [due + timedelta(days=d) for d in (0, 1, 14, 28, 41, 42, 60)]
    assert [daily.run(factory, day) for day in days] == [0, 1, 0, 1, 1, 0, 1, 0]
    with factory() as session:
        found = planned(session)
        assert (found.status, found.number_of_tries) == (FollowUpStatus.NOT_REACHED, 3)
        assert found.given_up_because == GivenUpBecause.NO_ANSWER
        assert len(mails(session, "follow_up_asked")) == 3


def test_the_answer_of_half_a_year_later_counts_once(session: Session) -> None:
    ended(session)
    found = planned(session)
    told = followups.Reached(Destination.OWN_HOME, 4, "Gaat goed", wants_contact=True)
    followups.reach(session, LINK, found.id, told, date(2027, 3, 2), nonce=found.nonce)
    assert (found.status, found.destination) == (FollowUpStatus.REACHED, Destination.OWN_HOME)
    assert mails(session, "follow_up_contact")
    with pytest.raises(NotOpen):
        followups.refuse(session, LINK, found.id, nonce=found.nonce)
    followups.contact_made(session, LINK, found.id)
    assert not found.wants_contact


def test_a_link_with_another_nonce_answers_nothing(session: Session) -> None:
    ended(session)
    found = planned(session)
    with pytest.raises(NotOpen):
        followups.refuse(session, LINK, found.id, nonce="0" * 32)


def test_nobody_is_asked_later_without_consent(session: Session) -> None:
    ended(session, agrees=False)
    found = planned(session)
    assert (found.status, found.given_up_because) == (FollowUpStatus.GIVEN_UP, "no_consent")


def test_a_consent_taken_back_stops_the_follow_up(factory: sessionmaker[Session]) -> None:
    with factory() as session:
        here = ended(session)
        withdraw(session, here.actor, here.placement.youth_id, ConsentPurpose.FOLLOW_UP)
        session.commit()
    assert daily.run(factory, date(2027, 3, 1)) == 1
    with factory() as session:
        assert planned(session).status == FollowUpStatus.GIVEN_UP
        assert mails(session, "follow_up") == []


@pytest.mark.parametrize("reason", [EndingReason.DECEASED, EndingReason.NEVER_CAME])
def test_after_some_endings_nobody_is_asked_about_the_youth(
    session: Session, reason: EndingReason
) -> None:
    ended(session, reason=reason)
    assert session.scalar(select(func.count()).select_from(FollowUp)) == 0
    assert [one.side.value for one in both(session)] == ["host"]


def _kinds(session: Session, day: date) -> set[str]:
    items = every_item(session, day, policy_in_force())
    mine = {"ending", "future_plan", "host_again", "evaluation", "warm_handover", "follow_up"}
    assert all(isinstance(one.due, date | datetime | None) for one in items)
    return {str(one.kind) for one in items} & mine


def test_the_work_list_says_what_leaving_asks_of_people(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    assert _kinds(session, JUNE) == {"ending", "host_again"}
    assert _kinds(session, SEPTEMBER - timedelta(days=56)) == {
        "ending", "host_again", "future_plan"
    }  # fmt: skip
    hosting.host_again(session, LINK, ending.id, Again.YES, today=JUNE)
    with clock.at(at(SEPTEMBER)):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER)
    assert _kinds(session, SEPTEMBER) == {"ending", "evaluation"}
    assert _kinds(session, date(2027, 2, 20)) == {"evaluation", "follow_up"}


def test_a_next_guest_answers_whether_there_will_be_one(session: Session) -> None:
    here = stay(session)
    here.notice(session, destination=Destination.OWN_HOME)
    assert _kinds(session, JUNE) == {"host_again"}
    add_placement(session, room=here.placement.room, youth=add_youth(session), starts_on=SEPTEMBER)
    assert _kinds(session, JUNE) == set()
