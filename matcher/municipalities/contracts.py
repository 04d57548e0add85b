"""Add, change and end contracts. Two contracts of one municipality never share a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matcher.audit import Actor, record
from matcher.database.placements import Placement
from matcher.database.places import Contract, Municipality
from matcher.database.youths import Youth
from matcher.errors import MatcherError, NotFound, Stale
from matcher.municipalities.rules import ContractTerms
from matcher.placements.rules import overlap
from matcher.placements.service import occupies


class ContractsOverlap(MatcherError):
    """``other`` is the contract that runs on some of the same days."""

    def __init__(self, other: ContractTerms) -> None:
        until = other.ends_on.isoformat() if other.ends_on else "notice"
        super().__init__(
            f"another contract runs from {other.starts_on.isoformat()} until {until}; "
            "end that one first, or let this one begin later"
        )
        self.other = other


def all_contracts(session: Session) -> Sequence[Contract]:
    """Return all contracts, by municipality and then the newest first."""
    query = (
        select(Contract)
        .join(Contract.municipality)
        .options(joinedload(Contract.municipality))
        .order_by(Municipality.name, Contract.starts_on.desc())
    )
    return session.scalars(query).all()


def living_per_municipality(session: Session, today: date) -> dict[str, int]:
    """Return how many youths of each municipality have a room now: what a limit counts.

    Who lives in one room and has the next booked is one youth.
    """
    query = (
        select(Youth.municipality_code, func.count(func.distinct(Youth.id)))
        .join(Placement, Placement.youth_id == Youth.id)
        .where(occupies(today, None))
        .group_by(Youth.municipality_code)
    )
    return {code: int(number) for code, number in session.execute(query)}


def terms_of(contract: Contract) -> ContractTerms:
    return ContractTerms(
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        placement_limit=contract.placement_limit,
        tariff_cents=contract.tariff_cents,
    )


def get_contract(session: Session, contract_id: int) -> Contract:
    found = session.get(Contract, contract_id)
    if found is None:
        raise NotFound("contract", contract_id)
    return found


def add_contract(session: Session, actor: Actor, code: str, terms: ContractTerms) -> Contract:
    """Let a municipality take part.

    Raises:
        NotFound: there is no such municipality.
        ContractsOverlap: another contract runs on some of the days.
    """
    _lock(session, code)
    _require_apart(session, code, terms, None)
    contract = Contract(
        municipality_code=code,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        placement_limit=terms.placement_limit,
        tariff_cents=terms.tariff_cents,
    )
    session.add(contract)
    session.flush()
    record(session, actor, "contract.add", contract.id, municipality=code, **_told(terms))
    return contract


def change_contract(
    session: Session, actor: Actor, contract_id: int, seen: ContractTerms, terms: ContractTerms
) -> Contract:
    """Change what was agreed; setting a last day ends the contract.

    ``seen``: the terms that the person looked at; when these have changed, nothing is saved.

    Raises:
        NotFound, Stale, ContractsOverlap
    """
    contract = get_contract(session, contract_id)
    _lock(session, contract.municipality_code)
    session.refresh(contract)
    if terms_of(contract) != seen:
        raise Stale("contract", contract_id)
    if terms == seen:
        return contract
    _require_apart(session, contract.municipality_code, terms, contract_id)
    has_ended = seen.ends_on is None and terms.ends_on is not None
    contract.starts_on, contract.ends_on = terms.starts_on, terms.ends_on
    contract.placement_limit, contract.tariff_cents = terms.placement_limit, terms.tariff_cents
    session.flush()
    verb = "end" if has_ended else "change"
    code = contract.municipality_code
    record(session, actor, f"contract.{verb}", contract_id, municipality=code, **_told(terms))
    return contract


def _lock(session: Session, code: str) -> None:
    """Lock the municipality, so that two people cannot add overlapping contracts at once."""
    if (
        session.get(Municipality, code, with_for_update={"key_share": True, "of": Municipality})
        is None
    ):
        raise NotFound("municipality", code)


def _require_apart(
    session: Session, code: str, terms: ContractTerms, apart_from: int | None
) -> None:
    others = session.scalars(select(Contract).where(Contract.municipality_code == code))
    for other in others:
        if other.id != apart_from and overlap(
            terms.starts_on, terms.ends_on, other.starts_on, other.ends_on
        ):
            raise ContractsOverlap(terms_of(other))


def _told(terms: ContractTerms) -> dict[str, object]:
    return {
        "starts_on": terms.starts_on.isoformat(),
        "ends_on": terms.ends_on and terms.ends_on.isoformat(),
        "limit": terms.placement_limit,
        "tariff_cents": terms.tariff_cents,
    }
