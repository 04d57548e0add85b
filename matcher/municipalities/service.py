"""Look up municipalities and their contracts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.database.places import Contract, Municipality
from matcher.errors import NotFound
from matcher.municipalities.rules import ContractTerms


def get_municipality(session: Session, code: str) -> Municipality:
    """Return the municipality with this CBS code.

    Raises:
        NotFound: there is none.
    """
    municipality = session.get(Municipality, code)
    if municipality is None:
        raise NotFound("municipality", code)
    return municipality


def contracts_of(session: Session, code: str) -> tuple[ContractTerms, ...]:
    """Return the contracts of a municipality, the earliest first."""
    query = (
        select(
            Contract.starts_on, Contract.ends_on, Contract.placement_limit, Contract.tariff_cents
        )
        .where(Contract.municipality_code == code)
        .order_by(Contract.starts_on, Contract.id)
    )
    return tuple(ContractTerms(**row) for row in session.execute(query).mappings())


def participating_codes(session: Session, day: date) -> frozenset[str]:
    """Return the codes of all municipalities with a contract that runs on ``day``."""
    query = select(Contract.municipality_code).where(
        Contract.starts_on <= day, or_(Contract.ends_on.is_(None), Contract.ends_on > day)
    )
    return frozenset(session.scalars(query))


def populations(session: Session) -> dict[str, int | None]:
    """Return the number of inhabitants per municipality code; None where it is not known."""
    rows = session.execute(select(Municipality.code, Municipality.population))
    return {row.code: row.population for row in rows}
