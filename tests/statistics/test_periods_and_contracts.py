"""Periods, and the rules of contracts."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.municipalities.rules import (
    ContractTerms,
    cost_cents,
    is_participating,
    next_contract,
    running_contract,
)
from matcher.policy import load_policy
from matcher.statistics.periods import calendar_year, codes, last_twelve_months, period_of
from matcher.statistics.savings import estimate_savings

TODAY = date(2026, 3, 2)


def test_last_twelve_months_end_with_the_running_month_up_to_today() -> None:
    period = last_twelve_months(TODAY)
    assert len(period.months) == 12
    assert period.starts_on == date(2025, 4, 1)
    last = period.months[-1]
    assert (last.starts_on, last.until, last.counted_on) == (date(2026, 3, 1), TODAY, TODAY)
    assert not last.is_complete


def test_month_that_is_over_counts_on_its_last_day() -> None:
    february = last_twelve_months(TODAY).months[-2]
    assert february.until == date(2026, 3, 1)
    assert february.counted_on == date(2026, 2, 28)
    assert february.is_complete


def test_month_is_not_complete_on_its_own_last_day() -> None:
    assert not last_twelve_months(date(2026, 2, 28)).months[-1].is_complete


def test_year_that_is_over_has_twelve_complete_months() -> None:
    period = calendar_year(2025, TODAY)
    assert [month.starts_on.month for month in period.months] == list(range(1, 13))
    assert all(month.is_complete for month in period.months)
    assert period.counted_on == date(2025, 12, 31)


def test_running_year_stops_at_today() -> None:
    assert calendar_year(2026, TODAY).until == TODAY
    assert len(calendar_year(2026, TODAY).months) == 3


@pytest.mark.parametrize("code", ["", "2027", "1999", "12", "²025", "2025 ", "abcd", "-2025"])
def test_unknown_period_is_none(code: str) -> None:
    assert period_of(code, TODAY) is None


def test_periods_to_choose_from_go_back_to_the_first_contract() -> None:
    assert codes(2024, TODAY) == ["12m", "2026", "2025", "2024"]
    assert all(period_of(code, TODAY) is not None for code in codes(1980, TODAY))
    assert codes(2030, TODAY) == ["12m", "2026"]  # a contract that still has to begin


def contract(
    starts_on: str, ends_on: str | None = None, tariff: int | None = 36500
) -> ContractTerms:
    return ContractTerms(
        starts_on=date.fromisoformat(starts_on),
        ends_on=None if ends_on is None else date.fromisoformat(ends_on),
        tariff_cents=tariff,
    )


def test_municipality_takes_part_from_the_first_day_up_to_not_including_the_last() -> None:
    contracts = [contract("2026-01-01", "2026-03-02")]
    assert is_participating(contracts, date(2026, 1, 1))
    assert is_participating(contracts, date(2026, 3, 1))
    assert not is_participating(contracts, date(2026, 3, 2))
    assert not is_participating([], TODAY)


def test_of_two_running_contracts_the_later_one_holds() -> None:
    old, new = contract("2024-01-01"), contract("2026-01-01")
    assert running_contract([new, old], TODAY) is new
    assert running_contract([new, old], date(2025, 12, 31)) is old


def test_next_contract_is_the_first_that_still_has_to_begin() -> None:
    soon, later = contract("2026-04-01"), contract("2027-01-01")
    assert next_contract([later, soon, contract("2026-03-02")], TODAY) is soon


def test_days_left_count_down_to_the_day_of_the_end() -> None:
    assert contract("2025-01-01", "2026-03-03").days_left(TODAY) == 1
    assert contract("2025-01-01").days_left(TODAY) is None


def test_whole_year_costs_exactly_the_tariff_also_a_leap_year() -> None:
    running = [contract("2020-01-01", tariff=1_000_001)]
    assert cost_cents(running, date(2025, 1, 1), date(2026, 1, 1)) == 1_000_001
    assert cost_cents(running, date(2024, 1, 1), date(2025, 1, 1)) == 1_000_001


def test_ten_days_cost_ten_days_of_the_tariff() -> None:
    running = [contract("2026-02-20", tariff=36500)]
    assert cost_cents(running, date(2026, 1, 1), TODAY) == 1000


def test_costs_go_over_from_one_contract_to_the_next() -> None:
    both = [contract("2025-01-01", "2026-01-06", 36500), contract("2026-01-06", None, 73000)]
    assert cost_cents(both, date(2026, 1, 1), date(2026, 1, 11)) == 5 * 100 + 5 * 200


def test_costs_are_unknown_when_a_contract_that_ran_names_no_tariff() -> None:
    contracts = [contract("2025-01-01", "2026-01-01", None), contract("2026-01-01")]
    assert cost_cents(contracts, date(2025, 12, 1), TODAY) is None
    assert cost_cents(contracts, date(2026, 1, 1), TODAY) == 6000


def test_period_without_a_contract_costs_nothing() -> None:
    assert cost_cents([contract("2027-01-01")], date(2026, 1, 1), TODAY) == 0


def test_savings_are_the_costs_times_the_range_of_the_policy_with_its_sources() -> None:
    estimate = estimate_savings(10_000_00, load_policy())
    assert (estimate.low_factor, estimate.high_factor) == (1.4, 2.0)
    assert (estimate.low_cents, estimate.high_cents) == (14_000_00, 20_000_00)
    assert all(estimate.sources)
