"""Photos of a household: enough but not too many, no doubles, in the host's own order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from matcher.access import Action, Principal, scope
from matcher.audit import COMMAND_LINE
from matcher.database.photos import Photo
from matcher.database.records import AuditEvent
from matcher.errors import NotFound, PhotoRefused, TextRefused
from matcher.photos import service
from matcher.words import Role
from tests.factories import UTRECHT, add_room
from tests.photos import files
from tests.photos.test_clean import LIMITS


def photo(seed: int) -> bytes:
    return files.written(files.picture(300, 300, seed))


def test_photos_stand_in_the_order_in_which_the_host_puts_them(session: Session) -> None:
    room = add_room(session)
    household = room.home.household
    added = [
        service.add_photo(session, COMMAND_LINE, household, photo(n), LIMITS, room.id)
        for n in range(3)
    ]
    assert service.move_photo(session, COMMAND_LINE, added[2], -1)
    assert service.move_photo(session, COMMAND_LINE, added[2], -1)
    assert not service.move_photo(session, COMMAND_LINE, added[2], -1)  # is the first already
    order = [one.id for one in service.photos_of(session, household.id)]
    assert order == [added[2].id, added[0].id, added[1].id]
    service.delete_photo(session, COMMAND_LINE, added[0])
    order = [one.id for one in service.photos_of(session, household.id)]
    assert order == [added[2].id, added[1].id]


def test_room_takes_no_more_photos_than_the_limit_and_none_twice(session: Session) -> None:
    room = add_room(session)
    household = room.home.household
    limits = replace(LIMITS, most_per_room=2)
    service.add_photo(session, COMMAND_LINE, household, photo(1), limits, room.id)
    with pytest.raises(PhotoRefused, match="double"):
        service.add_photo(session, COMMAND_LINE, household, photo(1), limits)
    second = service.add_photo(session, COMMAND_LINE, household, photo(2), limits)
    service.add_photo(session, COMMAND_LINE, household, photo(3), limits, room.id)
    with pytest.raises(PhotoRefused, match="full"):
        service.add_photo(session, COMMAND_LINE, household, photo(4), limits, room.id)
    with pytest.raises(PhotoRefused, match="full"):
        service.change_photo(session, COMMAND_LINE, second, "Gang", room.id, limits)


def test_photo_of_a_room_of_somebody_else_is_refused(session: Session) -> None:
    own, other = add_room(session), add_room(session)
    with pytest.raises(NotFound):
        service.add_photo(session, COMMAND_LINE, own.home.household, photo(1), LIMITS, other.id)


def test_caption_with_a_bsn_is_refused(session: Session) -> None:
    room = add_room(session)
    kept = service.add_photo(session, COMMAND_LINE, room.home.household, photo(1), LIMITS)
    with pytest.raises(TextRefused):
        service.change_photo(session, COMMAND_LINE, kept, "bel 111222333", None, LIMITS)


def test_lists_do_not_load_the_pictures(session: Session) -> None:
    room = add_room(session)
    service.add_photo(session, COMMAND_LINE, room.home.household, photo(1), LIMITS)
    session.expire_all()
    found = service.photos_of(session, room.home.household.id)[0]
    assert {"content", "preview"} <= inspect(found).unloaded


def test_photo_is_within_reach_of_its_host_and_region_only(session: Session) -> None:
    room = add_room(session)
    kept = service.add_photo(session, COMMAND_LINE, room.home.household, photo(1), LIMITS)

    def reaches(role: Role, **ties: object) -> bool:
        person = Principal(account_id=7, roles=frozenset({role}), **ties)  # type: ignore[arg-type]
        try:
            service.one(session, scope(person, Action.READ_PHOTO), kept.id)
        except NotFound:
            return False
        return True

    assert reaches(Role.COORDINATOR, regions=frozenset({UTRECHT}))
    assert not reaches(Role.COORDINATOR, regions=frozenset({"GM0363"}))
    assert not reaches(Role.HOST)
    assert not reaches(Role.YOUTH)
    assert not reaches(Role.ADMINISTRATOR)


def test_events_hold_no_caption(session: Session) -> None:
    room = add_room(session)
    kept = service.add_photo(session, COMMAND_LINE, room.home.household, photo(1), LIMITS)
    service.change_photo(session, COMMAND_LINE, kept, "canary", room.id, LIMITS)
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject == "photo")).all()
    assert [event.action for event in events] == ["photo.add", "photo.change"]
    assert "canary" not in str([event.details for event in events])
    assert session.scalars(select(Photo.caption)).all() == ["canary"]
