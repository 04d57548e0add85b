"""Rules of contracts: does a municipality take part on a date, and what does it pay for a period."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class ContractTerms:
    """A contract runs from ``starts_on`` up to, not including, ``ends_on`` (None: until notice).

    ``placement_limit``: youths of this municipality with a room at the same time, at most
    (None: no limit). ``tariff_cents``: per year (None: not agreed or not known).
    """

    starts_on: date
    ends_on: date | None = None
    placement_limit: int | None = None
    tariff_cents: int | None = None

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def days_left(self, day: date) -> int | None:
        """Return the days from ``day`` until the end; None for a contract until notice."""
        return None if self.ends_on is None else max((self.ends_on - day).days, 0)


def running_contract(contracts: Iterable[ContractTerms], day: date) -> ContractTerms | None:
    """Return the contract that runs on ``day``; of several, the one that began last."""
    running = [contract for contract in contracts if contract.runs_on(day)]
    return max(running, key=lambda contract: contract.starts_on, default=None)


def next_contract(contracts: Iterable[ContractTerms], day: date) -> ContractTerms | None:
    """Return the first contract that begins after ``day``."""
    coming = [contract for contract in contracts if contract.starts_on > day]
    return min(coming, key=lambda contract: contract.starts_on, default=None)


def is_participating(contracts: Iterable[ContractTerms], day: date) -> bool:
    """Say whether the municipality takes part on ``day``: whether a contract runs."""
    return running_contract(contracts, day) is not None


def cost_cents(contracts: Iterable[ContractTerms], starts_on: date, until: date) -> int | None:
    """Return the tariff for the days from ``starts_on`` up to ``until``, in cents.

    Each day costs the yearly tariff divided by the days of its calendar year, so that a whole
    year costs exactly the tariff. None when a contract that ran in the period names no tariff:
    half an amount would look like the whole.
    """
    total = Fraction(0)
    for contract in contracts:
        first = max(contract.starts_on, starts_on)
        last = until if contract.ends_on is None else min(contract.ends_on, until)
        if first >= last:
            continue
        if contract.tariff_cents is None:
            return None
        for year in range(first.year, last.year + 1):
            days = (min(last, date(year + 1, 1, 1)) - max(first, date(year, 1, 1))).days
            total += Fraction(contract.tariff_cents * max(days, 0), 366 if isleap(year) else 365)
    return round(total)
