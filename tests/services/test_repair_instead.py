"""Proposing a back-up in the place of a proposal, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.rounds import MatchingRound
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, NoRoundYet, NotEligible, StepNotAllowed
from matcher.proposals.service import approve_proposal
from matcher.repair.rules import Wanted
from matcher.repair.service import propose_pairs
from matcher.words import HouseholdStatus, ProposalOrigin, ProposalStatus, RoundStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.services.repairs import Scene, snapshot
from tests.services.scenes import actions, events


def test_a_back_up_becomes_an_open_proposal_of_the_same_round_that_says_what_it_repairs(
    scene: Scene,
) -> None:
    youth = add_youth(scene.session)
    scene.decline()
    made = scene.instead(youth=youth)
    assert (made.status, made.origin) == (ProposalStatus.PROPOSED, ProposalOrigin.REPAIR)
    assert (made.round_id, made.replaces_id) == (scene.round.id, scene.proposal.id)
    assert (made.youth_id, made.room_id) == (youth.id, scene.room.id)
    assert sum(made.fit_parts.values()) == made.fit
    codes = [reason["code"] for reason in made.explanation["reasons"]]
    assert codes == ["repair_of", "free_youths", "nights"]
    assert made.explanation["reasons"][0]["number"] == scene.proposal.id
    assert actions(scene.session, "proposal")[-1] == "proposal.repair"
    assert events(scene.session, "proposal")[-1].details["replaces"] == scene.proposal.id


def test_other_open_proposals_stay_as_they_are(scene: Scene) -> None:
    before = snapshot(scene.other)
    youth = add_youth(scene.session)
    scene.decline()
    scene.instead(youth=youth)
    scene.session.refresh(scene.other)
    assert snapshot(scene.other) == before


def test_room_and_youth_each_get_their_own_repair(scene: Scene) -> None:
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.decline()
    assert scene.instead(youth=youth).room_id == scene.room.id
    assert scene.instead(room=room).youth_id == scene.youth.id


def test_a_repair_can_be_approved(scene: Scene) -> None:
    youth = add_youth(scene.session)
    scene.decline()
    made = scene.instead(youth=youth)
    placement = approve_proposal(scene.session, scene.actor, made.id, made.version, today=TODAY)
    assert (placement.room_id, placement.youth_id) == (scene.room.id, youth.id)


def test_a_proposal_that_is_still_open_has_to_be_declined_first(scene: Scene) -> None:
    with pytest.raises(StepNotAllowed):
        scene.instead(youth=add_youth(scene.session))


def test_what_comes_instead_shares_one_side_with_what_it_replaces(scene: Scene) -> None:
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.decline()
    with pytest.raises(StepNotAllowed):
        scene.instead(youth=youth, room=room)
    with pytest.raises(StepNotAllowed):
        scene.instead()


def lower_the_contract(scene: Scene, youth: Youth) -> None:
    scene.limit(1)


def withdraw(scene: Scene, youth: Youth) -> None:
    youth.status = YouthStatus.WITHDRAWN


def pause_the_host(scene: Scene, youth: Youth) -> None:
    scene.room.home.household.status = HouseholdStatus.PAUSED


def raise_the_rent(scene: Scene, youth: Youth) -> None:
    scene.room.rent_cents = 90_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lower_the_contract, "limit contract GM0344"),
        (withdraw, "youth_not_ready"),
        (pause_the_host, "room_gone"),
        (raise_the_rent, "rent_above_budget"),
    ],
)
def test_what_changed_meanwhile_is_refused_with_its_reason(
    scene: Scene, change: Callable[[Scene, Youth], None], reason: str
) -> None:
    youth = add_youth(scene.session)
    scene.decline()
    change(scene, youth)
    scene.session.flush()
    with pytest.raises(NotEligible) as refused:
        scene.instead(youth=youth)
    assert refused.value.reasons == (reason,)


@pytest.mark.parametrize("side", ["room", "youth"])
@pytest.mark.parametrize("is_booked", [True, False])
def test_who_was_proposed_or_booked_meanwhile_is_refused_by_name(
    scene: Scene, side: str, is_booked: bool
) -> None:
    youth, other = add_youth(scene.session), add_youth(scene.session)
    scene.decline()
    taken = (other, scene.room) if side == "room" else (youth, add_room(scene.session))
    done = scene.propose(taken)
    if is_booked:
        approve_proposal(scene.session, scene.actor, done.proposals[0].id, 1, today=TODAY)
    with pytest.raises(AlreadyTaken) as refused:
        scene.instead(youth=youth)
    assert refused.value.field == side


def test_a_dead_proposal_lapses_when_its_room_is_proposed_again(scene: Scene) -> None:
    scene.other.youth.status = YouthStatus.WITHDRAWN
    youth = add_youth(scene.session)
    done = scene.propose((youth, scene.other.room))
    assert len(done.proposals) == 1
    assert scene.other.status == ProposalStatus.LAPSED


def test_a_repair_needs_a_round_that_is_done(session: Session) -> None:
    session.add(MatchingRound(today=TODAY, status=RoundStatus.DONE, is_trial=True))
    session.flush()
    with pytest.raises(NoRoundYet):
        propose_pairs(session, Actor(None, "cli"), [Wanted(1, 1)], today=TODAY)
