"""Decisions on proposals, on both databases, as the coordinator's page makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from matcher.access import POLICY, Action
from matcher.database.hosts import RoomAvailability
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.rounds import MatchingRound, PairExclusion, Proposal
from matcher.errors import AlreadyTaken, NotEligible, NotFound, Stale, StepNotAllowed, TextRefused
from matcher.placements import service as placements
from matcher.proposals.rules import APPROVE, CALL_OFF, DECLINE, STAYS_OUT, STEPS, TAKE_BACK
from matcher.proposals.service import approve_proposal, take_back_decision
from matcher.rounds.parameters import RoundParameters
from matcher.words import (
    DeclineReason,
    HouseholdStatus,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from tests.factories import TODAY, add_proposal, add_room, add_youth
from tests.services.board import REASON, Board
from tests.services.scenes import actions, events, messages


def test_approving_books_the_room_and_takes_the_youth_off_the_waiting_list(board: Board) -> None:
    placement = board.approve()
    assert placement.status == PlacementStatus.BOOKED
    assert (placement.starts_on, placement.ends_on) == (TODAY, None)
    assert placement.proposal_id == board.proposal.id
    assert board.proposal.status == ProposalStatus.APPROVED
    assert board.proposal.decided_by_id == board.actor.account_id
    assert board.proposal.youth.status == YouthStatus.PLACED


def test_a_proposal_approved_later_begins_on_the_day_of_approval(board: Board) -> None:
    later = TODAY + timedelta(days=9)
    assert board.approve(today=later).starts_on == later


def test_a_proposal_of_a_round_that_looked_further_ahead_can_be_approved(board: Board) -> None:
    far = TODAY + timedelta(days=300)
    room = add_room(board.session)
    room.availabilities[0].free_from = far
    ahead = RoundParameters(horizon_nights=365).as_json()
    looked_ahead = MatchingRound(today=TODAY, parameters=ahead)
    board.proposal = add_proposal(
        board.session, round=looked_ahead, room=room, starts_on=far, nights=65
    )
    assert board.approve().starts_on == far


def test_other_open_proposals_of_the_room_or_the_youth_lapse(board: Board) -> None:
    same_room = add_proposal(board.session, room=board.proposal.room)
    same_youth = add_proposal(board.session, youth=board.proposal.youth)
    apart = add_proposal(board.session)
    board.approve()
    assert same_room.status == same_youth.status == ProposalStatus.LAPSED
    assert apart.status == ProposalStatus.PROPOSED
    assert actions(board.session, "proposal").count("proposal.lapse") == 2


@pytest.mark.parametrize("side", ["room", "youth"])
def test_who_comes_second_hears_which_side_is_taken(board: Board, side: str) -> None:
    second = add_proposal(board.session, **{side: getattr(board.proposal, side)})
    version = second.version
    board.approve()
    with pytest.raises(AlreadyTaken) as refusal:
        approve_proposal(board.session, board.actor, second.id, version, today=TODAY)
    assert refusal.value.field == side


def test_approving_what_somebody_else_changed_first_is_stale(board: Board) -> None:
    seen = board.proposal.version
    board.decline()
    board.take_back()
    with pytest.raises(Stale):
        board.approve(version=seen)


def test_approving_twice_is_stale_for_the_second_click(board: Board) -> None:
    seen = board.proposal.version
    board.approve()
    with pytest.raises(Stale):
        board.approve(version=seen)


def test_a_declined_proposal_cannot_be_approved(board: Board) -> None:
    board.decline()
    with pytest.raises(StepNotAllowed):
        board.approve()


def test_an_unknown_proposal_is_not_found(board: Board) -> None:
    for decide in (approve_proposal, take_back_decision):
        with pytest.raises(NotFound):
            decide(board.session, board.actor, 999_999, 1, today=TODAY)


def pause_the_household(proposal: Proposal) -> None:
    proposal.room.home.household.status = HouseholdStatus.PAUSED


def withdraw_the_youth(proposal: Proposal) -> None:
    proposal.youth.status = YouthStatus.WITHDRAWN


def raise_the_rent(proposal: Proposal) -> None:
    proposal.room.rent_cents = 90_000


def withdraw_the_offer(proposal: Proposal) -> None:
    proposal.room.availabilities.clear()


def shorten_the_offer(proposal: Proposal) -> None:
    proposal.room.availabilities[0].free_until = TODAY + timedelta(days=60)


def move_the_youth_to_later(proposal: Proposal) -> None:
    proposal.youth.ready_on = TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (pause_the_household, "room_gone"),
        (withdraw_the_youth, "youth_not_ready"),
        (raise_the_rent, "rent_above_budget"),
        (withdraw_the_offer, "room_gone"),
        (shorten_the_offer, "no_shared_dates"),
        (move_the_youth_to_later, "no_shared_dates"),
    ],
)
def test_what_changed_since_the_round_stops_the_approval(
    board: Board, change: Callable[[Proposal], None], reason: str
) -> None:
    change(board.proposal)
    board.session.flush()
    with pytest.raises(NotEligible) as refusal:
        board.approve()
    assert reason in refusal.value.reasons
    assert board.session.scalar(select(Placement.id)) is None


def test_a_contract_that_is_full_by_now_stops_the_approval(board: Board) -> None:
    other = add_proposal(board.session)
    contract = board.session.scalars(select(Contract)).one()
    contract.placement_limit = 1
    approve_proposal(board.session, board.actor, other.id, other.version, today=TODAY)
    with pytest.raises(NotEligible) as refusal:
        board.approve()
    assert refusal.value.reasons == ("limit contract GM0344",)
    contract.placement_limit = 2
    assert board.approve().room_id == board.proposal.room_id


def test_a_youth_who_still_lives_somewhere_does_not_wait_when_a_later_booking_is_cancelled(
    board: Board,
) -> None:
    youth, move = board.proposal.youth, TODAY + timedelta(days=30)
    placements.book(board.session, board.actor, room_id=board.proposal.room_id, youth_id=youth.id,
         starts_on=TODAY - timedelta(days=30), ends_on=move)  # fmt: skip
    later = placements.book(board.session, board.actor, room_id=add_room(board.session).id,
                 youth_id=youth.id, starts_on=move)  # fmt: skip
    placements.cancel(board.session, board.actor, later.id, today=TODAY)
    assert youth.status == YouthStatus.PLACED


def test_a_pair_ruled_out_meanwhile_cannot_be_approved(board: Board) -> None:
    board.session.add(
        PairExclusion(
            youth_id=board.proposal.youth_id, room_id=board.proposal.room_id, reason=REASON
        )
    )
    with pytest.raises(NotEligible) as refusal:
        board.approve()
    assert refusal.value.reasons == ("excluded",)


def test_a_room_with_a_booking_ahead_is_taken_up_to_that_booking(board: Board) -> None:
    until = TODAY + timedelta(days=60)
    board.proposal.ends_on = until
    placements.book(
        board.session,
        board.actor,
        room_id=board.proposal.room_id,
        youth_id=add_youth(board.session).id,
        starts_on=until,
    )
    assert board.approve().ends_on == until


def test_declining_keeps_the_reason_and_both_sides_free(board: Board) -> None:
    declined = board.decline(note="Liever een huis zonder trap.")
    assert declined.status == ProposalStatus.DECLINED
    assert declined.decline_reason == REASON
    assert declined.decline_note == "Liever een huis zonder trap."
    assert declined.youth.status == YouthStatus.READY
    assert board.session.scalar(select(PairExclusion.id)) is None


def test_a_bsn_in_the_note_is_refused_and_nothing_is_decided(board: Board) -> None:
    with pytest.raises(TextRefused) as refusal:
        board.decline(note="Zie dossier 111222333.")
    assert "111222333" not in str(refusal.value)
    assert board.proposal.status == ProposalStatus.PROPOSED


def test_every_decision_writes_its_event_with_who_and_what(board: Board) -> None:
    board.approve()
    board.take_back()
    board.decline()
    told = events(board.session, "proposal")
    assert [event.action for event in told] == [
        "proposal.approve",
        "proposal.take_back",
        "proposal.decline",
    ]
    assert {event.actor_id for event in told} == {board.actor.account_id}
    assert {event.subject_id for event in told} == {board.proposal.id}
    assert actions(board.session, "placement") == ["placement.book", "placement.cancel"]


def test_a_decision_that_is_rolled_back_leaves_no_event_and_no_message(board: Board) -> None:
    board.session.commit()
    board.approve()
    board.session.rollback()
    assert actions(board.session, "proposal") == []
    assert messages(board.session) == []
    assert board.session.scalar(select(Placement.id)) is None


def test_an_approval_is_told_to_the_youth_first_and_not_yet_to_the_host(board: Board) -> None:
    youth, household = board.proposal.youth, board.proposal.room.home.household
    youth.email = "jongere@example.org"
    board.approve()
    sent = messages(board.session)
    assert youth.email in {message.recipient for message in sent}
    assert household.email not in {message.recipient for message in sent}
    told = " ".join(str(value) for message in sent for value in message.values.values())
    assert household.contact_name not in told
    assert board.proposal.room.home.street not in told


def test_audit_events_hold_ids_codes_and_dates_only(board: Board) -> None:
    board.decline(note="Vertrouwelijk verhaal.", rule_out=True)
    details = [event.details for event in events(board.session, "proposal")]
    assert details == [
        {
            "before": "proposed",
            "after": "declined",
            "reason": REASON.value,
            "ruled_out": True,
            "round": 1,
        }
    ]


def test_a_placement_ends_on_a_date_and_the_room_is_free_from_then(board: Board) -> None:
    placement = board.approve()
    board.move_in(placement)
    leaves_on = TODAY + timedelta(days=90)
    placements.set_end(
        board.session, board.actor, placement.id, placement.version, ends_on=leaves_on
    )
    assert placement.status == PlacementStatus.ACTIVE
    again = placements.book(
        board.session,
        board.actor,
        room_id=board.proposal.room_id,
        youth_id=add_youth(board.session).id,
        starts_on=leaves_on,
    )
    assert again.status == PlacementStatus.BOOKED


def test_a_placement_that_does_not_run_cannot_end(board: Board) -> None:
    placement = board.approve()
    with pytest.raises(StepNotAllowed):
        placements.set_end(
            board.session, board.actor, placement.id, placement.version, ends_on=TODAY
        )


def test_who_may_decide_by_the_table_is_who_may_decide_by_the_access_policy() -> None:
    decisions = {APPROVE, DECLINE, TAKE_BACK}
    may = {role for step in STEPS.arrows if step.action in decisions for role in step.roles}
    assert may == set(POLICY[Action.DECIDE_PROPOSAL])
    stops = {role for step in STEPS.arrows if step.action == CALL_OFF for role in step.roles}
    assert stops == set(POLICY[Action.ANSWER_PROPOSAL])


def test_every_reason_for_declining_says_whether_it_lasts() -> None:
    assert set(STAYS_OUT) == set(DeclineReason)


def test_a_second_offer_of_the_room_does_not_hide_the_first(board: Board) -> None:
    board.proposal.room.availabilities[0].free_until = TODAY + timedelta(days=200)
    board.proposal.room.availabilities.append(
        RoomAvailability(free_from=TODAY + timedelta(days=300))
    )
    board.proposal.ends_on = TODAY + timedelta(days=200)
    board.session.flush()
    assert board.approve().starts_on == TODAY


def test_a_proposal_that_lay_open_until_its_time_was_over_is_refused_in_words(
    board: Board,
) -> None:
    board.proposal.ends_on = TODAY + timedelta(days=10)
    board.session.flush()
    with pytest.raises(NotEligible) as refusal:
        board.approve(today=TODAY + timedelta(days=10))
    assert refusal.value.reasons == ("no_shared_dates",)
