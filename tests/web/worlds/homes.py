"""Photos, spaces and a count of points of room 1, and the tables of the woonkaart and route maps."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.hosts import Room
from matcher.database.routemaps import RouteMap
from matcher.database.woonkaart import WoonkaartAnswer
from matcher.inforce import today_in_the_netherlands
from matcher.photos import service as photos
from matcher.rentpoints import service as points
from matcher.rentpoints.rules import Counted, Given, Group, Line
from matcher.rentpoints.service import SpaceDetails
from matcher.routemaps import drafts
from matcher.routemaps import service as routemaps
from matcher.woonkaart import service as woonkaart
from matcher.words import (
    SpaceKind,
    WoonkaartFeeling,
    WoonkaartHelp,
    WoonkaartMoment,
    WoonkaartStay,
)
from tests.photos import files
from tests.photos.test_clean import LIMITS
from tests.rentpoints.examples import DAY


def add(session: Session) -> None:
    room = session.get(Room, 1)
    assert room is not None
    household = room.home.household
    for seed in (1, 2):
        content = files.written(files.picture(300, 240, seed))
        photos.add_photo(session, COMMAND_LINE, household, content, LIMITS, room.id)
    points.keep_space(session, COMMAND_LINE, room.home, a_space(room.id))
    points.count_room(session, COMMAND_LINE, room, DAY, counting=counted)
    routemaps.add_built_in(session)
    first = session.get(RouteMap, 1)
    assert first is not None
    drafts.start_draft(session, COMMAND_LINE, first, 1)
    woonkaart.add_school(session, COMMAND_LINE, "Mbo Voorbeeld", room.home.municipality_code)
    session.add_all(a_card(room.home.municipality_code) for _ in range(23))
    session.flush()


def tie(session: Session, account: Account) -> None:
    """Make the person an owner of route map 1: a referrer edits the own maps only."""
    first = session.get(RouteMap, 1)
    assert first is not None
    first.owner_id = account.id


def a_space(room_id: int) -> SpaceDetails:
    return SpaceDetails(
        kind=SpaceKind.ROOM,
        room_id=room_id,
        name="",
        area_m2=12.0,
        is_heated=True,
        shared_by=1,
        details={},
    )


def counted(given: Given) -> Counted:
    """Stand in for the child process: what it answers for one room of twelve square metres."""
    space = f"s{given.spaces[0].id}"
    size = Line(("prive", space), space, None, 12.0)
    group = Group("oppervlakte_van_vertrekken", 12.0, 0, (size,))
    return Counted("6.202607.3", 24.0, 25_000, 0, (group,))


def a_card(municipality_code: str) -> WoonkaartAnswer:
    return WoonkaartAnswer(
        half_year=f"{today_in_the_netherlands().year - 1}-2",
        moment=WoonkaartMoment.APPLICATION,
        municipality_code=municipality_code,
        stay=WoonkaartStay.YES,
        feeling=WoonkaartFeeling.GOOD,
        help_wish=WoonkaartHelp.NO,
        version="2026-1",
    )
