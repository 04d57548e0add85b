"""What people should know of a pair that is eligible: a warning, never a 'no'."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from matcher.policy import Policy
from matcher.words import Word

MONTHS = 12


class Notice(Word):
    KOSTENDELERSNORM = (
        "kostendelersnorm",
        "De jongere wordt tijdens het verblijf 27 jaar, of is dat al. Vanaf dan kan de "
        "kostendelersnorm gelden voor de uitkering van huisgenoten. Vraag dit na bij de gemeente.",
        "The youth turns 27 during the stay, or is 27 already. From then on the kostendelersnorm "
        "may apply to benefits of people in the household. Check with the municipality.",
    )
    RENT_ABOVE_EXEMPTION = (
        "rent_above_exemption",
        "De huur per jaar is hoger dan de kamerverhuurvrijstelling. Het gastgezin kan daardoor "
        "belasting over de hele huur moeten betalen.",
        "The yearly rent is above the kamerverhuurvrijstelling. The host may have to pay tax on "
        "all of the rent.",
    )
    LEGAL_MAXIMUM_UNKNOWN = (
        "legal_maximum_unknown",
        "De punten van de kamer zijn nog niet geteld. De hoogste huur die de wet toestaat, is "
        "dus niet bekend.",
        "The points of the room have not been counted yet, so the highest rent that the law "
        "allows is not known.",
    )
    AGE_EXCEPTION = (
        "age_exception",
        "De jongere valt buiten de leeftijdsgrens. Er is een uitzondering met een reden.",
        "The youth is outside the age window. There is an exception with a reason.",
    )


class YearlyRent(NamedTuple):
    """Twelve months' rent beside the exemption of ``year`` (the latest year known)."""

    year: int
    rent_cents: int
    exemption_cents: int

    @property
    def is_above(self) -> bool:
        """One cent more loses the whole exemption."""
        return self.rent_cents > self.exemption_cents


def yearly_rent(rent_cents: int, moves_in_on: date, policy: Policy) -> YearlyRent | None:
    """Return a full year of this rent against the exemption; None when no year is known.

    All rent of the home counts together, service costs included: where more rooms are let,
    pass their sum. Source of the figures: the policy.
    """
    known = [year for year in policy.kamerverhuurvrijstelling if year <= moves_in_on.year]
    if not known:
        return None
    year = max(known)
    return YearlyRent(year, rent_cents * MONTHS, policy.kamerverhuurvrijstelling[year])


def turns(age: int, birth_date: date) -> date:
    """Return the day on which somebody reaches ``age``; born on 29 February: 1 March."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def notices(
    *,
    birth_date: date,
    moves_in_on: date,
    ends_on: date | None,
    rent_cents: int,
    legal_max_rent_cents: int | None,
    policy: Policy,
) -> list[Notice]:
    """Return what to tell about a stay from ``moves_in_on`` until ``ends_on`` (None: open)."""
    told = []
    last = ends_on or moves_in_on + timedelta(days=policy.age.kostendelersnorm_days_ahead)
    if turns(policy.age.kostendelersnorm_from, birth_date) <= last:
        told.append(Notice.KOSTENDELERSNORM)
    yearly = yearly_rent(rent_cents, moves_in_on, policy)
    if yearly is not None and yearly.is_above:
        told.append(Notice.RENT_ABOVE_EXEMPTION)
    if legal_max_rent_cents is None:
        told.append(Notice.LEGAL_MAXIMUM_UNKNOWN)
    oldest = turns(policy.age.maximum + 1, birth_date)
    if not turns(policy.age.minimum, birth_date) <= moves_in_on < oldest:
        told.append(Notice.AGE_EXCEPTION)
    return told
