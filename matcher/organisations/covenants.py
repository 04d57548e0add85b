"""Covenants: what a municipality and an organisation have agreed, for what, and until when.

Source: every project in which organisations share something has a written agreement between them
on cooperation and privacy (Eindhoven, Gouda, Maastricht and Utrecht among the 33 projects).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.people import Covenant
from matcher.database.places import Municipality
from matcher.errors import NotFound
from matcher.text_rules import require_no_bsn
from matcher.words import CovenantPurpose


@dataclass(frozen=True, kw_only=True)
class CovenantTerms:
    """``ends_on`` is the first day without; ``municipality_code`` None: everywhere."""

    name: str
    purposes: tuple[CovenantPurpose, ...]
    signed_on: date
    ends_on: date | None = None
    municipality_code: str | None = None
    note: str = ""


def covenants(session: Session, organisation_id: int) -> Sequence[Covenant]:
    """Return all covenants of the organisation, the newest first."""
    query = select(Covenant).where(Covenant.organisation_id == organisation_id)
    return session.scalars(query.order_by(Covenant.signed_on.desc(), Covenant.id.desc())).all()


def covenant_of(session: Session, organisation_id: int, covenant_id: int) -> Covenant:
    """Raises NotFound: the organisation has no such covenant."""
    found = session.get(Covenant, covenant_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound("covenant", covenant_id)
    return found


def allows(
    session: Session,
    organisation_id: int,
    purpose: CovenantPurpose,
    today: date,
    municipality_code: str | None = None,
) -> bool:
    """Say whether a covenant that runs today allows the purpose (in this municipality)."""
    query = select(Covenant.purposes).where(
        Covenant.organisation_id == organisation_id,
        Covenant.signed_on <= today,
        or_(Covenant.ends_on.is_(None), Covenant.ends_on > today),
    )
    if municipality_code is not None:
        here = Covenant.municipality_code == municipality_code
        query = query.where(or_(Covenant.municipality_code.is_(None), here))
    return any(purpose.value in purposes.split() for purposes in session.scalars(query))


def add_covenant(
    session: Session, actor: Actor, organisation_id: int, terms: CovenantTerms
) -> Covenant:
    """Raises NotFound: an unknown municipality. TextRefused: the note holds a BSN."""
    covenant = Covenant(organisation_id=organisation_id)
    _write(session, covenant, terms)
    session.add(covenant)
    session.flush()
    record(session, actor, "covenant.add", covenant.id, purposes=covenant.purposes.split())
    return covenant


def change_covenant(
    session: Session, actor: Actor, covenant: Covenant, terms: CovenantTerms
) -> None:
    """Raises as :func:`add_covenant`."""
    _write(session, covenant, terms)
    session.flush()
    record(session, actor, "covenant.change", covenant.id, purposes=covenant.purposes.split())


def terms_of(covenant: Covenant) -> CovenantTerms:
    return CovenantTerms(
        name=covenant.name,
        purposes=purposes_of(covenant),
        signed_on=covenant.signed_on,
        ends_on=covenant.ends_on,
        municipality_code=covenant.municipality_code,
        note=covenant.note,
    )


def purposes_of(covenant: Covenant) -> tuple[CovenantPurpose, ...]:
    return tuple(CovenantPurpose(code) for code in covenant.purposes.split())


def _write(session: Session, covenant: Covenant, terms: CovenantTerms) -> None:
    require_no_bsn("note", terms.note)
    key = terms.municipality_code
    if key is not None and session.get(Municipality, key) is None:
        raise NotFound("municipality", key)
    if covenant.ends_on != terms.ends_on:
        covenant.reminded_on = None  # the new end gets a reminder of its own
        if covenant.id is not None:
            outbox.take_back(session, f"covenant:{covenant.id}:")
    covenant.name, covenant.note = terms.name.strip(), terms.note.strip()
    covenant.purposes = " ".join(sorted(set(terms.purposes)))
    covenant.signed_on, covenant.ends_on = terms.signed_on, terms.ends_on
    covenant.municipality_code = key
