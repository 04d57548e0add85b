"""The smallest change really makes the pair possible, a smaller one does not, and counts are true."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.eligibility import explain_pair, find_pairs, frames
from matcher.eligibility.reasons import Reason
from matcher.eligibility.whatif import (
    LEVERS,
    Agrees,
    Change,
    Lever,
    Opening,
    PairAnswer,
    one_room,
    one_youth,
    openings,
    why_not,
)
from matcher.eligibility.whatif.applying import value_of
from matcher.eligibility.whatif.levers import BY_CODE
from matcher.eligibility.whatif.words import PHRASES, phrase
from tests.eligibility import people
from tests.eligibility.drawn import Drawn, Row, instances
from tests.eligibility.instances import TODAY as NATIONAL_TODAY
from tests.eligibility.instances import national
from tests.eligibility.people import POLICY, ROOM, TODAY, YOUTH


def ask(youth: people.Change | None = None, room: people.Change | None = None) -> PairAnswer:
    near = people.places({})
    return why_not(
        {**YOUTH, **(youth or {})}, {**ROOM, **(room or {})}, near, today=TODAY, policy=POLICY
    )


def told(answer: PairAnswer, reason: Reason) -> dict[str, float]:
    return {change.lever.code: change.amount for change in answer.options[reason]}


def changed_row(row: Row, lever: Lever, value: float) -> Row:
    """The row of a youth or a room after the change."""
    return {**row, lever.column: value_of(row, lever, value)}


def after(youth: Row, room: Row, changes: tuple[Change, ...]) -> tuple[Row, Row]:
    for change in changes:
        if change.lever.side == "youth":
            youth = changed_row(youth, change.lever, change.value)
        else:
            room = changed_row(room, change.lever, change.value)
    return youth, room


def test_pair_that_suits_needs_no_change() -> None:
    answer = ask()
    assert answer.is_eligible
    assert answer.together == ()


def test_rent_above_the_budget_is_lifted_by_either_side() -> None:
    answer = ask({"budget_cents": 37_500})
    assert told(answer, Reason.RENT_ABOVE_BUDGET) == {"rent": 2_500, "budget": 2_500}
    assert len(answer.together or ()) == 1


def test_rent_above_the_law_and_the_budget_is_lifted_by_one_lower_rent() -> None:
    answer = ask({"budget_cents": 39_000}, {"legal_max_rent_cents": 38_000.75})
    assert [(c.lever.code, c.value) for c in answer.together or ()] == [("rent", 38_000)]
    assert answer.who_agrees == (Agrees.HOST,)


def test_host_can_offer_the_room_for_longer() -> None:
    answer = ask(room={"free_until": date(2026, 3, 10)})  # the youth is ready on that very day
    assert told(answer, Reason.NO_SHARED_DATES) == {"free_until": 1, "ready_earlier": 1}


def test_room_that_is_free_after_the_horizon_cannot_be_made_longer() -> None:
    answer = ask({"ready_on": TODAY + timedelta(days=400)})
    assert set(told(answer, Reason.NO_SHARED_DATES)) == {"ready_earlier"}
    assert answer.together is not None
    assert answer.nights_then == POLICY.dates.minimum_nights


def test_youth_of_seventeen_can_wait_for_the_birthday_or_get_an_exception() -> None:
    answer = ask({"birth_date": date(2008, 4, 1)})
    assert told(answer, Reason.TOO_YOUNG) == {"wait": 22, "age_exception": 0}
    assert [change.lever.code for change in answer.together or ()] == ["wait"]


def test_safety_and_decisions_of_people_have_no_change() -> None:
    never = {Reason.PLACE_TO_AVOID, Reason.EXCLUDED, Reason.ALLERGIC_TO_CAT,
             Reason.ALLERGIC_TO_DOG, Reason.NO_PLACE_KNOWN, Reason.ROOM_PLACE_UNKNOWN}  # fmt: skip
    lifted = {reason for lever in LEVERS for reason in lever.lifts}
    assert lifted == set(Reason) - never
    answer = ask({"allergic_to_cats": True, "budget_cents": 37_500}, {"has_cat": True})
    assert answer.options[Reason.ALLERGIC_TO_CAT] == ()
    assert answer.options[Reason.RENT_ABOVE_BUDGET] != ()
    assert answer.together is None


def test_earlier_date_that_makes_the_youth_too_young_is_not_called_enough() -> None:
    """Ready in time for the room, the youth is still seventeen; a room that stays is enough."""
    youth = {"birth_date": date(2008, 4, 1), "ready_on": date(2026, 5, 1)}
    answer = ask(youth, {"free_until": date(2026, 3, 20)})
    together = [change.lever.code for change in answer.together or ()]
    assert together == ["free_until"]


@given(drawn=instances(most=1, often=0.5))
@settings(max_examples=100, deadline=None)
def test_changes_together_make_the_pair_possible_on_the_records(drawn: Drawn) -> None:
    youth, room = drawn.youths[0], drawn.rooms[0]
    near = frames.from_rows(drawn.places, frames.PLACES)
    out = people.exclusions(*drawn.exclusions)
    answer = why_not(youth, room, near, out, today=TODAY, policy=POLICY)
    reasons = explain_pair(youth, room, near, out, today=TODAY, policy=POLICY)
    assert [str(reason) for reason in answer.reasons] == reasons
    for reason, options in answer.options.items():
        for change in options:
            one = after(youth, room, (change,))
            assert reason not in explain_pair(*one, near, out, today=TODAY, policy=POLICY)
    if answer.together is None:
        assert reasons
    else:
        both = after(youth, room, answer.together)
        assert explain_pair(*both, near, out, today=TODAY, policy=POLICY) == []


@given(drawn=instances(most=1, often=0.5))
@settings(max_examples=80, deadline=None)
def test_a_smaller_change_does_not_lift_the_rule(drawn: Drawn) -> None:
    youth, room = drawn.youths[0], drawn.rooms[0]
    near = frames.from_rows(drawn.places, frames.PLACES)
    answer = why_not(youth, room, near, today=TODAY, policy=POLICY)
    for options in answer.options.values():
        for change in options:
            if not change.lever.is_ordered:
                continue
            less = 1 if change.lever.kind in ("less", "earlier") else -1
            small = Change(change.lever, change.value + less, change.amount - 1)
            one = after(youth, room, (small,))
            still = explain_pair(*one, near, today=TODAY, policy=POLICY)
            assert set(still) & {str(reason) for reason in change.lever.lifts}


def opened_anew(
    drawn: Drawn, opening: Opening, side: str
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs that are possible before and after the change, found from the frames."""
    young, free = list(drawn.youths), list(drawn.rooms)
    before = found(drawn, young, free)
    if side == "youth":
        young = [changed_row(young[0], opening.lever, opening.value)]
    else:
        free = [changed_row(free[0], opening.lever, opening.value)]
    return before, found(drawn, young, free)


