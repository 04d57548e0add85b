"""Random questions and changes equal to solving again with a MIP, in every tier."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.optimiser.asked import differences


@pytest.mark.parametrize("block", range(10))
def test_answers_and_changes_equal_solving_again(block: int) -> None:
    seen: Counter[str] = Counter()
    wrong = [text for seed in range(6) for text in differences(6 * block + seed, seen)]
    assert wrong == []
    # 60 instances: more than 600 questions, dozens of each kind, a tenth of them impossible.
    assert sum(seen.values()) > 30
