"""One demo account per role, tied together: all six look at the same municipality.

They sign in with a passphrase that everybody may know, under a domain that can belong to nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.accounts.rules import DEMO_DOMAIN, DEMO_PASSPHRASE
from matcher.accounts.service import HASHER, create_account
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account, CareOrganisation, CoordinatorMunicipality
from matcher.words import PlacementStatus, Role, YouthStatus
from seed.demo.homes import Dwelling
from seed.demo.plan import DemoSet
from seed.demo.rows import moment
from seed.demo.youths import Person

REGION_KM = 25.0
LARGEST_REGION = 6

#: A fixed salt: equal seeds give equal rows, and this passphrase is no secret.
SALT = b"kamermatch-demo!"


Local = TypeVar("Local", Dwelling, Person)


@dataclass(frozen=True)
class DemoAccount:
    role: Role
    email: str
    name: str


def address(name: str) -> str:
    return f"{name}@{DEMO_DOMAIN}"


STAFF = {
    Role.COORDINATOR: "Coco Voorbeeldman",
    Role.MUNICIPALITY_OFFICER: "Guus Verzinland",
    Role.REFERRER: "Ruth van Fabelhof",
    Role.ADMINISTRATOR: "Bea de Proefhuis",
}
ADDRESSES = {
    Role.COORDINATOR: address("coordinator"),
    Role.MUNICIPALITY_OFFICER: address("gemeente"),
    Role.REFERRER: address("verwijzer"),
    Role.HOST: address("hospita"),
    Role.YOUTH: address("jongere"),
    Role.ADMINISTRATOR: address("beheerder"),
}


def make_accounts(
    session: Session, demo: DemoSet, today: date, *, with_people: bool = True
) -> list[DemoAccount]:
    """Create the six accounts, or renew those that are there (audit events refer to them).

    The host and the youth are tied to a household and a youth of the set, whose rows get the
    account's id: call this before they are written.
    """
    own = main_municipality(demo)
    host = _host_of(demo, own) if with_people else None
    youth = _youth_of(demo, own) if with_people else None
    links: dict[Role, dict[str, Any]] = {
        Role.COORDINATOR: {"regions": region(demo, own)},
        Role.MUNICIPALITY_OFFICER: {"municipality": own},
        Role.REFERRER: {"organisation": _guide_of(demo, own)},
    }
    names = dict(STAFF)
    if host is not None:
        names[Role.HOST] = host.household["contact_name"]
    if youth is not None:
        names[Role.YOUTH] = f"{youth.youth['first_name']} {youth.youth['last_name']}"
    made = {}
    for role, email in ADDRESSES.items():
        if role in names:
            made[role] = _account(session, role, email, names[role], links.get(role, {}))
            made[role].password_hash = _passphrase_hash()
            made[role].created_at = moment(today, 8)
    session.flush()
    if host is not None:
        host.household["account_id"] = made[Role.HOST].id
    if youth is not None:
        youth.youth["account_id"] = made[Role.YOUTH].id
    return [DemoAccount(role, account.email, account.name) for role, account in made.items()]


@cache
def _passphrase_hash() -> str:
    """Return the one hash of all accounts; making it is slow on purpose."""
    return HASHER.hash(DEMO_PASSPHRASE, salt=SALT)


def _account(session: Session, role: Role, email: str, name: str, links: dict[str, Any]) -> Account:
    present = session.scalar(select(Account).where(Account.email == email))
    if present is None:
        return create_account(session, COMMAND_LINE, email, name, [role], **links)
    present.name = name
    present.is_active = True
    present.number_of_failed_sign_ins, present.locked_until_at = 0, None
    present.municipality_code = links.get("municipality")
    present.organisation_id = session.scalar(
        select(CareOrganisation.id).where(CareOrganisation.code == links.get("organisation"))
    )
    present.regions = [
        CoordinatorMunicipality(municipality_code=code) for code in links.get("regions", ())
    ]
    return present


def find_accounts(session: Session) -> list[DemoAccount]:
    """Return the demo accounts that are in the database, in the order they were made."""
    query = select(Account).where(Account.email.in_(ADDRESSES.values())).order_by(Account.id)
    roles = {email: role for role, email in ADDRESSES.items()}
    return [
        DemoAccount(roles[found.email], found.email, found.name) for found in session.scalars(query)
    ]


def main_municipality(demo: DemoSet) -> str:
    """Return the settled partner with the most approved rooms: the one with most to see."""
    rooms = Counter({code: 0 for code in demo.partners.running if code in demo.partners.settled})
    for dwelling in demo.dwellings:
        if dwelling.is_approved and dwelling.town.municipality in rooms:
            rooms[dwelling.town.municipality] += len(dwelling.rooms)
    return max(sorted(rooms), key=lambda code: rooms[code])


def region(demo: DemoSet, own: str) -> list[str]:
    """Return the municipality and its nearest partners."""
    centre = demo.country.main_town(own)
    distances = {
        code: centre.distance_km(demo.country.main_town(code)) for code in demo.partners.running
    }
    near = sorted((code for code in distances if distances[code] <= REGION_KM), key=distances.get)  # type: ignore[arg-type]
    return near[:LARGEST_REGION]


def _guide_of(demo: DemoSet, own: str) -> str:
    """Return the code of the care organisation with most youths of the municipality."""
    numbers = Counter(
        person.youth["organisation_id"]
        for person in demo.people
        if person.youth["municipality_code"] == own and person.youth["organisation_id"]
    )
    codes = {organisation.id: organisation.code for organisation in demo.organisations}
    return codes[max(sorted(numbers), key=lambda key: numbers[key])] if numbers else codes[1]


def _host_of(demo: DemoSet, own: str) -> Dwelling | None:
    """Return a household of the municipality whose room nobody lives in, so it can be proposed."""
    taken = {
        one.room["reference"] for one in demo.placed if one.stay.status != PlacementStatus.ENDED
    }
    homes = [d for d in demo.dwellings if d.is_approved]
    free = [d for d in homes if all(room["reference"] not in taken for room in d.rooms)]
    return _first(free, own)


def _youth_of(demo: DemoSet, own: str) -> Person | None:
    return _first([p for p in demo.people if p.youth["status"] == YouthStatus.READY], own)


def _first(records: Sequence[Local], own: str) -> Local | None:
    """Return the first record of the municipality, else the first of all."""
    return next((r for r in records if r.town.municipality == own), records[0] if records else None)
