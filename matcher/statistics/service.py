"""The figures of one municipality over one period, for pages, files and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from matcher.municipalities.rules import (
    ContractTerms,
    cost_cents,
    next_contract,
    running_contract,
)
from matcher.municipalities.service import contracts_of, get_municipality
from matcher.policy import Policy
from matcher.statistics import measures, queries, waiting
from matcher.statistics.periods import Period, codes
from matcher.statistics.savings import SavingsEstimate, estimate_savings


@dataclass(frozen=True, kw_only=True)
class ContractFigures:
    """The contract as it stands today, whatever the period.

    ``used``: own youths with a room today or booked for later (``booked_for_later`` of them).
    ``remaining`` is None without a limit, and never below 0.
    """

    contract: ContractTerms | None
    coming: ContractTerms | None
    used: int
    booked_for_later: int
    remaining: int | None
    days_left: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class MunicipalityFigures:
    """Aggregates only. The frames have one row per month of ``period`` (`measures`, `waiting`).

    ``median_days_until_room`` is NaN for fewer than ten people. ``savings`` is None when the
    costs are not known; ``promised_rooms`` and ``contract`` are as of ``today``.
    """

    code: str
    name: str
    period: Period
    today: date
    nights: pd.DataFrame
    rooms: pd.DataFrame
    placements: pd.DataFrame
    flows: pd.DataFrame
    waiting: pd.DataFrame
    promised_rooms: int
    median_days_until_room: float
    own_nights: int
    contract: ContractFigures
    savings: SavingsEstimate | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened yet: no room, no placement, nobody who waits."""
        shown = (self.rooms["offered"], self.placements["started"], self.placements["running"])
        return not any(
            column.any() for column in (*shown, self.nights["offered"], self.waiting["waiting"])
        )


def municipality_figures(
    session: Session, code: str, period: Period, *, today: date, policy: Policy
) -> MunicipalityFigures:
    """Return the figures of the municipality with this CBS code.

    Raises:
        NotFound: there is no such municipality.
    """
    municipality = get_municipality(session, code)
    contracts = contracts_of(session, code)
    placements = queries.placements(session, code, today)
    rooms = measures.occupation(queries.offers(session, code), placements)
    spells = waiting.waiting_spells(queries.youths(session, code), placements)
    months = period.months
    costs = cost_cents(contracts, period.starts_on, period.until)
    return MunicipalityFigures(
        code=code,
        name=municipality.name,
        period=period,
        today=today,
        nights=measures.nights_by_month(rooms, months),
        rooms=measures.rooms_by_month(rooms, months),
        placements=measures.placements_by_month(placements, months),
        flows=measures.flows(placements, period),
        waiting=waiting.waiting_by_month(spells, months),
        promised_rooms=measures.promised_rooms(rooms, today),
        median_days_until_room=waiting.median_days_until_room(spells, period),
        own_nights=measures.own_nights(placements, period),
        contract=_contract_figures(contracts, placements, today),
        savings=estimate_savings(costs, policy) if costs else None,
    )


def period_codes(session: Session, code: str, today: date) -> list[str]:
    """Return the periods to choose from, back to the year of the first contract."""
    years = [contract.starts_on.year for contract in contracts_of(session, code)]
    return codes(min(years, default=today.year), today)


def _contract_figures(
    contracts: tuple[ContractTerms, ...], placements: pd.DataFrame, today: date
) -> ContractFigures:
    contract = running_contract(contracts, today)
    used, later = measures.used_places(placements, today)
    limit = contract.placement_limit if contract else None
    return ContractFigures(
        contract=contract,
        coming=next_contract(contracts, today),
        used=used,
        booked_for_later=later,
        remaining=None if limit is None else max(limit - used, 0),
        days_left=contract.days_left(today) if contract else None,
    )
