"""In these tests it is ten in the morning of TODAY; ``world`` is two people who said yes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from matcher import clock
from tests.agreements.world import MOMENT, World, make_world


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.at(MOMENT):
        yield


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)
