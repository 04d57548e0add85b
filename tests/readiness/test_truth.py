"""What the pages say of who can be matched is what a round freezes, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, true
from sqlalchemy.orm import Session

from matcher.cases.gaps import Gap, gaps_of
from matcher.database.hosts import Home
from matcher.database.youths import NeedProfile, Youth
from matcher.documents.service import missing_papers
from matcher.eligibility import find_pairs
from matcher.inforce import policy_in_force
from matcher.readiness import service
from matcher.readiness.conditions import household_stops, youth_stops
from matcher.readiness.obstacles import OBSTACLES, About, Effect
from matcher.readiness.rules import PAPERS
from matcher.rounds.snapshot import load_frames, room_key, youth_key
from tests.factories import TODAY
from tests.queries import counted
from tests.readiness.worlds import add_random_world

SEEDS = range(3)
EVERYTHING = true()


@pytest.mark.parametrize("seed", SEEDS)
def test_whom_nothing_stops_is_exactly_whom_a_round_freezes(session: Session, seed: int) -> None:
    add_random_world(session, seed)
    policy = policy_in_force()
    frames = load_frames(session, TODAY, policy)
    youths = service.youths(session, EVERYTHING, TODAY, policy, with_over=True)
    rooms = service.rooms(session, EVERYTHING, TODAY, policy, with_over=True)
    assert 3 <= len(frames.youths) < len(youths)
    assert 3 <= len(frames.rooms) < len(rooms)
    told = {youth_key(one.id) for one in youths if one.readiness.takes_part}
    assert told == set(frames.youths["youth"])
    assert {room_key(one.id) for one in rooms if one.readiness.takes_part} == set(
        frames.rooms["room"]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_barred_gets_no_pair_whatever_the_others_are(session: Session, seed: int) -> None:
    add_random_world(session, seed)
    policy = policy_in_force()
    frames = load_frames(session, TODAY, policy)
    pairs = find_pairs(
        frames.youths, frames.rooms, frames.places, frames.exclusions, today=TODAY, policy=policy
    ).pairs
    youths = service.youths(session, EVERYTHING, TODAY, policy, with_over=True)
    rooms = service.rooms(session, EVERYTHING, TODAY, policy, with_over=True)
    barred = {youth_key(one.id) for one in youths if not one.readiness.can_be_matched}
    barred |= {room_key(one.id) for one in rooms if not one.readiness.can_be_matched}
    assert len(pairs)
    assert barred.isdisjoint({*pairs["youth"], *pairs["room"]})


def test_the_random_worlds_hold_every_obstacle(session: Session) -> None:
    """A control: an obstacle that never occurs would be tested by nobody."""
    seen: set[str] = set()
    policy = policy_in_force()
    for seed in SEEDS:
        with session.begin_nested() as world:
            add_random_world(session, seed)
            for found in (
                service.youths(session, EVERYTHING, TODAY, policy, with_over=True),
                service.hosts(session, EVERYTHING, TODAY, with_over=True),
                service.rooms(session, EVERYTHING, TODAY, policy, with_over=True),
            ):
                seen |= {one.code for each in found for one in each.readiness.obstacles}
            world.rollback()
        session.expunge_all()
    rare = {"room_missing", "room_too_short"}  # tests of their own
    assert set(OBSTACLES) - rare <= seen


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lists_say_of_each_what_the_steps_demand(session: Session, seed: int) -> None:
    add_random_world(session, seed)
    policy = policy_in_force()
    with_needs = select(NeedProfile.youth_id)
    for youth in session.scalars(select(Youth).where(Youth.id.in_(with_needs))):
        found = service.of_youth(session, youth.id, TODAY, policy)
        codes = {one.code for one in found.obstacles}
        if found.is_over or "consent_withdrawn" in codes:
            continue
        demanded = {str(gap) for gap in gaps_of(session, youth, TODAY, policy)}
        assert ("undecided_exception" in demanded) == ("exception_open" in codes)
        hidden = {"undecided_exception"} | ({"age"} if "exception_open" in codes else set())
        assert demanded - hidden == codes & set(Gap.codes())
    for household_id in session.scalars(select(Home.household_id)):
        host = service.of_host(session, household_id, TODAY)
        papers = missing_papers(session, household_id, TODAY)
        if host.is_over:
            continue
        codes = {one.code for one in host.obstacles}
        absent = {PAPERS[paper.kind] for paper in papers if paper.standing != "expired"}
        assert absent == codes & set(PAPERS.values())
        assert any(p.standing == "expired" for p in papers) == ("document_expired" in codes)


def test_every_condition_is_an_obstacle_that_stops_and_the_other_way_round() -> None:
    of_database = {*youth_stops(TODAY), *household_stops(TODAY)}
    stops = {code for code, one in OBSTACLES.items() if one.effect is Effect.STOPS}
    of_rooms = {code for code in stops if OBSTACLES[code].about is About.ROOM}
    assert of_database == stops - of_rooms


def test_the_number_of_queries_does_not_grow_with_the_lists(
    session: Session, engine: Engine
) -> None:
    policy = policy_in_force()

    def look() -> None:
        service.youths(session, EVERYTHING, TODAY, policy)
        service.hosts(session, EVERYTHING, TODAY)
        service.rooms(session, EVERYTHING, TODAY, policy)

    add_random_world(session, 1)
    with counted(engine) as few:
        look()
    for seed in (2, 3):
        add_random_world(session, seed)
    with counted(engine) as many:
        look()
    assert len(many) == len(few)
