"""Random questions and changes equal to solving again with a MIP, in every tier.

A broken search is put in to see that these comparisons find it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from matcher.optimiser.questions import QuestionRefused, changes, prepared
from matcher.optimiser.questions.paths import FRESH, NO_FENCE, Fence, Reach, search
from matcher.optimiser.questions.residual import Net
from tests.optimiser.asked import differences
from tests.optimiser.instances import crowded, mixed, small

Search = Callable[..., Reach]


# In the small instances most ways pass ground; where beds are few they go from person to person.
@pytest.mark.parametrize("make", [small, crowded])
@pytest.mark.parametrize("block", range(8))
def test_answers_and_changes_equal_solving_again(block: int, make: Callable) -> None:
    seen: Counter[str] = Counter()
    seeds = range(5 * block, 5 * block + 5)
    wrong = [text for seed in seeds for text in differences(seed, seen, make)]
    assert wrong == []
    # 80 instances: about a thousand questions, dozens of each kind, a tenth of them impossible.
    assert sum(seen.values()) > 10


@pytest.mark.parametrize("seed", [4, 6, 10, 13])
def test_answers_under_limits_of_all_kinds_equal_solving_again(seed: int) -> None:
    seen: Counter[str] = Counter()
    assert differences(seed, seen, mixed) == []
    assert sum(seen.values()) > 8


def one_too_far(
    net: Net, source: int, target: int = -1, *, backward: bool = False, fence: Fence = NO_FENCE
) -> Reach:
    """The distance to the target is one more than it is."""
    reach = search(net, source, target, backward=backward, fence=fence)
    if target >= 0 and reach.mark[target] != FRESH:
        reach.distance[target, 0] += 1
    return reach


def never_through_ground(
    net: Net, source: int, target: int = -1, *, backward: bool = False, fence: Fence = NO_FENCE
) -> Reach:
    """Nobody leaves and no empty bed is found on the way."""
    is_end = net.ground in (source, target)
    fence = fence._replace(is_ground_open=fence.is_ground_open and is_end)
    return search(net, source, target, backward=backward, fence=fence)


def one_fewer_pair(
    net: Net, source: int, target: int = -1, *, backward: bool = False, fence: Fence = NO_FENCE
) -> Reach:
    """The last of the usable pairs is not seen."""
    if net.usable.any():
        usable = net.usable.copy()
        usable[usable.nonzero()[0][-1]] = False
        net = net._replace(usable=usable)
    return search(net, source, target, backward=backward, fence=fence)


def is_found(broken: Search, seed: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    with monkeypatch.context() as patch:
        for module in (prepared, changes):
            patch.setattr(module, "search", broken)
        try:
            return bool(differences(seed, Counter(), crowded))
        except (IndexError, QuestionRefused):  # it broke down: that would be seen as well
            return True


@pytest.mark.parametrize("broken", [one_too_far, never_through_ground, one_fewer_pair])
def test_broken_search_is_found(broken: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [seed for seed in range(10) if is_found(broken, seed, monkeypatch)]
    assert len(found) >= 3, f"only seen with seeds {found}"
