"""Whom a message is about: from its subject and number to youth, room and household."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal

Subject = tuple[str, int]


@dataclass(frozen=True)
class About:
    youth_id: int | None = None
    room_id: int | None = None
    household_id: int | None = None


def about(session: Session, subjects: Iterable[Subject]) -> Mapping[Subject, About]:
    """Return whom these subjects are about, in three queries; an unknown kind is left out."""
    wanted: dict[str, set[int]] = {}
    for kind, key in subjects:
        wanted.setdefault(kind, set()).add(key)
    found: dict[Subject, About] = {
        **{("youth", key): About(youth_id=key) for key in wanted.get("youth", ())},
        **{("room", key): About(room_id=key) for key in wanted.get("room", ())},
        **{("household", key): About(household_id=key) for key in wanted.get("household", ())},
    }
    found |= _pairs(session, "placement", wanted.get("placement", ()))
    found |= _pairs(session, "proposal", wanted.get("proposal", ()))
    return found | _introductions(session, wanted.get("introduction", ()))


def _pairs(session: Session, kind: str, keys: Collection[int]) -> dict[Subject, About]:
    table = Placement if kind == "placement" else Proposal
    query = select(table.id, table.youth_id, table.room_id).where(table.id.in_(sorted(keys)))
    rows = session.execute(query) if keys else ()
    return {(kind, row.id): About(row.youth_id, row.room_id) for row in rows}


def _introductions(session: Session, keys: Collection[int]) -> dict[Subject, About]:
    query = (
        select(Introduction.id, Proposal.youth_id, Proposal.room_id)
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .where(Introduction.id.in_(sorted(keys)))
    )
    rows = session.execute(query) if keys else ()
    return {("introduction", row.id): About(row.youth_id, row.room_id) for row in rows}
