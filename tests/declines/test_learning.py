"""What happens after a 'no', on both databases: the rest, the suggestions, the way back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import Actor
from matcher.database.declines import PairRest, Suggestion
from matcher.database.records import AuditEvent
from matcher.database.rounds import PairExclusion, Proposal
from matcher.database.session import reading, transaction
from matcher.database.youths import Youth
from matcher.declines import daily, service
from matcher.declines.rests import coming_back, lift_due, running
from matcher.errors import StepNotAllowed, SuggestionRefused
from matcher.fit import priority
from matcher.inforce import policy_in_force
from matcher.proposals.service import decline_proposal
from matcher.proposals.taking_back import take_back_decision
from matcher.rounds.explain import why_this_room
from matcher.rounds.snapshot import load_frames
from matcher.words import DeclineReason, HouseholdStatus, SuggestionKind, YouthStatus
from tests.factories import TODAY, add_proposal, add_room, add_youth
from tests.services.scenes import add_coordinator, proposals_of, run

Factory = sessionmaker[Session]
CLI = Actor(None, "cli")


@pytest.fixture(autouse=True)
def the_clock_stands_at_today() -> Any:
    with clock.at(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=clock.NETHERLANDS)):
        yield


@pytest.fixture
def one_pair(factory: Factory) -> Factory:
    """One youth, one room of € 410, and a round that proposes them to each other."""
    with transaction(factory) as session:
        add_room(session, reference="K1", rent_cents=41_000)
        add_youth(session, reference="J1", needs={"budget_cents": 45_000})
    assert run(factory).summary["proposals"] == 1
    return factory


def decline(factory: Factory, reason: DeclineReason, rule_out: bool = False) -> int:
    with transaction(factory) as session:
        proposal = session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert proposal is not None
        decline_proposal(session, CLI, proposal.id, proposal.version, reason, "", rule_out)
        return proposal.id


def excluded(factory: Factory, today: date = TODAY) -> int:
    with reading(factory) as session:
        return len(load_frames(session, today, policy_in_force()).exclusions)


def suggested(session: Session) -> list[Suggestion]:
    return list(session.scalars(select(Suggestion).order_by(Suggestion.id)))


def find(session: Session, kind: SuggestionKind, field: str = "") -> Suggestion:
    return next(
        one for one in suggested(session) if one.kind == kind and (not field or one.field == field)
    )


def only_rest(session: Session) -> PairRest:
    found = session.scalars(select(PairRest).order_by(PairRest.id.desc())).first()
    assert found is not None
    return found


def test_a_no_rests_the_pair_and_suggests_but_changes_no_record(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with reading(one_pair) as session:
        rest = only_rest(session)
        assert rest.until_on == TODAY + timedelta(days=90)
        assert rest.facts == {"room.rent_cents": 41_000, "youth.budget_cents": 45_000}
        assert [(one.kind, one.field, one.value) for one in suggested(session)] == [
            (SuggestionKind.CHANGE_WISH, "youth.budget_cents", 40_000),
            (SuggestionKind.ASK_QUESTION, "lower_rent", None),
        ]
        assert session.scalars(select(Youth)).one().needs.budget_cents == 45_000


@pytest.mark.parametrize("reason", DeclineReason)
def test_declining_costs_no_place_in_line(one_pair: Factory, reason: DeclineReason) -> None:
    def place() -> tuple[Any, ...]:
        with reading(one_pair) as session:
            youth = session.scalars(select(Youth)).one()
            policy = policy_in_force()
            frames = load_frames(session, TODAY, policy)
            points = priority(frames.youths, TODAY, policy)["priority"].tolist()
            return (points, youth.lottery, youth.registered_on, youth.status, youth.version)

    before = place()
    decline(one_pair, reason)
    assert place() == before


def test_the_pair_stays_out_of_two_rounds_and_comes_back_saying_what_changed(
    one_pair: Factory,
) -> None:
    declined = decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    for week in (1, 2):
        again = run(one_pair, today=TODAY + timedelta(days=7 * week))
        assert again.summary["proposals"] == 0
    with transaction(one_pair) as session:
        only_rest(session).room.rent_cents = 39_000
    back = run(one_pair, today=TODAY + timedelta(days=21))
    with reading(one_pair) as session:
        (proposal,) = proposals_of(session, back.id)
        assert proposal.explanation["reasons"][0] == {
            "code": "again_changed",
            "number": declined,
            "reason": "rent_too_high",
            "changed": ["room.rent_cents"],
        }
        assert why_this_room(proposal.explanation, "en")[0] == (
            f"These two were proposed before (proposal {declined}). The reason then: rent too "
            "high. Changed since then: rent of the room."
        )
        assert why_this_room(proposal.explanation, "nl")[0] == (
            f"Deze twee zijn eerder voorgesteld (voorstel {declined}). Toen was de reden: huur te "
            "hoog. Sindsdien is veranderd: huur van de kamer."
        )


def test_a_change_that_does_not_touch_the_reason_brings_nobody_back(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.TRAVEL_TOO_LONG)
    with transaction(one_pair) as session:
        only_rest(session).room.rent_cents = 30_000
    assert run(one_pair, today=TODAY + timedelta(days=7)).summary["proposals"] == 0


def test_the_pair_comes_back_when_its_rest_is_over_and_says_so(one_pair: Factory) -> None:
    declined = decline(one_pair, DeclineReason.HOST_NOT_READY)
    assert excluded(one_pair, TODAY + timedelta(days=13)) == 1
    back = run(one_pair, today=TODAY + timedelta(days=14))
    with reading(one_pair) as session:
        (proposal,) = proposals_of(session, back.id)
        told = proposal.explanation["reasons"][0]
        assert (told["code"], told["number"], told["changed"]) == ("again_rested", declined, [])


def test_a_pair_that_was_ruled_out_stays_out_after_its_rest(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.HOST_NOT_READY, rule_out=True)
    with transaction(one_pair) as session:
        lift_due(session, TODAY + timedelta(days=400))
    assert excluded(one_pair, TODAY + timedelta(days=400)) == 1


def test_a_lasting_decline_of_before_rests_were_kept_still_holds(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.YOUTH_DECLINED)
    with transaction(one_pair) as session:
        session.delete(only_rest(session))
    assert excluded(one_pair) == 1
    assert excluded(one_pair, TODAY + timedelta(days=400)) == 1


def test_rests_are_ended_daily_once_and_never_twice(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.ROOM_GONE)
    assert daily.run(one_pair, TODAY + timedelta(days=13)) == 0
    assert daily.run(one_pair, TODAY + timedelta(days=20)) == 1
    assert daily.run(one_pair, TODAY + timedelta(days=20)) == 0
    with reading(one_pair) as session:
        assert only_rest(session).lifted_because == []


def test_suggestions_that_nobody_decides_on_lapse_and_change_nothing(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    assert daily.run(one_pair, TODAY + timedelta(days=28)) == 0
    assert daily.run(one_pair, TODAY + timedelta(days=29)) == 2
    with reading(one_pair) as session:
        assert [one.is_accepted for one in suggested(session)] == [False, False]
        assert session.scalars(select(Youth)).one().needs.budget_cents == 45_000


def test_who_accepts_a_wish_changes_the_need_profile(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with transaction(one_pair) as session:
        actor = add_coordinator(session)
        one = find(session, SuggestionKind.CHANGE_WISH)
        service.accept(session, actor, one.id, today=TODAY)
        assert one.is_accepted
        assert one.decided_by_id == actor.account_id
    with reading(one_pair) as session:
        assert session.scalars(select(Youth)).one().needs.budget_cents == 40_000
        told = {event.action: event for event in session.scalars(select(AuditEvent))}
        assert told["youth.change"].details["fields"] == ["budget_cents"]
        assert told["suggestion.accept"].details["field"] == "youth.budget_cents"


def test_a_person_may_choose_another_value_than_the_one_suggested(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.CHANGE_WISH)
        service.accept(session, CLI, one.id, 38_000, today=TODAY)
        assert one.value == 38_000
        assert session.scalars(select(Youth)).one().needs.budget_cents == 38_000


@pytest.mark.parametrize("value", [0, -1, 1.5, "40000", True, 10**9])
def test_a_value_that_cannot_be_is_refused_and_nothing_changes(
    one_pair: Factory, value: Any
) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.CHANGE_WISH)
        with pytest.raises(SuggestionRefused):
            service.accept(session, CLI, one.id, value, today=TODAY)
        assert one.decided_at is None


def test_who_accepts_a_rule_changes_the_room(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.CARE_TOO_HEAVY)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.CHANGE_RULE)
        service.accept(session, CLI, one.id, today=TODAY)
        assert only_rest(session).room.accepts_guidance == "3"
    assert excluded(one_pair, TODAY + timedelta(days=400)) == 1


def test_a_later_day_that_is_accepted_brings_the_pair_back_for_that_day(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.YOUTH_NOT_READY)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.CHANGE_WISH, "youth.ready_on")
        service.accept(session, CLI, one.id, today=TODAY)
        assert only_rest(session).lifted_because == ["youth.ready_on"]
    back = run(one_pair, today=TODAY)
    with reading(one_pair) as session:
        (proposal,) = proposals_of(session, back.id)
        assert proposal.starts_on == TODAY + timedelta(days=28)


def test_a_longer_rest_takes_the_place_of_the_usual_one(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.YOUTH_DECLINED)
    with transaction(one_pair) as session:
        actor = add_coordinator(session)
        one = find(session, SuggestionKind.COOL_DOWN)
        assert one.value == 180
        service.accept(session, actor, one.id, 30, today=TODAY)
        assert only_rest(session).until_on == TODAY + timedelta(days=30)
        longer = only_rest(session)
        assert longer.accepted_by_id == actor.account_id
        begun = select(AuditEvent).where(AuditEvent.action == "rest.begin")
        event = session.scalars(begun.order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert (event.subject_id, event.actor_id) == (longer.id, actor.account_id)
        assert event.details["until_on"] == (TODAY + timedelta(days=30)).isoformat()
    assert excluded(one_pair, TODAY + timedelta(days=29)) == 1
    assert excluded(one_pair, TODAY + timedelta(days=30)) == 0


def test_who_rules_a_pair_out_does_so_for_good(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.SAFETY)
    with transaction(one_pair) as session:
        service.accept(session, CLI, find(session, SuggestionKind.RULE_OUT).id, today=TODAY)
        assert session.scalars(select(PairExclusion)).one().reason == DeclineReason.SAFETY


def test_a_youth_who_lives_elsewhere_leaves_the_list_when_somebody_accepts(
    one_pair: Factory,
) -> None:
    decline(one_pair, DeclineReason.LIVES_ELSEWHERE)
    with transaction(one_pair) as session:
        youth = session.scalars(select(Youth)).one()
        assert youth.status == YouthStatus.READY
        one = find(session, SuggestionKind.CHANGE_WISH, "youth.status")
        service.accept(session, CLI, one.id, today=TODAY)
        assert youth.status == YouthStatus.WITHDRAWN


def test_what_is_refused_changes_nothing_and_is_decided_once(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.CHANGE_WISH)
        service.refuse(session, CLI, one.id)
        assert one.is_accepted is False
        with pytest.raises(StepNotAllowed):
            service.accept(session, CLI, one.id, today=TODAY)
        assert session.scalars(select(Youth)).one().needs.budget_cents == 45_000


def test_a_decline_that_is_taken_back_leaves_neither_rest_nor_question(one_pair: Factory) -> None:
    declined = decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    with transaction(one_pair) as session:
        proposal = session.get_one(Proposal, declined)
        take_back_decision(session, CLI, declined, proposal.version, today=TODAY)
        assert suggested(session) == []
    assert excluded(one_pair) == 0


def test_what_was_ruled_out_on_advice_goes_when_its_no_is_taken_back(one_pair: Factory) -> None:
    declined = decline(one_pair, DeclineReason.SAFETY)
    with transaction(one_pair) as session:
        service.accept(session, CLI, find(session, SuggestionKind.RULE_OUT).id, today=TODAY)
        assert session.scalars(select(PairExclusion)).one().proposal_id == declined
        proposal = session.get_one(Proposal, declined)
        take_back_decision(session, CLI, declined, proposal.version, today=TODAY)
        assert session.scalars(select(PairExclusion)).all() == []


def test_a_rest_can_be_lifted_by_hand_once(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.SAFETY)
    with transaction(one_pair) as session:
        rest = only_rest(session)
        service.lift(session, CLI, rest.id, today=TODAY)
        pair = (rest.youth_id, rest.room_id)
        assert coming_back(session, [pair], TODAY)[pair]["changed"] == ["by_hand"]
        with pytest.raises(StepNotAllowed):
            service.lift(session, CLI, rest.id, today=TODAY)
    assert excluded(one_pair) == 0


def decline_again(factory: Factory, reason: DeclineReason) -> int:
    """Propose the pair once more, by hand, and decline that too."""
    with transaction(factory) as session:
        before = session.scalars(select(Proposal)).first()
        assert before is not None
        add_proposal(session, room=before.room, youth=before.youth)
    return decline(factory, reason)


def take_back(factory: Factory, proposal_id: int) -> None:
    with transaction(factory) as session:
        proposal = session.get_one(Proposal, proposal_id)
        take_back_decision(session, CLI, proposal_id, proposal.version, today=TODAY)


@pytest.mark.parametrize("is_long_first", [True, False])
def test_who_takes_back_one_no_leaves_the_rest_of_the_other(
    one_pair: Factory, is_long_first: bool
) -> None:
    reasons = [DeclineReason.YOUTH_DECLINED, DeclineReason.HOST_NOT_READY]
    first, second = reasons if is_long_first else reversed(reasons)
    declined = {first: decline(one_pair, first)}
    declined[second] = decline_again(one_pair, second)
    assert excluded(one_pair, TODAY + timedelta(days=89)) == 1
    take_back(one_pair, declined[DeclineReason.YOUTH_DECLINED])
    assert excluded(one_pair, TODAY + timedelta(days=13)) == 1
    assert excluded(one_pair, TODAY + timedelta(days=14)) == 0
    with reading(one_pair) as session:
        (apart,) = running(session, only_rest(session).youth_id, only_rest(session).room_id, TODAY)
        assert apart.rest.proposal_id == declined[DeclineReason.HOST_NOT_READY]


def test_what_changed_ends_only_the_rests_that_it_concerns(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.RENT_TOO_HIGH)
    safe = decline_again(one_pair, DeclineReason.SAFETY)
    with transaction(one_pair) as session:
        rest = only_rest(session)
        pair = rest.youth_id, rest.room_id
        assert [one.rest.reason for one in running(session, *pair, TODAY)] == [
            DeclineReason.SAFETY, DeclineReason.RENT_TOO_HIGH,
        ]  # fmt: skip
        rest.room.rent_cents = 39_000
        session.flush()
        assert lift_due(session, TODAY) == 1
        assert [one.rest.proposal_id for one in running(session, *pair, TODAY)] == [safe]
    assert excluded(one_pair) == 1


def test_a_longer_rest_that_is_accepted_replaces_that_of_its_own_no(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.SAFETY)
    decline_again(one_pair, DeclineReason.YOUTH_DECLINED)
    with transaction(one_pair) as session:
        one = find(session, SuggestionKind.COOL_DOWN)
        service.accept(session, CLI, one.id, 400, today=TODAY)
        rest = only_rest(session)
        found = running(session, rest.youth_id, rest.room_id, TODAY)
        assert [(one.rest.reason, one.rest.until_on) for one in found] == [
            (DeclineReason.SAFETY, None),
            (DeclineReason.YOUTH_DECLINED, TODAY + timedelta(days=400)),
        ]


def test_the_database_refuses_two_open_rests_of_one_no(one_pair: Factory) -> None:
    decline(one_pair, DeclineReason.SAFETY)
    with one_pair() as session:
        rest = only_rest(session)
        session.add(
            PairRest(
                youth_id=rest.youth_id, room_id=rest.room_id, proposal_id=rest.proposal_id,
                reason=rest.reason, from_on=TODAY, facts={}, lifted_because=[],
            )
        )  # fmt: skip
        with pytest.raises(IntegrityError):
            session.flush()


def test_a_no_leaves_other_open_proposals_as_they_are(factory: Factory) -> None:
    with transaction(factory) as session:
        for _ in range(4):
            add_room(session)
            add_youth(session)
    first = run(factory)
    with transaction(factory) as session:
        one, *others = proposals_of(session, first.id)
        before = [(other.id, other.version, other.status) for other in others]
        decline_proposal(session, CLI, one.id, one.version, DeclineReason.HOST_DECLINED)
        session.expire_all()
        after = [session.get_one(Proposal, other.id) for other in others]
        assert [(other.id, other.version, other.status) for other in after] == before


def test_a_household_that_pauses_is_not_offered_again_by_a_rest_that_ends(
    one_pair: Factory,
) -> None:
    decline(one_pair, DeclineReason.HOST_NOT_READY)
    with transaction(one_pair) as session:
        only_rest(session).room.home.household.status = HouseholdStatus.PAUSED
    assert run(one_pair, today=TODAY + timedelta(days=20)).summary["proposals"] == 0
