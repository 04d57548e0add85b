"""What the rent of a room includes, and what the host wishes and cannot have, in own words."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from matcher.database.hosting import RoomTerms
from matcher.database.hosts import Room
from matcher.text_rules import require_no_bsn


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Money in cents per month; ``service_cents`` is the part of the rent that pays for service.

    ``included``: codes of `RentIncludes`, space between. ``deposit_cents``: paid once; None
    means that nobody said. The texts are for people, and change nothing in a round.
    """

    included: str = ""
    service_cents: int = 0
    deposit_cents: int | None = None
    is_furnished: bool = False
    notes: str = ""
    housemate_wish: str = ""
    limits: str = ""


TEXTS = ("notes", "housemate_wish", "limits")


def terms_of(session: Session, room_id: int) -> Terms | None:
    """Return the terms of a room, or None when nobody told them."""
    kept = session.get(RoomTerms, room_id)
    if kept is None:
        return None
    return Terms(**{name: getattr(kept, name) for name in Terms.__dataclass_fields__})


def keep_terms(session: Session, room: Room, terms: Terms) -> list[str]:
    """Store the terms of ``room`` and return the names of what changed.

    Raises:
        TextRefused: a text holds a citizen service number.
    """
    for name in TEXTS:
        require_no_bsn(name, getattr(terms, name))
    before = terms_of(session, room.id) or Terms()
    changed = [name for name, value in asdict(terms).items() if getattr(before, name) != value]
    if changed:
        kept = session.get(RoomTerms, room.id)
        if kept is None:
            session.add(RoomTerms(room_id=room.id, **asdict(terms)))
        else:
            for name in changed:
                setattr(kept, name, getattr(terms, name))
        session.flush()
    return changed
