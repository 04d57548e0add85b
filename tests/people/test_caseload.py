"""Caseloads: who guides how many, and that rounds and approvals keep to the caps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.errors import NotEligible
from matcher.people.caseload import free_capacity, loads, places_left
from matcher.people.rules import Load
from matcher.placements import service as placements
from matcher.policy import load_policy
from matcher.proposals.eligible import require_guidance
from matcher.repair.rules import full_limits, limits_after, limits_among
from matcher.rounds import service
from matcher.rounds.running import run_round
from matcher.rounds.snapshot import load_frames
from matcher.words import ProposalStatus, RoundStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.people.factories import add_guided, add_worker
from tests.repair.test_repair_rules import a_pair

CLI = Actor(None, "cli")


def settle(session: Session, youth_id: int) -> Placement:
    """Book a room of its own for the youth."""
    return placements.book(
        session, CLI, room_id=add_room(session).id, youth_id=youth_id, starts_on=TODAY, ends_on=None
    )


def test_a_caseload_counts_who_lives_in_a_room_who_waits_and_nobody_who_stopped(
    session: Session,
) -> None:
    kim, robin = add_worker(session, caseload_cap=5), add_worker(session, "Robin")
    lives, _waits = add_guided(session, kim), add_guided(session, kim)
    add_guided(session, kim, status=YouthStatus.WITHDRAWN)
    settle(session, lives.id)
    assert loads(session, [kim.id, robin.id], TODAY) == {
        kim.id: Load(cap=5, living=1, waiting=1),
        robin.id: Load(),
    }
    assert free_capacity(session, [kim.id, robin.id], TODAY) == {kim.id: 3, robin.id: None}


def test_nobody_new_comes_to_who_is_away_or_left(session: Session) -> None:
    away = add_worker(session, caseload_cap=5, away_from=TODAY, away_until=TODAY)
    left = add_worker(session, "Robin", caseload_cap=5, left_on=TODAY)
    assert free_capacity(session, [away.id, left.id], TODAY) == {away.id: 0, left.id: 0}
    assert free_capacity(session, [away.id], TODAY + timedelta(days=1)) == {away.id: 5}


def test_an_organisation_has_places_left_once_every_worker_has_a_cap(session: Session) -> None:
    kim = add_worker(session, caseload_cap=2)
    settle(session, add_guided(session, kim).id)
    assert places_left(session, TODAY, {"Z1", "Z2"}) == {"Z1": 1}
    add_worker(session, "Robin")
    assert places_left(session, TODAY, {"Z1"}) == {}


def test_a_round_knows_no_limit_where_there_is_room_for_everybody(session: Session) -> None:
    kim = add_worker(session, caseload_cap=2)
    add_guided(session, kim), add_guided(session, kim)
    policy = load_policy(None)
    assert load_frames(session, TODAY, policy).limits.empty
    add_guided(session, None)
    limits = load_frames(session, TODAY, policy).limits
    assert [tuple(row) for row in limits.itertuples(index=False)] == [("organisation", "Z1", 2)]


def test_a_round_proposes_no_more_than_the_workers_can_guide(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        kim = add_worker(session, caseload_cap=2)
        guided = {add_guided(session, kim).id for _ in range(3)}
        other = add_youth(session).id
        for _ in range(5):
            add_room(session)
        round_id = service.queue_round(session, CLI, TODAY).id
    assert run_round(factory, round_id).status == RoundStatus.DONE
    with factory() as session:
        query = select(Proposal.youth_id).where(Proposal.status == ProposalStatus.PROPOSED)
        proposed = set(session.scalars(query))
    assert len(proposed & guided) == 2
    assert other in proposed


def test_a_room_is_not_given_when_nobody_can_guide_any_more(session: Session) -> None:
    kim = add_worker(session, caseload_cap=1)
    lives, waits = add_guided(session, kim), add_guided(session, kim)
    require_guidance(session, waits, TODAY)
    settle(session, lives.id)
    with pytest.raises(NotEligible) as refused:
        require_guidance(session, waits, TODAY)
    assert refused.value.reasons == ("limit organisation Z1",)
    require_guidance(session, add_youth(session), TODAY)


def test_open_proposals_hold_places_of_their_organisation(session: Session) -> None:
    kim = add_worker(session, caseload_cap=1)
    add_guided(session, kim), add_guided(session, kim)
    frames = load_frames(session, TODAY, load_policy(None))
    left = limits_after(frames.limits, {}, {"Z1": 1})
    assert full_limits(left, a_pair(1, organisation="Z1")) == ("organisation Z1",)
    assert full_limits(left, a_pair(1)) == ()
    assert len(limits_among(left, frames.youths, frames.rooms)) == 1
    assert limits_among(left, frames.youths.iloc[:0], frames.rooms).empty