def found(drawn: Drawn, young: list[Row], free: list[Row]) -> set[tuple[str, str]]:
    pairs = find_pairs(
        frames.from_rows(young, frames.YOUTHS),
        frames.from_rows(free, frames.ROOMS),
        frames.from_rows(drawn.places, frames.PLACES),
        people.exclusions(*drawn.exclusions),
        today=TODAY,
        policy=POLICY,
    ).pairs
    return set(pairs[["youth", "room"]].itertuples(index=False, name=None))


@given(drawn=instances(most=4, often=0.6))
@settings(max_examples=80, deadline=None)
@pytest.mark.parametrize("side", ["youth", "room"])
def test_number_opened_equals_a_recount_on_the_changed_records(side: str, drawn: Drawn) -> None:
    whole = Drawn(
        drawn.youths[:1] if side == "youth" else drawn.youths,
        drawn.rooms[:1] if side == "room" else drawn.rooms,
        drawn.places,
        drawn.exclusions,
    )
    for opening in seen(whole, side):
        before, then = opened_anew(whole, opening, side)
        keys = whole.rooms if side == "youth" else whole.youths
        column = "room" if side == "youth" else "youth"
        new = {pair[side == "youth"] for pair in then - before}
        assert {keys[i][column] for i in opening.index.tolist()} == new
        if opening.lever.is_ordered and opening.is_smallest:
            less = 1 if opening.lever.kind in ("less", "earlier") else -1
            smaller = Opening(opening.lever, opening.value + less, 0, opening.index, False)
            before, then = opened_anew(whole, smaller, side)
            assert then - before == set()


def seen(drawn: Drawn, side: str) -> list[Opening]:
    young = frames.from_rows(drawn.youths, frames.YOUTHS)
    free = frames.from_rows(drawn.rooms, frames.ROOMS)
    near = frames.from_rows(drawn.places, frames.PLACES)
    out = people.exclusions(*drawn.exclusions)
    look = one_youth if side == "youth" else one_room
    return openings(look(young, free, near, out, today=TODAY, policy=POLICY), side)  # type: ignore[arg-type]


