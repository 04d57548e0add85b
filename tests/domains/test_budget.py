"""The budget calculator: the sum, the rounding, and what it points to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domains.rules import Pointer, courses, rent_budget
from matcher.policy import load_policy
from matcher.words import CostKind, IncomeKind, LifeDomain

POLICY = load_policy()
amounts = st.integers(0, 300_000)


def pointers(income: dict[str, int], costs: dict[str, int]) -> set[Pointer]:
    return set(rent_budget(income, costs, POLICY).pointers)


def test_rent_is_what_is_left_after_costs_and_a_tenth_put_aside() -> None:
    income: dict[str, int] = {IncomeKind.WAGES: 100_000, IncomeKind.STUDENT_GRANT: 20_000}
    costs: dict[str, int] = {CostKind.FOOD: 30_000, CostKind.HEALTH_INSURANCE: 15_050}
    found = rent_budget(income, costs, POLICY)
    assert (found.income_cents, found.costs_cents, found.buffer_cents) == (120_000, 45_050, 12_000)
    assert found.left_cents == 62_950
    assert found.rent_cents == 62_500  # in steps of five euros, downwards


@given(
    income=st.dictionaries(st.sampled_from(IncomeKind.codes()), amounts),
    costs=st.dictionaries(st.sampled_from(CostKind.codes()), amounts),
)
def test_budget_never_promises_more_than_is_left(
    income: dict[str, int], costs: dict[str, int]
) -> None:
    found = rent_budget(income, costs, POLICY)
    assert 0 <= found.rent_cents <= max(found.left_cents, 0)
    assert found.left_cents - found.rent_cents < 500 or found.left_cents < 0
    assert found.income_cents - found.costs_cents - found.buffer_cents == found.left_cents


@given(extra=st.integers(1, 100_000))
def test_more_costs_never_raise_the_budget(extra: int) -> None:
    income: dict[str, int] = {IncomeKind.WAGES: 120_000}
    less = rent_budget(income, {CostKind.FOOD: 20_000}, POLICY)
    more = rent_budget(income, {CostKind.FOOD: 20_000 + extra}, POLICY)
    assert more.rent_cents <= less.rent_cents


@pytest.mark.parametrize(
    ("income", "costs", "pointer"),
    [
        ({}, {}, Pointer.NO_INCOME),
        ({"wages": 50_000}, {"food": 60_000}, Pointer.NOTHING_LEFT),
        ({"wages": 60_000}, {"food": 30_000}, Pointer.BELOW_TYPICAL),
        ({"wages": 160_000}, {"debts": 5_000}, Pointer.PAYS_DEBTS),
        ({"wages": 160_000}, {}, Pointer.NO_INSURANCE),
        ({"wages": 160_000}, {"health_insurance": 15_000}, Pointer.HUURTOESLAG),
    ],
)
def test_budget_points_to(income: dict[str, int], costs: dict[str, int], pointer: Pointer) -> None:
    assert pointer in pointers(income, costs)


def test_a_budget_without_worries_points_to_huurtoeslag_only() -> None:
    assert pointers({"wages": 160_000}, {"health_insurance": 15_000}) == {Pointer.HUURTOESLAG}


@dataclass
class Row:
    id: int
    domain: LifeDomain
    level: int
    recorded_on: date
    note: str = ""


def test_courses_show_every_domain_with_the_newest_level_first() -> None:
    rows = [
        Row(1, LifeDomain.MONEY, 2, date(2026, 1, 1)),
        Row(2, LifeDomain.MONEY, 3, date(2026, 3, 1)),
        Row(3, LifeDomain.MONEY, 4, date(2026, 3, 1)),  # twice on one day: the later one counts
    ]
    found = {course.domain: course for course in courses(rows)}
    assert list(found) == list(LifeDomain)
    money = found[LifeDomain.MONEY]
    assert money.now is not None
    assert [row.level for row in money.levels] == [4, 3, 2]
    assert money.change == 1
    assert found[LifeDomain.SAFETY].now is None
    assert found[LifeDomain.SAFETY].change == 0
