"""Two visitors of two organisations go first; what speaks against a pair is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matcher.visits.rules.pairing import (
    HARD,
    Candidate,
    overlaps,
    pair_of,
    suggest,
    week_of,
)

ON = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def candidate(number: int, **values: Any) -> Candidate:
    return Candidate(
        account_id=number,
        **{
            "name": f"Bezoeker {number}",
            "organisation": f"Organisatie {number}",
            "trained_on": date(2025, 1, 1),
            "left": 2,
            "distance_km": 5.0,
            **values,
        },
    )


def objections(first: Candidate, second: Candidate, deciders: set[int] | None = None) -> set[str]:
    return {str(code) for code in pair_of(first, second, ON, deciders).objections}


def test_two_trained_people_of_two_organisations_meet_no_objection() -> None:
    assert objections(candidate(1), candidate(2), {1, 2, 3}) == set()


def test_what_speaks_against_a_pair_is_named() -> None:
    alike = {"organisation": "Zorg"}
    assert objections(candidate(1, **alike), candidate(2, **alike)) == {"one_organisation"}
    assert objections(candidate(1, trained_on=None), candidate(2)) == {"one_untrained"}
    later = candidate(1, trained_on=ON + timedelta(days=1))
    assert objections(later, candidate(2, trained_on=None)) == {"nobody_trained"}
    assert objections(candidate(1, left=0), candidate(2)) == {"no_capacity"}
    assert objections(candidate(1), candidate(2, is_busy=True)) == {"busy"}
    assert objections(candidate(1), candidate(2), {1, 2}) == {"nobody_decides"}
    silent = {"shared_languages": ()}
    assert objections(candidate(1, **silent), candidate(2, **silent)) == {"no_shared_language"}
    assert objections(candidate(1, **silent), candidate(2)) == set()
    assert "twice_the_same" in objections(candidate(1), candidate(1))


def test_two_of_the_coordination_team_are_of_one_organisation() -> None:
    team = {"organisation": ""}
    assert objections(candidate(1, **team), candidate(2, **team)) == {"one_organisation"}


def test_nearer_pair_goes_before_a_farther_one_and_two_organisations_before_both() -> None:
    near = [candidate(1, organisation="A", distance_km=1), candidate(2, organisation="A")]
    far = candidate(3, organisation="B", distance_km=40)
    pairs = suggest([*near, far], ON, {9})
    assert [pair.account_ids for pair in pairs] == [(1, 3), (2, 3), (1, 2)]


def test_who_was_here_before_and_who_is_around_that_day_go_first() -> None:
    one, two = candidate(1), candidate(2)
    known = candidate(3, distance_km=30.0, was_here=True)
    assert suggest([one, two, known], ON, {9})[0].account_ids == (1, 3)
    around = candidate(4, distance_km=30.0, nearby_km=0.5)
    assert suggest([one, two, around], ON, {9})[0].account_ids == (1, 4)


def test_who_speaks_a_language_of_the_home_besides_dutch_goes_before_a_shorter_way() -> None:
    one, two = candidate(1), candidate(2)
    arabic = candidate(3, distance_km=30.0, shared_languages=("nl", "ar"))
    assert suggest([one, two, arabic], ON, {9})[0].account_ids == (1, 3)
    known = candidate(4, distance_km=40.0, was_here=True)
    assert suggest([one, two, arabic, known], ON, {9})[0].account_ids == (3, 4)
    assert suggest([one, two, known], ON, {9})[0].account_ids == (1, 4)


def test_somebody_on_another_visit_is_never_suggested() -> None:
    assert suggest([candidate(1), candidate(2, is_busy=True)], ON, {9}) == []


@given(st.data())
def test_suggestions_are_possible_ranked_and_the_same_whatever_the_order(
    data: st.DataObject,
) -> None:
    people = [
        candidate(
            number,
            organisation=data.draw(st.sampled_from("ABC")),
            trained_on=data.draw(st.sampled_from([None, date(2025, 1, 1)])),
            left=data.draw(st.integers(0, 2)),
            distance_km=data.draw(st.sampled_from([None, 1.0, 9.0])),
            is_busy=data.draw(st.booleans()),
        )
        for number in range(data.draw(st.integers(0, 7)))
    ]
    pairs = suggest(people, ON, {2, 3}, most=99)
    assert pairs == suggest(data.draw(st.permutations(people)), ON, {2, 3}, most=99)
    assert all(HARD.isdisjoint(pair.objections) for pair in pairs)
    numbers = [len(pair.objections) for pair in pairs]
    assert numbers == sorted(numbers)


def test_a_visit_may_begin_when_the_one_before_ends() -> None:
    others = [(NOON, 60)]
    assert overlaps(NOON + timedelta(minutes=59), 60, others)
    assert overlaps(NOON - timedelta(minutes=30), 60, others)
    assert not overlaps(NOON + timedelta(minutes=60), 60, others)
    assert not overlaps(NOON - timedelta(minutes=60), 60, others)


def test_a_week_runs_from_monday() -> None:
    assert week_of(date(2026, 3, 8)) == (date(2026, 3, 2), date(2026, 3, 9))
    assert week_of(date(2026, 3, 2))[0] == date(2026, 3, 2)
