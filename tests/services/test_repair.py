"""Repair after a decline, on both databases: back-ups as they hold today, and the best repair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.hosts import Room
from matcher.database.places import Contract
from matcher.database.rounds import MatchingRound, PairExclusion, Proposal, RoundUnmatched
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NoRoundYet, NotEligible, StepNotAllowed
from matcher.placements import service as placements
from matcher.proposals.service import approve_proposal, decline_proposal
from matcher.repair.backups import Backups, backups_of
from matcher.repair.plan import Plan, best_repair, load_free
from matcher.repair.rules import Since, Wanted
from matcher.repair.service import Proposed, propose_instead, propose_pairs
from matcher.repair.standing import standing
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.snapshot import load_frames
from matcher.words import (
    DeclineReason,
    HouseholdStatus,
    ProposalOrigin,
    ProposalStatus,
    RoundStatus,
    YouthStatus,
)
from tests.factories import TODAY, add_proposal, add_room, add_youth
from tests.services.scenes import actions, add_coordinator, events


@dataclass
class Scene:
    """A done round with an open proposal of ``room`` to ``youth``, and another beside it."""

    session: Session
    actor: Actor
    round: MatchingRound
    proposal: Proposal
    other: Proposal
    names: dict[int, str] = field(default_factory=dict)

    @property
    def room(self) -> Room:
        return self.proposal.room

    @property
    def youth(self) -> Youth:
        return self.proposal.youth

    def decline(self, proposal: Proposal | None = None) -> Proposal:
        proposal = proposal or self.proposal
        return decline_proposal(
            self.session,
            self.actor,
            proposal.id,
            proposal.version,
            reason=DeclineReason.YOUTH_DECLINED,
        )

    def backups(self) -> Backups:
        return backups_of(self.session, standing(self.session, TODAY), self.proposal)

    def youths(self) -> list[int]:
        return [pair.youth_id for pair in self.backups().youths.pairs]

    def rooms(self) -> list[int]:
        return [pair.room_id for pair in self.backups().rooms.pairs]

    def instead(self, youth: Youth | None = None, room: Room | None = None) -> Proposal:
        wanted = Wanted((youth or self.youth).id, (room or self.room).id)
        return propose_instead(self.session, self.actor, self.proposal.id, wanted, today=TODAY)

    def plan(self) -> Plan:
        return best_repair(load_free(self.session, standing(self.session, TODAY)))

    def propose(self, *wanted: tuple[Youth, Room]) -> Proposed:
        pairs = [Wanted(youth.id, room.id) for youth, room in wanted]
        return propose_pairs(self.session, self.actor, pairs, today=TODAY)

    def limit(self, places: int) -> None:
        self.session.scalars(select(Contract)).one().placement_limit = places
        self.session.flush()


def snapshot(proposal: Proposal) -> tuple[object, ...]:
    return (proposal.status, proposal.version, proposal.youth_id, proposal.room_id)


@pytest.fixture
def scene(session: Session) -> Scene:
    done = MatchingRound(
        today=TODAY, status=RoundStatus.DONE, parameters=RoundParameters().as_json()
    )
    session.add(done)
    session.flush()
    return Scene(
        session,
        add_coordinator(session),
        done,
        add_proposal(session, round=done),
        add_proposal(session, round=done),
    )


# Back-ups


def test_the_best_youth_who_is_free_stands_first(scene: Scene) -> None:
    late = add_youth(scene.session, ready_on=TODAY.replace(month=6))
    soon = add_youth(scene.session)
    assert scene.youths() == [soon.id, late.id]


def test_a_youth_in_another_open_proposal_is_no_back_up(scene: Scene) -> None:
    assert scene.youths() == []
    scene.decline(scene.other)
    assert scene.youths() == [scene.other.youth_id]
    assert scene.rooms() == [scene.other.room_id]


def test_a_back_up_that_was_taken_since_is_not_offered(scene: Scene) -> None:
    taken = add_youth(scene.session)
    assert scene.youths() == [taken.id]
    placements.book(
        scene.session,
        scene.actor,
        room_id=add_room(scene.session).id,
        youth_id=taken.id,
        starts_on=TODAY,
    )
    assert scene.youths() == []


def test_a_room_that_was_booked_since_is_not_offered(scene: Scene) -> None:
    room = add_room(scene.session)
    assert scene.rooms() == [room.id]
    placements.book(
        scene.session,
        scene.actor,
        room_id=room.id,
        youth_id=add_youth(scene.session).id,
        starts_on=TODAY,
    )
    assert scene.rooms() == []


def test_who_breaks_a_hard_rule_is_no_back_up(scene: Scene) -> None:
    add_youth(scene.session, needs={"budget_cents": 100})
    add_room(scene.session, rent_cents=90_000)
    assert (scene.youths(), scene.rooms()) == ([], [])


def test_a_pair_that_was_ruled_out_is_no_back_up(scene: Scene) -> None:
    youth = add_youth(scene.session)
    scene.session.add(
        PairExclusion(youth_id=youth.id, room_id=scene.room.id, reason=DeclineReason.SAFETY)
    )
    scene.session.flush()
    assert scene.youths() == []


def test_open_proposals_hold_their_place_in_the_contract_and_the_one_that_makes_way_does_not(
    scene: Scene,
) -> None:
    youth = add_youth(scene.session)
    scene.limit(2)  # one for the other proposal, one for whoever comes in the place of this one
    assert scene.youths() == [youth.id]
    scene.limit(1)
    found = scene.backups().youths
    assert (found.pairs, found.number_stopped) == ((), 1)


def test_a_room_that_is_proposed_elsewhere_by_now_needs_no_back_up(scene: Scene) -> None:
    scene.decline()
    again = scene.instead(youth=add_youth(scene.session))
    found = scene.backups().youths
    assert (found.state, found.held_by, found.pairs) == ("proposed", again.id, ())


def test_a_room_that_stopped_needs_no_back_up(scene: Scene) -> None:
    add_youth(scene.session)
    scene.room.home.household.status = HouseholdStatus.PAUSED
    scene.session.flush()
    assert scene.backups().youths.state == "gone"


def test_an_open_proposal_of_a_youth_who_stopped_no_longer_holds_its_room(scene: Scene) -> None:
    scene.other.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    assert scene.rooms() == [scene.other.room_id]


# Propose one instead


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


# The best repair


def test_the_best_repair_fills_what_is_free_and_keeps_open_proposals(scene: Scene) -> None:
    scene.decline()
    youth, room = add_youth(scene.session), add_room(scene.session)
    plan = scene.plan()
    assert plan.status == "optimal"
    assert plan.number_of_open == 1
    made = {(move.pair.youth_id, move.pair.room_id) for move in plan.moves}
    assert made == {(youth.id, scene.room.id), (scene.youth.id, room.id)}
    assert plan.nights == sum(move.pair.nights for move in plan.moves) > 0


def test_the_best_repair_looks_at_all_that_is_free_together(scene: Scene) -> None:
    """Only ``rich`` can live in the room that came free, though the cheap one fits better."""
    scene.decline()
    rich = add_youth(scene.session)
    cheap = add_room(scene.session, rent_cents=20_000)
    best = scene.backups().rooms.pairs[0]
    plan = scene.plan()
    rooms = {move.pair.youth_id: move.pair.room_id for move in plan.moves}
    assert rooms == {rich.id: scene.room.id, scene.youth.id: cheap.id}
    assert best.room_id == cheap.id


def test_the_best_repair_keeps_to_what_open_proposals_leave_of_a_contract(scene: Scene) -> None:
    scene.decline()
    for _ in range(3):
        add_youth(scene.session)
        add_room(scene.session)
    scene.limit(3)
    assert len(scene.plan().moves) == 2
    scene.limit(1)
    assert scene.plan().moves == ()


def test_a_contract_of_whom_nobody_is_free_is_no_matter_of_the_repair(scene: Scene) -> None:
    """The frames of a whole round name every contract; what is free may be elsewhere."""
    scene.limit(5)
    where = standing(scene.session, TODAY)
    frames = load_frames(scene.session, TODAY, where.policy)
    assert len(frames.limits) == 1
    plan = best_repair(load_free(scene.session, where, frames))
    assert (plan.status, plan.moves) == ("optimal", ())


def test_the_plan_tells_how_rooms_and_youths_came_to_be_free(scene: Scene) -> None:
    scene.decline()
    left, new = add_room(scene.session), add_room(scene.session)
    scene.session.add(RoundUnmatched(round_id=scene.round.id, room_id=left.id, reason="all_outbid"))
    scene.session.flush()
    plan = scene.plan()
    assert plan.free_rooms == {Since.AGAIN: 1, Since.NEW: 1, Since.LEFT: 1}
    assert plan.free_youths == {Since.AGAIN: 1, Since.NEW: 0, Since.LEFT: 0}
    assert new.id != left.id


def test_nothing_free_is_an_empty_plan(scene: Scene) -> None:
    plan = scene.plan()
    assert (plan.status, plan.moves, plan.number_of_pairs) == ("optimal", (), 0)


def test_the_plan_names_open_proposals_that_cannot_go_ahead(scene: Scene) -> None:
    scene.other.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    assert [dead.id for dead in scene.plan().dead] == [scene.other.id]


def test_a_whole_plan_is_proposed_and_leaves_open_proposals_alone(scene: Scene) -> None:
    scene.decline()
    add_youth(scene.session)
    add_room(scene.session)
    before = snapshot(scene.other)
    plan = scene.plan()
    done = propose_pairs(
        scene.session, scene.actor, [move.pair.key for move in plan.moves], today=TODAY
    )
    assert len(done.proposals) == len(plan.moves) == 2
    assert done.skipped == []
    for move, made in zip(plan.moves, done.proposals, strict=True):
        assert (made.nights, made.fit, made.starts_on) == (
            move.pair.nights,
            move.pair.fit,
            move.pair.starts_on,
        )
    scene.session.refresh(scene.other)
    assert snapshot(scene.other) == before
    assert scene.plan().moves == ()


def test_pairs_that_changed_meanwhile_are_skipped_and_the_others_proposed(scene: Scene) -> None:
    scene.decline()
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    done = scene.propose((scene.youth, room), (youth, scene.room))
    assert [made.youth_id for made in done.proposals] == [youth.id]
    assert [reasons_of(skipped.why) for skipped in done.skipped] == [("youth_not_ready",)]


def reasons_of(error: MatcherError) -> tuple[str, ...]:
    assert isinstance(error, NotEligible)
    return error.reasons


def test_one_youth_is_not_proposed_twice_in_one_go(scene: Scene) -> None:
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.decline()
    done = scene.propose((youth, room), (youth, scene.room))
    assert len(done.proposals) == 1
    assert [type(skipped.why) for skipped in done.skipped] == [AlreadyTaken]


def test_the_last_place_of_a_contract_is_given_once(scene: Scene) -> None:
    scene.decline()
    first, second = add_youth(scene.session), add_youth(scene.session)
    scene.limit(2)
    done = scene.propose((first, scene.room), (second, add_room(scene.session)))
    assert [made.youth_id for made in done.proposals] == [first.id]
    assert [reasons_of(skipped.why) for skipped in done.skipped] == [("limit contract GM0344",)]
