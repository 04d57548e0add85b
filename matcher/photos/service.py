"""Keep photos of a household's home and rooms: add, order, describe, delete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from matcher.access import Scope
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.hosts import Home, Household, Room
from matcher.database.photos import Photo
from matcher.errors import NotFound, PhotoRefused
from matcher.photos.rules import MEDIA_TYPE, Limits, Refusal, clean
from matcher.text_rules import require_no_bsn

LONGEST_CAPTION = 200


def add_photo(
    session: Session,
    actor: Actor,
    household: Household,
    content: bytes,
    limits: Limits,
    room_id: int | None = None,
    moment: datetime | None = None,
) -> Photo:
    """Keep the picture in ``content``, last in its row; ``room_id`` None: of the house.

    Raises:
        NotFound: the household has no such room.
        PhotoRefused: the file is no photo, damaged, too large, there already, or there are enough.
    """
    _require_room(household, room_id)
    picture = clean(content, limits)
    # The household row is locked, so that two uploads at once are counted one after the other.
    session.execute(select(Household.id).where(Household.id == household.id).with_for_update())
    if session.scalar(
        select(Photo.id).where(Photo.household_id == household.id, Photo.sha256 == picture.sha256)
    ):
        raise PhotoRefused(Refusal.DOUBLE)
    position = _next_position(session, household.id, room_id)
    if _number(session, household.id, room_id) >= limits.most_per_room:
        raise PhotoRefused(Refusal.FULL)
    photo = Photo(
        household_id=household.id,
        room_id=room_id,
        position=position,
        content=picture.content,
        preview=picture.preview,
        media_type=MEDIA_TYPE,
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
        added_at=moment or now(),
        added_by_id=actor.account_id,
    )
    session.add(photo)
    session.flush()
    record(session, actor, "photo.add", photo.id, household=household.id, room=room_id)
    return photo


def change_photo(
    session: Session,
    actor: Actor,
    photo: Photo,
    caption: str,
    room_id: int | None,
    limits: Limits,
) -> None:
    """Give the photo another caption, or move it to another room (None: the house).

    Raises:
        NotFound: the household has no such room.
        PhotoRefused: that room has enough photos.
        TextRefused: the caption holds a citizen service number.
    """
    require_no_bsn("caption", caption)
    _require_room(photo.household, room_id)
    fields = []
    if room_id != photo.room_id:
        if _number(session, photo.household_id, room_id) >= limits.most_per_room:
            raise PhotoRefused(Refusal.FULL)
        photo.position = _next_position(session, photo.household_id, room_id)
        photo.room_id = room_id
        fields.append("photo_room")
    if caption.strip() != photo.caption:
        photo.caption = caption.strip()[:LONGEST_CAPTION]
        fields.append("caption")
    if fields:
        session.flush()
        record(session, actor, "photo.change", photo.id, fields=fields)


def move_photo(session: Session, actor: Actor, photo: Photo, steps: int) -> bool:
    """Put the photo ``steps`` places later (negative: earlier) among those of its room.

    Returns whether that was possible; at the end of the row it stays where it is.
    """
    row = [one for one in photos_of(session, photo.household_id) if one.room_id == photo.room_id]
    here = next(at for at, one in enumerate(row) if one.id == photo.id)
    there = here + steps
    if not 0 <= there < len(row):
        return False
    row.insert(there, row.pop(here))
    for position, one in enumerate(row):
        one.position = position
    session.flush()
    record(session, actor, "photo.move", photo.id, place=there + 1)
    return True


def delete_photo(session: Session, actor: Actor, photo: Photo) -> None:
    record(session, actor, "photo.delete", photo.id, household=photo.household_id)
    session.execute(delete(Photo).where(Photo.id == photo.id))
    session.expunge(photo)


def photos_of(session: Session, household_id: int) -> Sequence[Photo]:
    """Return the photos without their pictures: those of the house first, then by room."""
    query = (
        select(Photo)
        .where(Photo.household_id == household_id)
        .order_by(Photo.room_id.is_not(None), Photo.room_id, Photo.position, Photo.id)
    )
    return session.scalars(query).all()


def one(session: Session, scope: Scope, photo_id: int, *, picture: str = "") -> Photo:
    """Return a photo; ``picture`` 'content' or 'preview' loads that as well.

    Raises:
        NotFound: there is none, or it lies outside ``scope``: who may not see it is not told.
    """
    query = (
        select(Photo)
        .join(Photo.household)
        .where(
            Photo.id == photo_id,
            scope.where(account=[Household.account_id])
            | Household.homes.any(scope.where(municipality=[Home.municipality_code])),
        )
    )
    if picture:
        query = query.options(undefer(getattr(Photo, picture)))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("photo", photo_id)
    return found


def household_within(session: Session, scope: Scope, household_id: int) -> Household:
    """Return the household.

    Raises:
        NotFound: there is none, or it lies outside ``scope``.
    """
    query = select(Household).where(
        Household.id == household_id,
        scope.where(account=[Household.account_id])
        | Household.homes.any(scope.where(municipality=[Home.municipality_code])),
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("household", household_id)
    return found


def _require_room(household: Household, room_id: int | None) -> None:
    if room_id is not None and room_id not in {room.id for room in rooms_of(household)}:
        raise NotFound("room", room_id)


def rooms_of(household: Household) -> list[Room]:
    return [room for home in household.homes for room in home.rooms]


def _number(session: Session, household_id: int, room_id: int | None) -> int:
    query = select(func.count(Photo.id)).where(
        Photo.household_id == household_id, Photo.room_id.is_not_distinct_from(room_id)
    )
    return session.scalar(query) or 0


def _next_position(session: Session, household_id: int, room_id: int | None) -> int:
    query = select(func.max(Photo.position)).where(
        Photo.household_id == household_id, Photo.room_id.is_not_distinct_from(room_id)
    )
    highest = session.scalar(query)
    return 0 if highest is None else highest + 1
