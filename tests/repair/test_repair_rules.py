"""What is free beside the open proposals, and in which order back-ups come."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from matcher.repair.rules import Pair, Since, full, limits_after, ranked, since, without
from tests.factories import TODAY


def a_pair(youth_id: int, **values: Any) -> Pair:
    given = {"nights": 100, "priority": 10, "fit": 500, "lottery": 5, "room_id": 1, **values}
    return Pair(
        youth_id=youth_id,
        municipality="GM0344",
        starts_on=TODAY,
        ends_on=None,
        distance_km=1.0,
        fit_parts={},
        **given,
    )


def youths(pairs: list[Pair]) -> list[int]:
    return [pair.youth_id for pair in pairs]


@pytest.mark.parametrize(
    ("tiers", "order"),
    [(("nights", "priority", "fit"), [1, 2, 3]), (("fit", "nights", "priority"), [3, 2, 1])],
)
def test_back_ups_come_in_the_order_of_the_tiers_of_the_round(
    tiers: tuple[str, ...], order: list[int]
) -> None:
    found = [
        a_pair(3, nights=100, fit=900),
        a_pair(1, nights=120, fit=100),
        a_pair(2, nights=100, priority=20, fit=400),
    ]
    assert youths(ranked(found, tiers)) == order


def test_the_lottery_decides_between_equals() -> None:
    assert youths(ranked([a_pair(1, lottery=9), a_pair(2, lottery=3)], ("nights",))) == [2, 1]


def limits(**places: int) -> pd.DataFrame:
    return pd.DataFrame(
        [("contract", key, number) for key, number in places.items()],
        columns=["kind", "key", "limit"],
    )


def test_an_open_proposal_holds_a_place_of_the_contract() -> None:
    left = limits_after(limits(GM1=3, GM2=1), {"GM1": 2, "GM9": 4})
    assert left["limit"].tolist() == [1, 1]


def test_a_contract_that_was_lowered_below_what_is_open_has_nothing_left_and_no_less() -> None:
    left = limits_after(limits(GM1=1), {"GM1": 5})
    assert left["limit"].tolist() == [0]
    assert full(left) == {"GM1"}


def test_a_municipality_without_a_limit_is_never_full() -> None:
    assert full(limits_after(limits(), {"GM1": 5})) == frozenset()


@pytest.mark.parametrize(
    ("key", "way"), [(1, Since.AGAIN), (2, Since.LEFT), (3, Since.NEW), (4, Since.AGAIN)]
)
def test_who_was_proposed_is_free_again_who_was_left_was_left_and_others_are_new(
    key: int, way: Since
) -> None:
    assert since(key, in_proposals={1, 4}, left={2, 4, None}) == way


def test_rows_that_are_held_leave_no_hole_in_the_numbering() -> None:
    frame = without(pd.DataFrame({"room": ["R1", "R2", "R3"]}), "room", {"R2"})
    assert frame["room"].tolist() == ["R1", "R3"]
    assert frame.index.tolist() == [0, 1]
