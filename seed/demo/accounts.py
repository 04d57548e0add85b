"""Demo accounts, tied together: one per role, three colleagues for the same municipality,
and two coordinators of all others.

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


#: A second pair of eyes, two people of two organisations who visit homes, and the coordinator of
#: all other regions, who is responsible for the stays there, with a deputy.
COLLEAGUE, GUIDE, VISITOR = "collega", "begeleider", "wijkteam"
ELSEWHERE, STAND_IN = "elders", "vervanger"

COLLEAGUES = (
    DemoAccount(Role.COORDINATOR, address(COLLEAGUE), "Cor van Sprookveld"),
    DemoAccount(Role.REFERRER, address(GUIDE), "Bram Zogenaamdhof"),
    DemoAccount(Role.REFERRER, address(VISITOR), "Wies van Bedachtland"),
    DemoAccount(Role.COORDINATOR, address(ELSEWHERE), "Els van Nergenshuizen"),
    DemoAccount(Role.COORDINATOR, address(STAND_IN), "Vera van Schijnbergen"),
)
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
EVERY_ADDRESS = (*ADDRESSES.values(), *(colleague.email for colleague in COLLEAGUES))


def make_accounts(
    session: Session, demo: DemoSet, today: date, *, with_people: bool = True
) -> list[DemoAccount]:
    """Create the accounts, or renew those that are there (audit events refer to them).

    The host and the youth are tied to a household and a youth of the set, whose rows get the
    account's id: call this before they are written.
    """
    own = main_municipality(demo)
    host = _host_of(demo, own) if with_people else None
    youth = _youth_of(demo, own) if with_people else None
    links: dict[Role, dict[str, Any]] = {
        Role.COORDINATOR: {"regions": region(demo, own)},
        Role.MUNICIPALITY_OFFICER: {"municipality": own},
        Role.REFERRER: {"organisation": organisations_of(demo, own)[0]},
    }
    names = dict(STAFF)
    if host is not None:
        names[Role.HOST] = host.household["contact_name"]
    if youth is not None:
        names[Role.YOUTH] = f"{youth.youth['first_name']} {youth.youth['last_name']}"
    made = {}
    for role, email in ADDRESSES.items():
        if role in names:
            account = DemoAccount(role, email, names[role])
            made[role] = _account(session, account, links.get(role, {}), today)
    colleagues = _make_colleagues(session, demo, today, links) if with_people else []
    session.flush()
    if host is not None:
        host.household["account_id"] = made[Role.HOST].id
    if youth is not None:
        youth.youth["account_id"] = made[Role.YOUTH].id
    first = [DemoAccount(role, account.email, account.name) for role, account in made.items()]
    return [*first, *colleagues]


def _make_colleagues(
    session: Session, demo: DemoSet, today: date, links: dict[Role, dict[str, Any]]
) -> list[DemoAccount]:
    """Create a second coordinator, a colleague of the referrer, one of another organisation, and
    two coordinators of the other regions."""
    own, other = organisations_of(demo, main_municipality(demo))
    elsewhere = {"regions": other_regions(demo, links[Role.COORDINATOR]["regions"])}
    ties: tuple[dict[str, Any], ...] = (
        links[Role.COORDINATOR], {"organisation": own}, {"organisation": other}, elsewhere, elsewhere,
    )  # fmt: skip
    for colleague, tie in zip(COLLEAGUES, ties, strict=True):
        _account(session, colleague, tie, today)
    return list(COLLEAGUES)


@cache
def _passphrase_hash() -> str:
    """Return the one hash of all accounts; making it is slow on purpose."""
    return HASHER.hash(DEMO_PASSPHRASE, salt=SALT)


def _account(session: Session, account: DemoAccount, links: dict[str, Any], today: date) -> Account:
    found = session.scalar(select(Account).where(Account.email == account.email))
    if found is None:
        roles = [account.role]
        found = create_account(session, COMMAND_LINE, account.email, account.name, roles, **links)
    else:
        _renew(session, found, account.name, links)
    found.password_hash = _passphrase_hash()
    found.created_at = moment(today, 8)
    return found


def _renew(session: Session, present: Account, name: str, links: dict[str, Any]) -> None:
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


def find_accounts(session: Session) -> list[DemoAccount]:
    """Return the demo accounts that are in the database, in the order they were made."""
    query = select(Account).where(Account.email.in_(EVERY_ADDRESS)).order_by(Account.id)
    roles = {email: role for role, email in ADDRESSES.items()}
    roles |= {colleague.email: colleague.role for colleague in COLLEAGUES}
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


def other_regions(demo: DemoSet, own: Sequence[str]) -> list[str]:
    """Return the partners outside ``own``, and where else people of the set stay in a home."""
    homes = {one.dwelling.town.municipality for one in demo.placed}
    return sorted({*demo.partners.running, *homes} - set(own))


def organisations_of(demo: DemoSet, own: str) -> tuple[str, str]:
    """Return the codes of the two care organisations with most youths of the municipality."""
    numbers = Counter(
        person.organisation
        for person in demo.people
        if person.youth["municipality_code"] == own and person.organisation
    )
    most = sorted(numbers, key=lambda code: (-numbers[code], code))
    others = [one.code for one in demo.organisations if one.code not in most]
    first, second = [*most, *others][:2]
    return first, second


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
