"""The people of a year: municipalities, youths, hosts, and the workers who know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from bench.year.core import Year
from matcher.accounts.service import create_account
from matcher.audit import COMMAND_LINE
from matcher.consents.texts import consent_texts
from matcher.database import migrate
from matcher.database.accounts import Account
from matcher.database.cases import Consent, YouthCase
from matcher.database.places import Contract
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.settings import Settings
from matcher.words import CaseSource, ConsentPurpose, ConsentWay, HouseholdStatus, Role, YouthStatus
from seed.demo.country import read_country
from seed.demo.plan import DemoSet, Size, make_set
from seed.demo.rows import moment
from seed.demo.store import store_partners, store_people
from seed.demo.youths import Person
from seed.load import load_reference

ROOMS_PER_COORDINATOR = 16  # below the cap of the policy, as somebody can be away
YOUTHS_PER_COUNSELLOR = 8
WITH_ACCOUNT = 0.6  # of youths and hosts; the others answer by the links in their mails
ALREADY_THERE = 0.45  # of the youths on the first day; the others come in the course of the year
AGREES_TO_FOLLOW_UP = 0.7


@dataclass(frozen=True)
class Plan:
    """``folder``: where the database of this year comes.

    ``waits_for_disk``: as in service, each command waits until the disk has it. Without, a year
    is measured that does not depend on what else keeps the disk busy.
    """

    folder: Path
    youths: int
    rooms: int
    seed: int
    starts_on: date
    days: int
    waits_for_disk: bool = False


def make_world(plan: Plan) -> World:
    """Return the first morning: hosts and workers are there, and part of the youths."""
    url = f"sqlite:///{plan.folder / 'year.sqlite3'}"
    settings = Settings.from_environment(
        {"KAMERMATCH_INSTANCE": str(plan.folder), "DATABASE_URL": url}
    )
    engine = engine_for(url)
    if not plan.waits_for_disk:
        event.listen(engine, "connect", _do_not_wait)
    migrate.upgrade(engine)
    factory = make_session_factory(engine)
    with transaction(factory) as session:
        load_reference(session)
        made = make_set(
            read_country(session), Size(plan.youths, plan.rooms), plan.seed, plan.starts_on,
            with_history=False,
        )  # fmt: skip
        first, later = _divide(made, plan)
        _approve_homes(made)
        store_partners(session, made)
        _keep_contracts(session)
        _give_accounts(session, made, plan.seed)
        store_people(session, replace(made, people=first, exclusions=[]))
        world = World(
            Year(factory, settings, plan.seed, _coordinators(session, made)),
            replace(made, dwellings=[], people=[], exclusions=[]),
            later,
            _counsellors(session, made),
        )
        _add_cases(session, world, first)
    return world


def _do_not_wait(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@dataclass
class World:
    """``later``: who comes in the course of the year, by the Monday on which they are registered.

    ``counsellors``: accounts by the code of their organisation.
    """

    year: Year
    made: DemoSet
    later: dict[date, list[Person]]
    counsellors: dict[str, list[int]]


def arrive(world: World, today: date) -> None:
    """Register those who come today, as an import does."""
    people = world.later.get(today, [])
    if not people:
        return
    with transaction(world.year.factory) as session:
        store_people(session, replace(world.made, people=people))
        _add_cases(session, world, people)
    world.year.tally.done["youth registered"] += len(people)


def _divide(made: DemoSet, plan: Plan) -> tuple[list[Person], dict[date, list[Person]]]:
    """Divide the youths who look for a room: some are there, others come on a Monday."""
    first, later = [], defaultdict[date, list[Person]](list)
    for number, person in enumerate(made.people, 1):
        youth, chance = person.youth, Random(f"{plan.seed}/year/arrival/{number}")
        running = made.partners.running
        if youth["municipality_code"] not in running:  # nobody would work for this youth
            youth["municipality_code"] = running[number % len(running)]
        youth["status"] = YouthStatus.READY
        youth["consent_at"] = youth["consent_at"] or moment(youth["registered_on"], 11)
        youth["ready_on"] = min(youth["ready_on"], plan.starts_on)
        if chance.random() < ALREADY_THERE:
            first.append(person)
            continue
        day = plan.starts_on + timedelta(days=int(chance.random() * plan.days))
        monday = day - timedelta(days=day.weekday())
        youth["status"] = YouthStatus.REGISTERED
        youth["registered_on"] = youth["ready_on"] = monday
        later[monday].append(person)
    return first, dict(later)


def _approve_homes(made: DemoSet) -> None:
    """All homes have been visited and approved: what comes before a placement is another story."""
    for home in made.dwellings:
        home.household["status"] = HouseholdStatus.APPROVED
        home.household["consent_at"] = home.household["consent_at"] or moment(
            home.household["signed_up_on"], 10
        )


def _keep_contracts(session: Session) -> None:
    """No municipality stops during the year: that is another story."""
    for contract in session.scalars(select(Contract)):
        contract.ends_on = contract.placement_limit = None
    session.flush()


def _give_accounts(session: Session, made: DemoSet, seed: int) -> None:
    chance = Random(f"{seed}/year/accounts")
    for person in made.people:
        if chance.random() < WITH_ACCOUNT:
            name = f"{person.youth['first_name']} {person.youth['last_name']}"
            person.youth["account_id"] = _account(session, person.youth["email"], name, Role.YOUTH)
    for home in made.dwellings:
        if chance.random() < WITH_ACCOUNT:
            email, name = home.household["email"], home.household["contact_name"]
            home.household["account_id"] = _account(session, email, name, Role.HOST)


def _account(session: Session, email: str, name: str, role: Role, **ties: object) -> int:
    return create_account(session, COMMAND_LINE, email, name, [role], **ties).id  # type: ignore[arg-type]


def _coordinators(session: Session, made: DemoSet) -> dict[str, list[int]]:
    """Return per municipality the two coordinators who share it, each with a region of neighbours."""
    rooms: dict[str, int] = dict.fromkeys(made.partners.running, 0)
    for home in made.dwellings:
        if home.town.municipality in rooms:
            rooms[home.town.municipality] += len(home.rooms)
    found: dict[str, list[int]] = {}
    for number, region in enumerate(_regions(made, rooms), 1):
        people = max(2, ceil(sum(rooms[code] for code in region) / ROOMS_PER_COORDINATOR))
        ids = [
            _account(
                session, f"c{number}.{one}@year.example", f"Coördinator {number}.{one}",
                Role.COORDINATOR, regions=region,
            )
            for one in range(1, people + 1)
        ]  # fmt: skip
        found |= dict.fromkeys(region, ids)
    return found


def _regions(made: DemoSet, rooms: dict[str, int]) -> list[list[str]]:
    """Divide the municipalities: each in turn begins a region with its neighbours around it."""
    left = set(rooms)
    regions = []
    for code in sorted(rooms, key=lambda one: (-rooms[one], one)):
        if code not in left:
            continue
        centre = made.country.main_town(code)
        near = sorted(left, key=lambda one: centre.distance_km(made.country.main_town(one)))
        region: list[str] = []
        while near and sum(rooms[one] for one in region) < 3 * ROOMS_PER_COORDINATOR:
            region.append(near.pop(0))
        left -= set(region)
        regions.append(region)
    return regions


def _add_cases(session: Session, world: World, people: Sequence[Person]) -> None:
    """Give every youth a case, a counsellor of the own organisation, and consents."""
    given = {ConsentPurpose.KEEP_AND_MATCH, ConsentPurpose.SHARE_WITH_HOST}
    cases, consents = [], []
    for person in people:
        youth, key = person.youth, person.youth["id"]
        team = world.counsellors.get(person.organisation, [])
        near = world.year.coordinators.get(youth["municipality_code"], [])
        cases.append(
            {
                "youth_id": key,
                "source": CaseSource.IMPORT,
                "worker_id": team[key % len(team)] if team else None,
                "handled_by_id": near[key % len(near)] if near else None,
                "housing_question": "", "guidance_question": "", "motivation": "",
                "last_activity_on": youth["registered_on"], "version": 1,
            }
        )  # fmt: skip
        agrees = world.year.chance("follow-up consent", key).random() < AGREES_TO_FOLLOW_UP
        for purpose in sorted(given | ({ConsentPurpose.FOLLOW_UP} if agrees else set())):
            consents.append(_consent(key, purpose, youth["registered_on"]))
    session.execute(insert(YouthCase), cases)
    session.execute(insert(Consent), consents)


def _consent(youth_id: int, purpose: ConsentPurpose, on: date) -> dict[str, object]:
    return {
        "youth_id": youth_id, "household_id": None, "purpose": purpose,
        "text_version": consent_texts().version, "way": ConsentWay.ON_SCREEN,
        "given_at": moment(on, 11), "given_by_id": None, "withdrawn_at": None,
    }  # fmt: skip


def _counsellors(session: Session, made: DemoSet) -> dict[str, list[int]]:
    """Return the accounts of counsellors by the code of their organisation."""
    youths: dict[str, int] = defaultdict(int)
    for person in made.people:
        youths[person.organisation] += 1
    return {
        one.code: [
            _account(
                session, f"{one.code.lower()}.{number}@year.example",
                f"Begeleider {one.code} {number}", Role.REFERRER, organisation=one.code,
            )
            for number in range(1, ceil(youths[one.code] / YOUTHS_PER_COUNSELLOR) + 1)
        ]
        for one in made.organisations
    }  # fmt: skip


def everybody(session: Session, role: Role) -> Sequence[Account]:
    query = select(Account).where(Account.roles.any(role=role), Account.is_active)
    return session.scalars(query.order_by(Account.id)).all()
