"""What a host is told to look into before letting a room."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.hosts.registration import Circumstances
from matcher.hosts.warnings import BENEFITS, CONSENTS, HostWarning, Offer, warnings
from matcher.policy import load_policy
from matcher.words import Benefit, Tenure

POLICY = load_policy()
TODAY = date(2026, 3, 2)
IN_ORDER = Circumstances(tenure=Tenure.OWNED, number_of_residents=2)


def told(
    tenure: Tenure = Tenure.OWNED,
    residents: int = 2,
    benefits: str = "",
    asked_on: date | None = None,
) -> Circumstances:
    return Circumstances(
        tenure=tenure,
        number_of_residents=residents,
        benefits=benefits,
        consent_asked_on=asked_on,
    )


def test_an_own_home_with_one_affordable_room_gives_no_warning() -> None:
    assert warnings(IN_ORDER, Offer([40000], 120.0), TODAY, POLICY) == ()


@pytest.mark.parametrize(
    ("rents", "is_warned"), [([55275], False), ([55276], True), ([30000, 25275], False)]
)
def test_one_cent_a_month_above_the_exemption_warns(rents: list[int], is_warned: bool) -> None:
    found = warnings(IN_ORDER, Offer(rents), TODAY, POLICY)
    assert (HostWarning.RENT_ABOVE_EXEMPTION in found) == is_warned


@pytest.mark.parametrize(
    ("tenure", "warning"),
    [
        (Tenure.RENTED_SOCIAL, HostWarning.ASK_LANDLORD),
        (Tenure.RENTED_PRIVATE, HostWarning.ASK_LANDLORD),
        (Tenure.MORTGAGED, HostWarning.ASK_LENDER),
        (Tenure.OTHER, HostWarning.CONSENT_UNCLEAR),
    ],
)
def test_who_must_agree_depends_on_how_the_home_is_held_until_asked(
    tenure: Tenure, warning: HostWarning
) -> None:
    assert warnings(told(tenure), Offer([40000]), TODAY, POLICY) == (warning,)
    asked = told(tenure, asked_on=date(2026, 2, 1))
    assert warnings(asked, Offer([40000]), TODAY, POLICY) == ()


@pytest.mark.parametrize(
    ("residents", "usable_m2", "is_warned"),
    [
        (2, 36.0, False),  # three people at twelve square metres each
        (2, 35.9, True),
        (3, 36.0, True),
        (9, None, False),  # nobody told the size, so nothing is claimed
    ],
)
def test_too_many_people_for_the_size_of_the_home_warns(
    residents: int, usable_m2: float | None, is_warned: bool
) -> None:
    found = warnings(told(residents=residents), Offer([40000], usable_m2), TODAY, POLICY)
    assert (HostWarning.TOO_MANY_PEOPLE in found) == is_warned


def test_every_room_offered_counts_as_one_more_person_and_a_second_asks_for_a_permit() -> None:
    found = warnings(told(), Offer([20000, 20000], 36.0), TODAY, POLICY)
    assert set(found) == {HostWarning.TOO_MANY_PEOPLE, HostWarning.ASK_PERMIT}


def test_every_benefit_and_every_way_to_hold_a_home_is_thought_of() -> None:
    assert set(BENEFITS) == set(Benefit)
    assert set(CONSENTS) | {Tenure.OWNED} == set(Tenure)


def test_benefits_with_the_same_advice_warn_once_and_after_what_stops_a_placement() -> None:
    found = warnings(
        told(Tenure.RENTED_SOCIAL, benefits="huurtoeslag aio bijstand"),
        Offer([60000]),
        TODAY,
        POLICY,
    )
    assert found == (
        HostWarning.ASK_LANDLORD,
        HostWarning.RENT_ABOVE_EXEMPTION,
        HostWarning.BENEFIT_AND_RESIDENTS,
        HostWarning.HUURTOESLAG,
    )


def test_without_circumstances_only_the_offer_itself_is_looked_at() -> None:
    found = warnings(None, Offer([60000, 100], 12.0), TODAY, POLICY)
    assert found == (HostWarning.RENT_ABOVE_EXEMPTION, HostWarning.ASK_PERMIT)
