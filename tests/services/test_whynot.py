"""Why not this room: the answer on today's records, and the price in a round that was run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.rounds import MatchingRound
from matcher.database.session import reading, transaction
from matcher.eligibility.reasons import Reason
from matcher.errors import NotFound
from matcher.policy import load_policy
from matcher.rounds import markets
from matcher.rounds.around import left_ids, rooms_around, youths_around, youths_around_each
from matcher.rounds.pricewords import cost_sentence, move_sentence
from matcher.rounds.whynot import InRound, Move, pair_in_round, pair_today
from matcher.words import HouseholdStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.services.scenes import proposals_of, run

Factory = sessionmaker[Session]
POLICY = load_policy()


@pytest.fixture(autouse=True)
def no_markets_kept() -> Iterator[None]:
    """Databases of other tests have rounds with the same ids."""
    markets.forget()
    yield
    markets.forget()


def ask(factory: Factory, youth: int, room: int, round_id: int) -> InRound:
    with reading(factory) as session:
        return pair_in_round(session, youth, room, round_id)


def test_pair_that_breaks_a_rule_is_told_with_its_change(factory: Factory) -> None:
    with transaction(factory) as session:
        room, youth = add_room(session, rent_cents=47500), add_youth(session)
        today = pair_today(session, youth.id, room.id, TODAY, POLICY)
    assert today.answer is not None
    assert today.answer.reasons == (Reason.RENT_ABOVE_BUDGET,)
    assert [change.amount for change in today.answer.together or ()] == [2500]


def test_side_that_takes_no_part_is_told_why(factory: Factory) -> None:
    with transaction(factory) as session:
        room = add_room(session)
        room.home.household.status = HouseholdStatus.PAUSED
        late = add_room(session)
        late.availabilities[0].free_from = TODAY + timedelta(days=900)
        youth = add_youth(session, status=YouthStatus.REGISTERED)
        session.flush()
        paused = pair_today(session, youth.id, room.id, TODAY, POLICY)
        not_offered = pair_today(session, youth.id, late.id, TODAY, POLICY)
    assert paused.answer is None
    assert paused.absent == ("youth_registered", "host_paused")
    assert not_offered.absent == ("youth_registered", "room_not_offered")


def test_unknown_youth_or_room_is_not_found(factory: Factory) -> None:
    with reading(factory) as session, pytest.raises(NotFound):
        pair_today(session, 999, 999, TODAY, POLICY)


def scarce(factory: Factory) -> tuple[list[int], list[int], MatchingRound]:
    """Two youths for one long and one short stay; the second youth can only have the long one."""
    with transaction(factory) as session:
        long, short = add_room(session), add_room(session, min_age=20)
        short.availabilities[0].free_until = TODAY + timedelta(days=30)
        first = add_youth(session, birth_date=TODAY.replace(year=2005))
        second = add_youth(session)
        session.flush()
        youths, rooms = [first.id, second.id], [long.id, short.id]
    return youths, rooms, run(factory)


def test_price_of_a_pair_is_what_the_best_plan_with_it_lacks(factory: Factory) -> None:
    (first, second), (long, short), done = scarce(factory)
    with reading(factory) as session:
        chosen = {(p.youth_id, p.room_id) for p in proposals_of(session, done.id)}
    assert chosen == {(first, short), (second, long)}
    assert ask(factory, second, long, done.id).standing == "chosen"
    asked = ask(factory, first, long, done.id)
    assert asked.standing == "possible"
    assert dict(asked.costs or ())["nights"] == 30  # the second has nowhere to go
    assert asked.moves == (Move(second, long, None),)
    assert ask(factory, second, short, done.id).standing == "not_possible"


def test_who_came_after_the_round_took_no_part_in_it(factory: Factory) -> None:
    (first, _second), (long, _short), done = scarce(factory)
    with transaction(factory) as session:
        youth, room = add_youth(session).id, add_room(session).id
    assert ask(factory, youth, long, done.id).standing == "youth_absent"
    assert ask(factory, first, room, done.id).standing == "room_absent"


def test_round_without_result_has_no_price(factory: Factory) -> None:
    with transaction(factory) as session:
        session.add(MatchingRound(today=TODAY))
    with pytest.raises(NotFound):
        ask(factory, 1, 1, 1)


def test_market_is_opened_once_and_few_are_kept(factory: Factory) -> None:
    _youths, _rooms, done = scarce(factory)
    with reading(factory) as session:
        one = markets.market_of(session, done.id)
        assert markets.market_of(session, done.id) is one
    for _ in range(markets.KEPT + 1):
        later = run(factory)
        with reading(factory) as session:
            markets.market_of(session, later.id)
    assert len(markets._kept) == markets.KEPT


def test_both_sides_count_what_a_change_opens(factory: Factory) -> None:
    with transaction(factory) as session:
        room = add_room(session, rent_cents=47500)
        youths = [add_youth(session, needs={"budget_cents": b}) for b in (45000, 46000)]
        young = [youth.id for youth in youths]
    with reading(factory) as session:
        around = youths_around(session, room.id, TODAY, POLICY)
        assert around is not None
        ways = [(o.lever.code, o.amount, around.others[o.index].tolist()) for o in around.openings]
        assert ways == [("rent", 2500, young), ("rent", 1500, young[1:])]
        seen = rooms_around(session, young[0], TODAY, POLICY)
        assert seen is not None
        assert [(o.lever.code, o.amount) for o in seen.openings] == [("budget", 2500)]
        assert around.nearest(9) == [(young[0], 1), (young[1], 1)]
        assert youths_around_each(session, [room.id, 999], TODAY, POLICY).keys() == {room.id}


def test_left_ids_are_those_of_one_side(factory: Factory) -> None:
    with transaction(factory) as session:
        room, youth = add_room(session, rent_cents=90000), add_youth(session)
    done = run(factory)
    with reading(factory) as session:
        assert left_ids(session, done.id, "youth") == {youth.id}
        assert left_ids(session, done.id, "room") == {room.id}


@pytest.mark.parametrize(
    ("costs", "dutch", "english"),
    [
        (
            [("nights", 1), ("priority", 0), ("fit", 0)],
            "1\u00a0nacht minder.",
            "1\u00a0night less.",
        ),
        (
            [("nights", 1300), ("priority", 2), ("fit", -5), ("lottery", 9)],
            "1.300\u00a0nachten minder, 2\u00a0punten voorrang minder en 5\u00a0punten passendheid "
            "meer. Wat eerst staat",
            "1,300\u00a0nights less, 2\u00a0points of priority less and 5\u00a0points of fit more. "
            "What comes first",
        ),
        ([("nights", 0), ("priority", 0), ("fit", 0), ("lottery", 3)], "het lot", "the lottery"),
    ],
)
def test_costs_are_told_in_words(costs: list[tuple[str, int]], dutch: str, english: str) -> None:
    assert dutch in cost_sentence(costs, "nl")
    assert english in cost_sentence(costs, "en")


def test_moves_are_told_with_the_names_of_the_reader() -> None:
    names = {"language": "en", "youth_name": "youth {}".format, "room_name": "room {}".format}
    told = [
        move_sentence(move, 7, **names)  # type: ignore[arg-type]
        for move in (Move(1, 7, 8), Move(2, 8, None), Move(3, 7, None), Move(4, None, 9))
    ]
    assert told == [
        "Youth 1 loses this room and gets room 8.",
        "Youth 2 loses room 8 and gets no other.",
        "Youth 3 loses this room and gets no other.",
        "Youth 4 gets room 9, and had nothing yet.",
    ]
