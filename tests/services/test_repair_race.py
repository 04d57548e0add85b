"""Coordinators who repair at the same moment: one is first, the others hear what is taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.places import Contract
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import transaction
from matcher.errors import AlreadyTaken, MatcherError, NotEligible
from matcher.proposals.service import approve_proposal
from matcher.repair.rules import Wanted
from matcher.repair.service import propose_instead, propose_pairs
from matcher.rounds.parameters import RoundParameters
from matcher.words import ProposalStatus, RoundStatus
from tests.factories import TODAY, add_proposal, add_room, add_youth

PEOPLE = 6
ROUNDS = 5
WON = "won"


def add_contest(session: Session, side: str) -> list[Wanted]:
    """Add one pair per person; those of 'room' want the same room, of 'both' the same pair."""
    rooms = [add_room(session) for _ in range(1 if side in ("room", "both") else PEOPLE)]
    youths = [add_youth(session) for _ in range(1 if side in ("youth", "both") else PEOPLE)]
    return [
        Wanted(youths[number % len(youths)].id, rooms[number % len(rooms)].id)
        for number in range(PEOPLE)
    ]


def add_round(session: Session) -> MatchingRound:
    done = MatchingRound(
        today=TODAY, status=RoundStatus.DONE, parameters=RoundParameters().as_json()
    )
    session.add(done)
    session.flush()
    return done


def race(factory: sessionmaker[Session], wanted: list[Wanted]) -> list[str]:
    barrier = Barrier(len(wanted))

    def attempt(one: Wanted) -> str:
        barrier.wait(60)
        try:
            with transaction(factory) as session:
                done = propose_pairs(session, COMMAND_LINE, [one], today=TODAY)
        except MatcherError as error:
            return told(error)
        return told(done.skipped[0].why) if done.skipped else WON

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(attempt, wanted))


def told(error: MatcherError) -> str:
    if isinstance(error, AlreadyTaken):
        return error.field
    return error.reasons[0] if isinstance(error, NotEligible) else repr(error)


@pytest.fixture
def factory(engine: Engine) -> sessionmaker[Session]:
    """With a connection for everybody: the pool of the program holds five and ten more."""
    return sessionmaker(engine, expire_on_commit=False)


@pytest.mark.parametrize(
    ("side", "others"), [("room", "room"), ("youth", "youth"), ("both", "room")]
)
def test_one_of_many_who_propose_the_same_back_up_wins(
    factory: sessionmaker[Session], side: str, others: str
) -> None:
    with transaction(factory) as session:
        add_round(session)
        contests = [add_contest(session, side) for _ in range(ROUNDS)]
    for wanted in contests:
        assert sorted(race(factory, wanted)) == sorted([WON] + [others] * (PEOPLE - 1))
    with factory() as session:
        column = Proposal.youth_id if side == "youth" else Proposal.room_id
        doubles = select(column).group_by(column).having(func.count() > 1)
        assert session.execute(doubles).all() == []


def test_the_last_place_of_a_contract_is_given_once(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        add_round(session)
        wanted = add_contest(session, "neither")
        session.scalars(select(Contract)).one().placement_limit = 1
    answers = race(factory, wanted)
    assert sorted(answers) == sorted([WON] + ["limit contract GM0344"] * (PEOPLE - 1))


def test_approving_and_repairing_the_same_room_do_not_both_succeed(
    factory: sessionmaker[Session],
) -> None:
    """One approves an open proposal of an earlier round; one repairs a declined one beside it."""
    for _ in range(ROUNDS):
        with transaction(factory) as session:
            room = add_room(session)
            open_ = add_proposal(session, round=add_round(session), room=room)
            declined = add_proposal(
                session, round=add_round(session), room=room, status=ProposalStatus.DECLINED
            )
            wanted = Wanted(add_youth(session).id, room.id)
            ids = (open_.id, declined.id)
        barrier = Barrier(2)

        def approve(barrier: Barrier = barrier, open_id: int = ids[0]) -> str:
            barrier.wait(60)
            with transaction(factory) as session:
                approve_proposal(session, COMMAND_LINE, open_id, 1, today=TODAY)
            return WON

        def repair(
            barrier: Barrier = barrier, declined_id: int = ids[1], wanted: Wanted = wanted
        ) -> str:
            barrier.wait(60)
            try:
                with transaction(factory) as session:
                    actor = COMMAND_LINE
                    propose_instead(session, actor, declined_id, wanted, today=TODAY)
            except MatcherError as error:
                return told(error)
            return WON

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.submit(approve), pool.submit(repair)
            assert (first.result(), second.result()) == (WON, "room")
