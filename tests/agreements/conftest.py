"""In these tests it is ten in the morning of TODAY."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from matcher import clock
from tests.agreements.world import MOMENT


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.at(MOMENT):
        yield
