"""Many people approve at the same moment: one is first, the others hear what is taken.

KAMERMATCH_RACE_ROUNDS sets the number of rounds (15); see `race.py` for the big battery.
"""

from __future__ import annotations

import os

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import transaction
from tests.services.race import PROCESSES, WINNER, add_contest, race, remove_every_guard

ROUNDS = int(os.environ.get("KAMERMATCH_RACE_ROUNDS", "15"))


@pytest.mark.parametrize("side", ["room", "youth"])
def test_one_of_eight_who_approve_at_the_same_moment_wins_and_the_others_hear_what_is_taken(
    database_url: str, factory: sessionmaker[Session], side: str
) -> None:
    with transaction(factory) as session:
        contests = add_contest(session, side, ROUNDS)
    tally = race(database_url, contests)
    assert tally.number_of_doubles == 0
    for answers in tally.outcomes:
        assert sorted(answers) == sorted([WINNER] + [side] * (PROCESSES - 1))


def test_approvals_crosswise_over_rooms_and_youths_neither_double_nor_deadlock(
    database_url: str, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        contests = add_contest(session, "both", ROUNDS)
    tally = race(database_url, contests)
    assert tally.number_of_doubles == 0
    assert set(tally.answers()) <= {WINNER, "room", "youth"}
    # One pair leaves the other room and the other youth free for each other, or blocks both.
    assert {answers.count(WINNER) for answers in tally.outcomes} <= {1, 2}


def test_locks_alone_keep_doubles_out(
    database_url: str, engine: Engine, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        contests = add_contest(session, "both", ROUNDS // 2)
    remove_every_guard(engine)
    assert race(database_url, contests).number_of_doubles == 0


def test_guards_alone_keep_doubles_out(database_url: str, factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        contests = add_contest(session, "both", ROUNDS // 2)
    tally = race(database_url, contests, guarded=False)
    assert tally.number_of_doubles == 0
    assert all(WINNER in answers for answers in tally.outcomes)


@pytest.mark.parametrize("side", ["room", "youth"])
def test_control_without_guards_and_locks_the_same_race_double_books(
    database_url: str, engine: Engine, factory: sessionmaker[Session], side: str
) -> None:
    with transaction(factory) as session:
        contests = add_contest(session, side, ROUNDS)
    remove_every_guard(engine)
    tally = race(database_url, contests, guarded=False)
    assert tally.number_of_doubles > 0
