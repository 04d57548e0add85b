"""What waits for a youth or a host stands first on their own page, in plain words with a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.words import IntroductionStage, Side
from tests.introductions.scenes import MEETS_AT, NOW
from tests.web.test_introductions import World

S = IntroductionStage
HOME = {Side.YOUTH: "/youth/", Side.HOST: "/host"}
OWN = {Side.YOUTH: "/youth/placements/", Side.HOST: "/host/placements/"}


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


def block(world: World, side: Side) -> str:
    """Return the first card of the home page of a side, in English."""
    client = world.client(side)
    client.set_cookie("language", "en")
    page = client.get(HOME[side]).text
    return page.split('class="km-card')[1]


@pytest.mark.parametrize(
    ("stage", "side", "text"),
    [
        (S.INTEREST, Side.YOUTH, "Would you like to see this room?"),
        (S.HOST_LOOKS, Side.HOST, "Would you like to meet this young person?"),
        (S.ANSWERS, Side.HOST, "Do you want to go on with each other?"),
        (S.MEETING, Side.YOUTH, "You meet each other"),
    ],
)
def test_what_is_asked_stands_first_with_the_way_to_it(
    app: Flask, factory: sessionmaker[Session], stage: IntroductionStage, side: Side, text: str
) -> None:
    world = World(app, factory, stage)
    with clock.at(MEETS_AT if stage == S.ANSWERS else NOW):
        first = block(world, side)
    assert text in first
    assert f"{OWN[side]}{world.placement_id}" in first
    assert ("What is coming" if stage == S.MEETING else "What waits for you") in first


def test_what_is_late_says_so_and_who_is_not_asked_reads_nothing(
    app: Flask, factory: sessionmaker[Session]
) -> None:
    world = World(app, factory, S.HOST_LOOKS)
    assert "What waits for you" not in block(world, Side.YOUTH)
    assert "not in time any more" not in block(world, Side.HOST)
    with clock.at(MEETS_AT):
        assert "not in time any more" in block(world, Side.HOST)
