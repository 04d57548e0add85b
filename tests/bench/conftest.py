"""Small stored instances for the tests of the bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.store import Size, Stored, generated


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instances")


@pytest.fixture(scope="session")
def small(cache: Path) -> Stored:
    return generated(Size(24, 16, 0.01), seed=3, cache=cache)


@pytest.fixture(scope="session")
def small_with_limits(cache: Path) -> Stored:
    return generated(Size(24, 16, 0.002), seed=3, kind="limited", cache=cache)
