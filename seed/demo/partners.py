"""Municipalities that take part, their contracts, and the care organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from seed.demo.chance import happens, one_of, pick, stream
from seed.demo.country import Country, Town
from seed.demo.names import organisation
from seed.demo.rows import MARK, Row

#: Kamers met Aandacht, page for municipalities: active in 91 municipalities in these provinces.
PARTNERS_NATIONALLY = 91
PARTNER_PROVINCES = (
    "Noord-Brabant", "Noord-Holland", "Zuid-Holland", "Utrecht", "Groningen", "Gelderland",
    "Overijssel",
)  # fmt: skip
YOUTHS_NATIONALLY = 8500

#: Invented: tariff per year in cents by inhabitants, for the source says only 'by size'.
TARIFFS = ((250_000, 30_000_00), (100_000, 18_000_00), (50_000, 10_000_00), (25_000, 6_000_00))
LOWEST_TARIFF = 3_500_00

NEIGHBOURS_JOIN_KM = 20.0


@dataclass(frozen=True)
class Partners:
    """``running`` take part today; ``settled`` have done so for more than a year."""

    running: tuple[str, ...]
    settled: frozenset[str]
    contracts: list[Row]


def number_of_partners(youths: int) -> int:
    """Return 91 at national size; fewer, fuller municipalities in a smaller set."""
    return max(
        6,
        min(PARTNERS_NATIONALLY, round(PARTNERS_NATIONALLY * (youths / YOUTHS_NATIONALLY) ** 0.6)),
    )


def choose_partners(country: Country, seed: int, number: int) -> list[str]:
    """Draw municipalities: large ones likelier, and those near a partner three times so."""
    chance = stream(seed, "partners")
    weights = {
        code: float(weight)
        for code, weight in sorted(country.weights.items())
        if country.provinces[code] in PARTNER_PROVINCES
    }
    centres = {code: country.main_town(code) for code in weights}
    chosen: list[str] = []
    with_partner: set[str] = set()
    while weights and len(chosen) < number:
        one = pick(chance, weights)
        del weights[one]
        chosen.append(one)
        for code in weights:
            near = centres[code].distance_km(centres[one]) <= NEIGHBOURS_JOIN_KM
            if near and code not in with_partner:
                with_partner.add(code)
                weights[code] *= 3
    return chosen


def make_partners(country: Country, seed: int, youths: int, today: date) -> Partners:
    """Return the partners with their contracts; placement limits come later, from the use."""
    number = number_of_partners(youths)
    left = max(1, number // 30)  # municipalities that stopped, or have signed but not begun
    chosen = choose_partners(country, seed, number + 2 * left)
    contracts: list[Row] = []
    settled = set()
    for position, code in enumerate(chosen):
        chance = stream(seed, f"contract {code}")
        if position >= number + left:
            contracts.append(_contract(country, code, *_coming(chance, today)))
        elif position >= number:
            contracts.append(_contract(country, code, *_stopped(chance, today)))
        else:
            # The first ones are settled, so that every set, however small, has a history.
            is_new = position >= 3 and happens(chance, 0.08)
            periods = _new(chance, today) if is_new else _long_running(chance, position, today)
            contracts += [_contract(country, code, *period) for period in periods]
            if not is_new:
                settled.add(code)
    return Partners(tuple(chosen[:number]), frozenset(settled), contracts)


Period = tuple[date, date | None]


def _month_start(day: date, months: int) -> date:
    """Return the first day of the month that lies ``months`` from ``day``."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def _long_running(chance: Random, position: int, today: date) -> list[Period]:
    start = _month_start(today, -int(15 + chance.random() * 50))
    if position % 20 == 5:  # about to end, in one to three months
        return [(start, _month_start(today, 1 + int(chance.random() * 3)))]
    if happens(chance, 0.15):  # followed a first contract without a gap
        first = _month_start(start, -24)
        return [(first, start), (start, None)]
    if happens(chance, 0.35):
        return [(start, date(today.year + one_of(chance, (1, 2, 3)), 1, 1))]
    return [(start, None)]


def _new(chance: Random, today: date) -> list[Period]:
    return [(_month_start(today, -int(chance.random() * 9)), None)]


def _stopped(chance: Random, today: date) -> Period:
    end = _month_start(today, -int(1 + chance.random() * 8))
    return _month_start(end, -24), end


def _coming(chance: Random, today: date) -> Period:
    return _month_start(today, 1 + int(chance.random() * 4)), None


def _contract(country: Country, code: str, start: date, end: date | None) -> Row:
    size = country.weights[code]
    tariff = next((cents for people, cents in TARIFFS if size >= people), LOWEST_TARIFF)
    return {
        "municipality_code": code,
        "starts_on": start,
        "ends_on": end,
        "placement_limit": None,
        "tariff_cents": tariff,
    }


def limit_placements(
    partners: Partners, placed: dict[str, int], waiting: dict[str, int], seed: int, today: date
) -> None:
    """Give about a third of the running contracts a placement limit above what it uses now.

    Some limits are tight, so that a round meets them; none is broken by the placements that run.
    """
    for row in partners.contracts:
        chance = stream(seed, f"limit {row['municipality_code']}")
        is_running = row["starts_on"] <= today and (row["ends_on"] or date.max) > today
        if is_running and happens(chance, 0.35):
            code = row["municipality_code"]
            room_to_grow = waiting.get(code, 0) * (0.15 + 0.6 * chance.random())
            row["placement_limit"] = placed.get(code, 0) + max(2, round(room_to_grow))


@dataclass(frozen=True)
class Organisation:
    id: int
    code: str
    name: str
    base: Town


def make_organisations(
    country: Country, partners: Partners, seed: int, youths: int
) -> list[Organisation]:
    """Return 12 to 60 care organisations, each with a base in a partner municipality."""
    number = max(12, min(60, round(60 * youths / YOUTHS_NATIONALLY)))
    made = []
    for position in range(number):
        chance = stream(seed, "organisation", position)
        weights = {code: float(country.weights[code]) ** 0.7 for code in partners.running}
        base = (
            country.main_town(partners.running[position])
            if position < min(8, len(partners.running))
            else country.main_town(pick(chance, weights))
        )
        made.append(
            Organisation(position + 1, f"{MARK}{position + 1:02d}", organisation(position), base)
        )
    return made
