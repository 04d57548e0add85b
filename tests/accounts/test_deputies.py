"""A deputy reaches the regions of a colleague on the days agreed, and on no other day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from matcher.access import Action, can
from matcher.accounts.service import principal_of
from matcher.database.accounts import Account
from matcher.database.people import Deputy
from matcher.words import Role
from tests.factories import add_account, add_municipality, add_youth

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
EDE = {"code": "GM0228", "name": "Ede", "province": "Gelderland"}


def two_colleagues(session: Session) -> tuple[Account, Account]:
    add_municipality(session)
    add_municipality(session, **EDE)
    return (
        add_account(session, Role.COORDINATOR, regions=["GM0344"]),
        add_account(session, Role.COORDINATOR, regions=["GM0228"]),
    )


def stand_in(session: Session, absent: Account, deputy: Account, last: date | None = LAST) -> None:
    session.add(Deputy(account_id=absent.id, deputy_id=deputy.id, starts_on=FIRST, ends_on=last))
    session.flush()
    session.expire_all()


@pytest.mark.parametrize(
    ("today", "reaches"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_deputy_sees_the_region_of_a_colleague_between_the_dates(
    session: Session, today: date, reaches: bool
) -> None:
    absent, deputy = two_colleagues(session)
    youth = add_youth(session)  # in Utrecht, the region of the absent one
    stand_in(session, absent, deputy)
    assert can(principal_of(deputy, today), Action.READ_YOUTH, youth) == reaches
    assert "GM0228" in principal_of(deputy, today).regions


def test_deputy_without_an_end_stays_deputy(session: Session) -> None:
    absent, deputy = two_colleagues(session)
    stand_in(session, absent, deputy, last=None)
    assert principal_of(deputy, date(2031, 1, 1)).regions == {"GM0344", "GM0228"}


def test_the_absent_one_gets_nothing_from_the_deputy(session: Session) -> None:
    absent, deputy = two_colleagues(session)
    stand_in(session, absent, deputy)
    assert principal_of(absent, FIRST).regions == {"GM0344"}


def test_a_deputy_of_a_deputy_does_not_reach_further(session: Session) -> None:
    absent, deputy = two_colleagues(session)
    third = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    stand_in(session, deputy, third)
    far = add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")
    fourth = add_account(session, Role.COORDINATOR, regions=[far.code])
    stand_in(session, fourth, absent)
    stand_in(session, absent, deputy)
    assert principal_of(deputy, FIRST).regions == {"GM0228", "GM0344"}


def test_who_coordinates_nothing_gets_no_regions_as_a_deputy(session: Session) -> None:
    absent, _ = two_colleagues(session)
    administrator = add_account(session, Role.ADMINISTRATOR)
    stand_in(session, absent, administrator)
    assert principal_of(administrator, FIRST).regions == frozenset()
