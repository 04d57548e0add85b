"""Small worlds that several tests of rounds, proposals and repairs begin with."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matcher.database.rounds import MatchingRound
from matcher.database.session import transaction
from matcher.rounds.parameters import RoundParameters
from matcher.words import RoundStatus
from tests.factories import TODAY, add_proposal, add_room, add_youth
from tests.services.board import Board
from tests.services.repairs import Scene
from tests.services.scenes import Factory, add_coordinator


@pytest.fixture
def board(session: Session) -> Board:
    return Board(session, add_coordinator(session), add_proposal(session))


@pytest.fixture
def story(factory: Factory) -> Factory:
    """Three youths and two rooms in Utrecht.

    The dear room is only within Aya's means; Bo and Chris both fit the cheap one, and Bo's need
    is more pressing.
    """
    with transaction(factory) as session:
        add_room(session, reference="dear", rent_cents=50_000)
        add_room(session, reference="cheap", rent_cents=38_000)
        add_youth(session, first_name="Aya", needs={"budget_cents": 55_000})
        add_youth(session, first_name="Bo", urgency=3, needs={"budget_cents": 40_000})
        add_youth(session, first_name="Chris", needs={"budget_cents": 40_000})
    return factory


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
