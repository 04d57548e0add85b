"""Records for tests: valid as they come, each value can be given. Names are fictional."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from matcher.accounts.service import create_account
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.places import Contract, Municipality
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.words import (
    DayActivity,
    Gender,
    HouseholdGender,
    HouseholdKind,
    HouseholdStatus,
    PlaceKind,
    PlaceTime,
    Role,
    TargetGroup,
    YouthStatus,
)

UTRECHT = {"code": "GM0344", "name": "Utrecht", "province": "Utrecht"}
TODAY = date(2026, 3, 2)
_numbers = count(1)


def add_municipality(session: Session, **values: Any) -> Municipality:
    """Return the municipality with this code, made with a running contract when it is new."""
    given = {**UTRECHT, "latitude": 52.0907, "longitude": 5.1214, **values}
    found = session.get(Municipality, given["code"])
    if found is None:
        found = Municipality(**given)
        found.contracts.append(Contract(starts_on=date(2025, 1, 1)))
        session.add(found)
        session.flush()
    return found


def add_account(session: Session, *roles: Role, **values: Any) -> Account:
    """Add somebody who cannot sign in with a passphrase yet; ties as ``create_account`` takes."""
    given = {"email": f"persoon{next(_numbers)}@example.org", "name": "Noor Jansen", **values}
    return create_account(
        session, COMMAND_LINE, given.pop("email"), given.pop("name"), roles, **given
    )


def add_room(session: Session, *, home: dict[str, Any] | None = None, **values: Any) -> Room:
    """Add an approved household with one home and one room, free from TODAY."""
    number = next(_numbers)
    municipality = add_municipality(session)
    household = Household(
        reference=f"H{number}",
        contact_name="Familie Voorbeeld",
        email=f"host{number}@example.org",
        kind=HouseholdKind.COUPLE,
        gender=HouseholdGender.MIXED,
        status=HouseholdStatus.APPROVED,
        signed_up_on=TODAY,
    )
    place = Home(
        household=household,
        **{
            "street": "Voorbeeldstraat",
            "house_number": str(number),
            "postcode": "3511 AB",
            "place_name": "Utrecht",
            "municipality_code": municipality.code,
            "latitude": 52.09,
            "longitude": 5.12,
            **(home or {}),
        },
    )
    defaults = {"reference": f"K{number}", "rent_cents": 40000}
    room = Room(home=place, **{**defaults, **values})
    room.availabilities.append(RoomAvailability(free_from=TODAY))
    session.add(household)
    session.flush()
    return room


def add_youth(session: Session, *, needs: dict[str, Any] | None = None, **values: Any) -> Youth:
    """Add a youth of 19 who is ready to be matched, at home in Utrecht."""
    number = next(_numbers)
    municipality = add_municipality(session)
    youth = Youth(
        **{
            "reference": f"J{number}",
            "first_name": "Sam",
            "last_name": f"Fictief {number}",
            "birth_date": date(2007, 1, 1),
            "gender": Gender.OTHER,
            "municipality_code": municipality.code,
            "status": YouthStatus.READY,
            "registered_on": TODAY,
            "ready_on": TODAY,
            "target_group": TargetGroup.LIGHT,
            "lottery": number,
            **values,
        }
    )
    youth.needs = NeedProfile(
        **{
            "budget_cents": 45000,
            "guidance_kind": 4,
            "day_activity": DayActivity.SCHOOL,
            **(needs or {}),
        }
    )
    youth.places.append(
        YouthPlace(
            time=PlaceTime.NOW,
            kind=PlaceKind.HOME,
            name="Utrecht",
            municipality_code=municipality.code,
            latitude=52.09,
            longitude=5.12,
        )
    )
    session.add(youth)
    session.flush()
    return youth
