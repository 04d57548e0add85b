"""The budget calculator and the course of the life domains. Pure: figures in, figures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Protocol

from matcher.policy import Policy
from matcher.words import CostKind, LifeDomain

Cents = Mapping[str, int]
STEP_CENTS = 500  # a budget is proposed in steps of five euros


class Pointer(StrEnum):
    """What to look at beside the sum."""

    NO_INCOME = auto()  # nothing comes in: money first
    NOTHING_LEFT = auto()  # the costs eat up the income
    BELOW_TYPICAL = auto()  # most rooms cost more
    PAYS_DEBTS = auto()  # is there help with the debts?
    NO_INSURANCE = auto()  # everybody of 18 must have one
    HUURTOESLAG = auto()  # mostly not for a room


@dataclass(frozen=True, kw_only=True)
class RentBudget:
    """What can be paid for a room each month, and how that follows. All in cents per month.

    ``left_cents`` may be below zero; ``rent_cents`` is it rounded down to whole steps, never below.
    """

    income_cents: int
    costs_cents: int
    buffer_cents: int
    left_cents: int
    rent_cents: int
    pointers: tuple[Pointer, ...]


def rent_budget(income: Cents, costs: Cents, policy: Policy) -> RentBudget:
    """Work out the budget for rent from amounts per IncomeKind and CostKind code."""
    comes_in, goes_out = sum(income.values()), sum(costs.values())
    buffer = comes_in * policy.before.buffer_percent // 100
    left = comes_in - goes_out - buffer
    rent = max(left, 0) // STEP_CENTS * STEP_CENTS
    return RentBudget(
        income_cents=comes_in,
        costs_cents=goes_out,
        buffer_cents=buffer,
        left_cents=left,
        rent_cents=rent,
        pointers=tuple(_pointers(comes_in, costs, left, rent, policy)),
    )


def _pointers(
    comes_in: int, costs: Cents, left: int, rent: int, policy: Policy
) -> Iterable[Pointer]:
    if comes_in == 0:
        yield Pointer.NO_INCOME
    elif left <= 0:
        yield Pointer.NOTHING_LEFT
    elif rent < policy.rent.typical_minimum_cents:
        yield Pointer.BELOW_TYPICAL
    if costs.get(CostKind.DEBTS, 0) > 0:
        yield Pointer.PAYS_DEBTS
    if costs.get(CostKind.HEALTH_INSURANCE, 0) == 0:
        yield Pointer.NO_INSURANCE
    yield Pointer.HUURTOESLAG


class Level(Protocol):
    """A row of a life domain: what was recorded on one day."""

    id: int
    domain: LifeDomain
    level: int
    note: str
    recorded_on: date


@dataclass(frozen=True)
class Course:
    """One life domain: the newest level first. ``change``: against the one before (0: none)."""

    domain: LifeDomain
    levels: tuple[Level, ...]

    @property
    def now(self) -> Level | None:
        return self.levels[0] if self.levels else None

    @property
    def change(self) -> int:
        return self.levels[0].level - self.levels[1].level if len(self.levels) > 1 else 0


def courses(levels: Iterable[Level]) -> tuple[Course, ...]:
    """Return all seven domains in their fixed order, each with its levels, newest first."""
    newest_first = sorted(levels, key=lambda row: (row.recorded_on, row.id), reverse=True)
    return tuple(
        Course(domain, tuple(row for row in newest_first if row.domain == domain))
        for domain in LifeDomain
    )
