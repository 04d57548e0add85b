"""The smallest changes that lead to another outcome."""

from __future__ import annotations

import pytest

from matcher.screening.rules.changes import Alternative, Move, smallest_changes
from matcher.screening.rules.chart import Chart, built
from matcher.screening.rules.check import check
from matcher.screening.rules.follow import follow
from matcher.words import ScreeningRoute
from tests.screening.brute_force import alike, smallest
from tests.screening.charts import (
    answer,
    outcome,
    question,
    random_chart,
    random_situation,
    small,
)

SOUND = [
    seed
    for seed in range(1200)
    if not {f.code for f in check(random_chart(seed))} - {"unreachable", "never_taken"}
]


def in_brute_names(
    chart: Chart, found: tuple[Alternative, ...]
) -> dict[ScreeningRoute, tuple[tuple[int, int], set[tuple[object, object]]]]:
    """Return alternatives as the brute force tells them."""

    def names(moves: tuple[Move, ...]) -> frozenset[tuple[str, str]]:
        told = set()
        for move in moves:
            if move.is_fact:
                of = next(f for f in chart.facts() if f.code == move.subject)
                value = int(move.values[0]) if of.is_number else move.values[0]
                told.add((move.subject, alike(chart, move.subject, value)))
            else:
                told.add((move.subject, move.values[0]))
        return frozenset(told)

    best: dict[ScreeningRoute, tuple[tuple[int, int], set[tuple[object, object]]]] = {}
    for one in found:
        cost = (len(one.changes), len(one.further))
        way = (names(one.changes), names(one.further))
        best.setdefault(one.route, (cost, set()))[1].add(way)
        assert best[one.route][0] == cost, "all ways to one outcome are equally small"
    return best


@pytest.mark.parametrize("part", range(4))
def test_smallest_changes_are_those_of_brute_force_on_random_charts(part: int) -> None:
    seeds = SOUND[part:400:4]
    assert len(seeds) >= 100
    moved = 0
    for seed in seeds:
        content = random_chart(seed)
        answers, facts = random_situation(seed, content)
        chart = built(content)
        wanted = dict(smallest(chart, answers, facts))
        end = follow(chart, answers, facts).outcome
        if end is not None and end.route is not None:
            wanted.pop(end.route, None)
        found = smallest_changes(chart, answers, facts, most=10_000)
        assert in_brute_names(chart, found) == wanted, f"chart {seed}"
        moved += len(found)
    assert moved > 100


def test_every_alternative_leads_where_it_says() -> None:
    for seed in SOUND[400:500]:
        content = random_chart(seed)
        answers, facts = random_situation(seed, content)
        chart = built(content)
        for one in smallest_changes(chart, answers, facts):
            then_answers, then_facts = dict(answers), dict(facts)
            for move in (*one.changes, *one.further):
                if move.is_fact:
                    is_number = next(f for f in chart.facts() if f.code == move.subject).is_number
                    then_facts[move.subject] = int(move.values[0]) if is_number else move.values[0]
                else:
                    then_answers[move.subject] = move.values[0]
            end = follow(chart, then_answers, then_facts).outcome
            assert end is not None
            assert end.route == one.route


def test_a_number_changes_to_the_nearest_value_that_makes_the_difference() -> None:
    found = smallest_changes(built(small()), {"debts": "no"}, {"age": 16})
    assert found[0] == Alternative(ScreeningRoute.HOST_ROOM, (Move("age", ("18",), True),))


def test_nobody_grows_younger_to_reach_another_outcome() -> None:
    found = smallest_changes(built(small()), {"debts": "no"}, {"age": 20})
    assert {one.route for one in found} == {ScreeningRoute.MONEY_FIRST}


def test_a_question_that_was_not_asked_is_a_further_answer_and_no_change() -> None:
    found = smallest_changes(built(small()), {}, {"age": 16})
    assert found[0].changes == (Move("age", ("18",), True),)
    assert found[0].further == (Move("debts", ("no",)),)


def test_a_fact_that_two_questions_read_changes_once() -> None:
    old = {"op": "at_least", "value": 21}
    content = small()
    content["nodes"][1] = question("debts", answer("yes", "money"), answer("no", "older"))
    content["nodes"].insert(
        2, question("older", answer("yes", "host", old), answer("no", "own"), fact="age")
    )
    content["nodes"].append(outcome("own", "own_home"))
    assert check(content) == []
    found = smallest_changes(built(content), {"debts": "no"}, {"age": 17})
    by_route = {one.route: one.changes for one in found}
    assert by_route[ScreeningRoute.HOST_ROOM] == (Move("age", ("21",), True),)
    assert by_route[ScreeningRoute.OWN_HOME] == (Move("age", ("18",), True),)


def test_a_ladder_of_questions_that_change_nothing_does_not_take_for_ever() -> None:
    rungs = [
        question(f"q{n}", answer("a", f"q{n + 1}"), answer("b", f"q{n + 1}")) for n in range(60)
    ]
    last = question("q60", answer("a", "host"), answer("b", "young"))
    content = {
        "start": "q0",
        "nodes": [*rungs, last, outcome("host", "host_room"), outcome("young", "not_now")],
    }
    answers = {f"q{n}": "a" for n in range(61)}
    assert smallest_changes(built(content), answers, {}) == (
        Alternative(ScreeningRoute.NOT_NOW, (Move("q60", ("b",)),)),
    )
    assert len(smallest_changes(built(content), {}, {}, most=5)) == 10
