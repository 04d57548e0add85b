"""A decision is taken back as if it had not been taken, while nothing followed from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matcher.database.base import now
from matcher.database.introductions import Introduction, Question
from matcher.database.rounds import PairExclusion
from matcher.errors import AlreadyTaken, StepNotAllowed
from matcher.placements import service as placements
from matcher.proposals.service import decline_proposal
from matcher.words import (
    Answer,
    Condition,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from tests.factories import TODAY, add_proposal, add_youth
from tests.services.board import REASON, Board


def test_ruling_out_keeps_the_pair_apart_and_taking_back_lifts_it(board: Board) -> None:
    board.decline(rule_out=True)
    assert board.session.scalar(select(PairExclusion.reason)) == REASON
    board.take_back()
    assert board.session.scalar(select(PairExclusion.id)) is None


def test_taking_back_leaves_an_older_exclusion_alone(board: Board) -> None:
    board.session.add(
        PairExclusion(
            youth_id=board.proposal.youth_id, room_id=board.proposal.room_id, reason=REASON
        )
    )
    board.session.flush()
    board.decline(rule_out=True)
    board.take_back()
    assert board.session.scalar(select(PairExclusion.id)) is not None


def test_taking_back_leaves_alone_what_another_no_ruled_out_later(board: Board) -> None:
    first = board.decline()
    again = add_proposal(board.session, room=first.room, youth=first.youth)
    decline_proposal(board.session, board.actor, again.id, again.version, REASON, rule_out=True)
    board.take_back()
    assert board.session.scalar(select(PairExclusion.proposal_id)) == again.id


def test_an_approval_can_be_undone_and_given_again(board: Board) -> None:
    placement = board.approve()
    reopened = board.take_back()
    assert placement.status == PlacementStatus.CANCELLED
    assert reopened.status == ProposalStatus.PROPOSED
    assert reopened.decided_at is None
    assert reopened.youth.status == YouthStatus.READY
    assert board.approve().status == PlacementStatus.BOOKED


def test_an_approval_cannot_be_undone_once_the_youth_lives_there(board: Board) -> None:
    board.move_in(board.approve())
    with pytest.raises(StepNotAllowed) as refusal:
        board.take_back()
    assert refusal.value.missing == (Condition.NOT_STARTED,)


def test_an_approval_can_still_be_undone_when_nobody_moved_in_on_the_day(board: Board) -> None:
    placement = board.approve()
    board.take_back(today=TODAY + timedelta(days=5))
    assert placement.status == PlacementStatus.CANCELLED
    assert board.proposal.youth.status == YouthStatus.READY


def test_an_approval_that_the_youth_has_answered_is_stopped_and_not_undone(board: Board) -> None:
    board.approve()
    asked = board.session.scalars(select(Question)).one()
    asked.answer, asked.answered_at = Answer.YES, now()
    with pytest.raises(StepNotAllowed) as refusal:
        board.take_back()
    assert refusal.value.missing == (Condition.UNTOUCHED,)


def test_taking_an_approval_back_withdraws_the_question_to_the_youth(board: Board) -> None:
    board.approve()
    board.take_back()
    introduction = board.session.scalars(select(Introduction)).one()
    assert introduction.stage == IntroductionStage.STOPPED
    assert board.session.scalars(select(Question.closed_at)).one() is not None


def test_a_decline_is_not_reopened_when_the_room_went_to_somebody_else(board: Board) -> None:
    board.decline()
    placements.book(
        board.session,
        board.actor,
        room_id=board.proposal.room_id,
        youth_id=add_youth(board.session).id,
        starts_on=TODAY,
    )
    with pytest.raises(AlreadyTaken) as refusal:
        board.take_back()
    assert refusal.value.field == "room"


def test_a_decline_is_not_reopened_beside_a_newer_proposal_of_the_youth(board: Board) -> None:
    board.decline()
    add_proposal(board.session, youth=board.proposal.youth)
    with pytest.raises(AlreadyTaken) as refusal:
        board.take_back()
    assert refusal.value.field == "youth"
