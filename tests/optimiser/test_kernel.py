"""The compiled kernels against OR-Tools on random networks of every shape, and their prices."""

from __future__ import annotations

import importlib
from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import ResultRejected
from matcher.optimiser import Parameters, solve
from matcher.optimiser.duals import Prices
from matcher.optimiser.model import Face, Model
from matcher.optimiser.network import best
from matcher.optimiser.tiers import price_total
from tests.optimiser.instances import crowded, problem_of
from tests.optimiser.ortools_network import best_pairs

SHAPES = {"few rooms": (40, 12), "few youths": (12, 40), "as many": (25, 25), "tiny": (3, 2)}


def random_model(rng: np.random.Generator, youths: int, rooms: int) -> Model:
    """A network with any density, capacity and groups; some rooms have no beds, some no pairs."""
    at = np.argwhere(rng.random((youths, rooms)) < rng.choice([0.05, 0.3, 1.0]))
    groups = int(rng.integers(0, 5))
    of = rng.integers(-1, groups, youths) if groups else np.full(youths, -1)
    least = rng.integers(0, 3, groups) * rng.integers(0, 2, groups)
    return Model(
        pair=np.arange(len(at), dtype=np.int32),
        youth=at[:, 0].astype(np.int32),
        room=at[:, 1].astype(np.int32),
        capacity=rng.integers(0, rng.choice([2, 4]), rooms),
        group_of=of.astype(np.int32),
        least=least,
        most=least + rng.integers(0, 6, groups),
        fixed=np.zeros(0, np.int64),
    )


def random_weights(rng: np.random.Generator, number: int) -> np.ndarray:
    kind = rng.integers(0, 4)
    if kind == 0:
        return rng.integers(1, 4, number)
    if kind == 1:
        return rng.integers(1, 1_000_001, number)
    return rng.integers(-1000, 1001, number) if kind == 2 else np.full(number, 7)


def faults(model: Model, face: Face, weight: np.ndarray, found: Prices, value: int) -> list[str]:
    """What the prices fail to prove."""
    youth, room = model.youth[face.pair], model.room[face.pair]
    total = found.room[room] + found.youth[youth] + np.append(found.group, 0)[model.group_of[youth]]
    wrong = []
    if (total < weight).any():
        wrong.append("a pair is worth more than its prices")
    if (found.room[~face.full] < 0).any() or (found.youth[~face.placed] < 0).any():
        wrong.append("a price is negative")
    if price_total(model, face, found) != value:
        wrong.append("the prices do not add up to the value")
    return wrong


@pytest.mark.parametrize("shape", SHAPES)
def test_choice_is_as_good_as_that_of_ortools_on_two_faces(shape: str) -> None:
    outcomes = set()
    for seed in range(150):
        rng = np.random.default_rng(seed)
        model = random_model(rng, *SHAPES[shape])
        face = Face.whole(model)
        for tier in range(3):
            weight = random_weights(rng, len(face.pair))
            expected = best_pairs(model, face, weight)
            found = best(model, face, weight, lowest=tier == 0)
            outcomes.add((tier, expected is None))
            assert (found is None) == (expected is None), (seed, tier)
            if found is None or expected is None:
                break
            picked, prices = found
            value = int(weight[expected].sum())
            assert int(weight[picked].sum()) == value, (seed, tier)
            assert faults(model, face, weight, prices, value) == [], (seed, tier)
            face = face.narrowed(prices.tight, prices.room, prices.youth, prices.group)
    assert {(0, False), (1, False), (2, False)} <= outcomes
    assert (0, True) in outcomes, "some of the networks must have no solution"


def test_same_network_gives_the_same_choice_twice() -> None:
    rng = np.random.default_rng(5)
    model = random_model(rng, 60, 40)
    weight = rng.integers(1, 180, len(model.pair))
    once, twice = (best(model, Face.whole(model), weight) for _ in range(2))
    assert once is not None
    assert twice is not None
    assert (once[0] == twice[0]).all()
    assert (once[1].room == twice[1].room).all()


def test_lowest_prices_are_what_one_bed_more_is_worth() -> None:
    positive = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        model = random_model(rng, 15, 10)
        weight = rng.integers(1, 50, len(model.pair))
        found = best(model, Face.whole(model), weight, lowest=True)
        if found is None:
            continue
        value = int(weight[found[0]].sum())
        for room in range(model.number_of_rooms):
            more = replace(model, capacity=model.capacity + (np.arange(10) == room))
            with_more = best(more, Face.whole(more), weight)
            assert with_more is not None
            assert int(weight[with_more[0]].sum()) - value == found[1].room[room], (seed, room)
            positive += found[1].room[room] > 0
    assert positive > 50


def left_out(_graph: object, _state: object, _search: object, phase: int) -> int:
    """A step that does nothing and tells that all went well."""
    return phase


@pytest.fixture(params=["settle_missing", "settle_homeless"])
def _a_step_is_left_out(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # The function of the same name hides the module in its package.
    module = importlib.import_module("matcher.optimiser.kernel.optimum")
    monkeypatch.setattr(module, request.param, left_out)


@pytest.mark.usefixtures("_a_step_is_left_out")
def test_prices_tell_that_a_step_was_left_out() -> None:
    seen = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        model = random_model(rng, *SHAPES["as many"])
        face = Face.whole(model)
        weight = random_weights(rng, len(face.pair))
        found = best(model, face, weight)
        if found is not None:
            seen += bool(faults(model, face, weight, found[1], int(weight[found[0]].sum())))
    assert seen >= 5


@pytest.mark.usefixtures("_a_step_is_left_out")
def test_result_is_rejected_when_a_step_was_left_out() -> None:
    rejected = 0
    for seed in range(40):
        try:
            solve(problem_of(crowded(seed)), Parameters(backups=0))
        except ResultRejected:
            rejected += 1
    assert rejected >= 10
