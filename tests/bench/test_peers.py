"""Every peer gives an answer that keeps to the rules, and every exact one the optimum."""

from __future__ import annotations

import pickle

import pytest

from bench.arrays import weight
from bench.check import judge
from bench.peers import NAMES, WITH_LIMITS, Facts
from bench.runner import Allowance, Run, run
from bench.store import Stored
from tests.optimiser.reference import best_values

EXACT = [name for name in NAMES if Facts.of(name).is_exact]
RULES = [name for name in NAMES if not Facts.of(name).is_exact]
ALLOWED = Allowance(120, 4 * 10**9)


def asked(peer: str, stored: Stored, tiers: tuple[str, ...]) -> Run:
    found, chosen = run(peer, stored, tiers, 0, ALLOWED)
    assert chosen is not None, found.note
    judge(found, stored.arrays(), chosen)
    return found


def optimum(stored: Stored, tiers: tuple[str, ...]) -> list[int]:
    frames = pickle.loads((stored.folder / "frames.pickle").read_bytes())
    frames |= {name: frames[name].astype({"youth": str, "room": str}) for name in ("pairs",)}
    values = best_values(frames, tiers)
    assert values is not None
    return values[:-1]


TWO, THREE = ("nights", "fit"), ("nights", "priority", "fit")


@pytest.mark.parametrize(
    ("peer", "tiers"),
    [*((peer, TWO) for peer in EXACT), *((peer, THREE) for peer in ("ours", "ortools_flow"))],
)
def test_exact_peer_reaches_the_optimum(peer: str, tiers: tuple[str, ...], small: Stored):
    found = asked(peer, small, tiers)
    assert found.status == "solved"
    assert [found.worth[tier] for tier in tiers] == optimum(small, tiers)
    assert found.broken == []


@pytest.mark.parametrize("peer", RULES)
def test_rule_gives_an_answer_that_keeps_to_the_rules(peer: str, small: Stored):
    found = asked(peer, small, TWO)
    assert found.broken == []
    assert 0 < found.worth["nights"] <= optimum(small, ("nights",))[0]


def test_peers_that_know_limits_agree_on_an_instance_with_all_of_them(small_with_limits: Stored):
    found = [asked(peer, small_with_limits, TWO) for peer in WITH_LIMITS]
    assert [(run.status, run.broken) for run in found] == [("solved", [])] * len(found)
    assert len({(run.worth["nights"], run.worth["fit"]) for run in found}) == 1


def test_limits_of_the_instance_bind(small_with_limits: Stored):
    free, chosen = run("ortools_flow", small_with_limits, TWO, 0, ALLOWED)
    assert chosen is not None
    judge(free, small_with_limits.arrays(), chosen)
    kinds = {fault.split()[0] for fault in free.broken}
    assert kinds & {"contract", "organisation", "inflow", "outflow"}
    assert "group" in kinds


def test_weights_are_recomputed_from_the_arrays(small: Stored):
    found, chosen = run("greedy_by_fit", small, TWO, 0, ALLOWED)
    assert chosen is not None
    judge(found, small.arrays(), chosen)
    frames = pickle.loads((small.folder / "frames.pickle").read_bytes())
    assert found.worth["fit"] == frames["pairs"]["fit"].iloc[chosen].sum()
    assert weight(small.arrays(), "priority")[chosen].sum() == found.worth["priority"]