def test_what_opens_most_comes_first() -> None:
    young = people.youths(
        {"youth": "y1", "budget_cents": 38_000},
        {"youth": "y2", "budget_cents": 37_500},
        {"youth": "y3", "smokes": True},
    )
    near = people.places({}, {"youth": "y2"}, {"youth": "y3"})
    pairs = one_room(young, people.rooms({}), near, today=TODAY, policy=POLICY)
    ways = [(o.lever.code, o.amount, o.opens, o.is_smallest) for o in openings(pairs, "room")]
    assert ways == [
        ("rent", 2_500, 2, False),
        ("rent", 2_000, 1, True),
        ("smoking_allowed", 0, 1, True),
    ]


def test_room_without_legal_maximum_is_not_bound_by_it() -> None:
    near = people.places({})
    pairs = one_room(
        people.youths({"budget_cents": 30_000}), people.rooms({}), near, today=TODAY, policy=POLICY
    )
    assert [(o.lever.code, o.value) for o in openings(pairs, "room")] == [("rent", 30_000)]


def test_both_close_ups_see_what_find_pairs_sees() -> None:
    country = national(300, 200, seed=5)
    parts = (country.youths, country.rooms, country.places, country.exclusions)
    whole = find_pairs(*parts, today=NATIONAL_TODAY, policy=POLICY).pairs
    eligible = set(zip(whole["youth"], whole["room"], strict=True))
    for i in range(0, 200, 20):
        free = country.rooms.iloc[[i]].reset_index(drop=True)
        pairs = one_room(country.youths, free, country.places, country.exclusions,
                         today=NATIONAL_TODAY, policy=POLICY)  # fmt: skip
        keys = country.youths["youth"][np.flatnonzero(pairs.mask() == 0)]
        assert {(y, f"r{i}") for y in keys} == {p for p in eligible if p[1] == f"r{i}"}
    for i in range(0, 300, 30):
        young = country.youths.iloc[[i]].reset_index(drop=True)
        pairs = one_youth(young, country.rooms, country.places, country.exclusions,
                          today=NATIONAL_TODAY, policy=POLICY)  # fmt: skip
        keys = country.rooms["room"][np.flatnonzero(pairs.mask() == 0)]
        assert {(f"y{i}", r) for r in keys} == {p for p in eligible if p[0] == f"y{i}"}


def test_every_lever_changes_a_column_of_its_side() -> None:
    schema = {"youth": frames.YOUTHS, "room": frames.ROOMS}
    for lever in LEVERS:
        assert lever.column in schema[lever.side].names()
    assert len(BY_CODE) == len(LEVERS)


def lever(code: str) -> Lever:
    return BY_CODE[code]


def test_new_kind_of_guidance_is_added_to_those_accepted() -> None:
    row = changed_row({**ROOM, "accepts_guidance": "4"}, lever("accepts_guidance"), 3.0)
    assert row["accepts_guidance"] == "34"


@pytest.mark.parametrize(
    ("code", "value", "amount", "dutch", "english"),
    [
        ("rent", 37_500, 2_500, "€\u00a025 minder huur", "€\u00a025 less rent"),
        ("rent", 37_500, 1_250, "€\u00a012,50 minder huur", "€\u00a012.50 less rent"),
        ("distance", 25_000, 5_000, "5\u00a0km verder", "5\u00a0km further"),
        ("distance", 25_000, 3_410, "3,5\u00a0km verder", "3.5\u00a0km further"),
        ("free_from", 20_513, 9, "vrij vanaf 1 maart 2026", "free from 1 March 2026"),
        ("wait", 20_513, 9, "wachten tot 1 maart 2026", "waiting until 1 March 2026"),
        ("min_age", 17, 1, "iemand van 17 jaar mag ook", "somebody of 17 is fine too"),
        ("pet_is_fine", 1, 0, "een kat in huis is goed", "a cat in the home is fine"),
    ],
)
def test_change_is_told_in_a_few_words(
    code: str, value: float, amount: float, dutch: str, english: str
) -> None:
    assert phrase(lever(code), value, amount, "nl", animal="cat") == dutch
    assert phrase(lever(code), value, amount, "en", animal="cat") == english


def test_every_lever_has_words_in_both_languages() -> None:
    assert set(PHRASES) == set(BY_CODE)
    for one in LEVERS:
        nl, en = (phrase(one, 4.0, 4.0, language) for language in ("nl", "en"))
        assert nl != en
        assert "{" not in nl + en
