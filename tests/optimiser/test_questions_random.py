"""Random questions and changes equal to solving again with a MIP, in every tier."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.optimiser.asked import differences
from tests.optimiser.instances import mixed


@pytest.mark.parametrize("block", range(10))
def test_answers_and_changes_equal_solving_again(block: int) -> None:
    seen: Counter[str] = Counter()
    wrong = [text for seed in range(6) for text in differences(6 * block + seed, seen)]
    assert wrong == []
    # 60 instances: more than 600 questions, dozens of each kind, a tenth of them impossible.
    assert sum(seen.values()) > 30


@pytest.mark.parametrize("seed", [4, 6, 10, 13])
def test_answers_under_limits_of_all_kinds_equal_solving_again(seed: int) -> None:
    seen: Counter[str] = Counter()
    assert differences(seed, seen, mixed) == []
    assert sum(seen.values()) > 8
