"""What the measurement of workers compares is the same work."""

from __future__ import annotations

import pytest

from bench.workers import STAGES, Question, measured
from matcher.optimiser import regions


@pytest.mark.parametrize("stage", STAGES)
def test_every_run_answers_with_the_same_bytes(stage: str) -> None:
    found = measured(Question(stage, 320, "here", 1, 2))
    assert len(found["seconds"]) == 2
    assert len(set(found["digests"])) == 1
    assert found["pairs"] > 0
    assert found["memory"] > 0


def test_regions_are_shared_out_without_changing_a_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "PAIRS_PER_REGION", 200)
    told = [
        measured(Question("regions", 800, setting, 2, 1))["digests"] for setting in ("here", "loky")
    ]
    assert told[0] == told[1]
