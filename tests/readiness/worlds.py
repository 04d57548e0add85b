"""Random worlds of hosts, rooms and youths with all that can stand in the way of a match."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import Consent, Intake, YouthCase, YouthException
from matcher.database.hosting import HouseholdCircumstances
from matcher.database.hosts import Household, Room, RoomAvailability
from matcher.database.placements import Placement
from matcher.database.places import Municipality
from matcher.database.screening import FlowChart, FlowChartVersion, Screening
from matcher.database.visits import HomeVisit, HouseholdDocument
from matcher.database.youths import Youth
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    DocumentKind,
    DocumentState,
    ExceptionKind,
    HouseholdStatus,
    IntakeMoment,
    IntakeOutcome,
    PlacementStatus,
    Role,
    ScreeningRoute,
    Tenure,
    VisitStatus,
    YouthStatus,
)
from tests.factories import TODAY, add_account, add_room, add_youth

EARLIER = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = datetime(2026, 2, 5, 9, tzinfo=UTC)
WITHOUT_CONTRACT = {
    "code": "GM0363",
    "name": "Amsterdam",
    "province": "Noord-Holland",
    "latitude": 52.37,
    "longitude": 4.9,
}
NEIGHBOURS = 24


def add_random_world(session: Session, seed: int) -> None:
    """Add some hosts with rooms and some youths; ``seed`` decides everything about them."""
    luck = Random(seed)
    asker, decider = (add_account(session, Role.ADMINISTRATOR) for _ in range(2))
    session.merge(Municipality(**WITHOUT_CONTRACT))
    organisation = CareOrganisation(code=f"ZORG{seed}", name="Zorg voor morgen")
    chart = FlowChartVersion(
        chart=FlowChart(code=f"chart-{seed}"), number=1, content={}, checksum="0" * 64
    )
    session.add_all([organisation, chart])
    session.flush()
    rooms = [_random_room(session, luck) for _ in range(NEIGHBOURS)]
    youths = [
        _random_youth(session, luck, asker, decider, organisation, chart) for _ in range(NEIGHBOURS)
    ]
    pairs = zip(luck.sample(rooms, 8), luck.sample(youths, 8), strict=True)
    for room, youth in pairs:
        session.add(_random_placement(luck, room, youth))
    session.flush()


def _random_room(session: Session, luck: Random) -> Room:
    code = luck.choice(["GM0344", "GM0344", "GM0363"])
    room = add_room(
        session,
        home={"municipality_code": code},
        legal_max_rent_cents=luck.choice([None, 30000, 60000]),
    )
    household = room.home.household
    household.status = luck.choice([*HouseholdStatus, *[HouseholdStatus.APPROVED] * 8])
    room.availabilities[:] = [
        RoomAvailability(
            free_from=TODAY + timedelta(days=begin),
            free_until=TODAY + timedelta(days=begin + length) if length else None,
        )
        for begin, length in luck.choice(
            [[], [(0, 0)], [(0, 0)], [(-90, 60)], [(-90, 90)], [(200, 0)], [(179, 2)], [(-5, 6)],
             [(-60, 30), (30, 100)]]
        )
    ]  # fmt: skip
    _random_consents(session, luck, {"household_id": household.id})
    if luck.random() < 0.6:
        session.add(
            HouseholdCircumstances(
                household_id=household.id, tenure=luck.choice(list(Tenure)), number_of_residents=2
            )
        )
    for _ in range(luck.randrange(4)):
        session.add(_random_document(luck, household))
    if luck.random() < 0.5:
        status = luck.choice([VisitStatus.PLANNED, VisitStatus.HELD, VisitStatus.CANCELLED])
        session.add(
            HomeVisit(
                household_id=household.id, number=1, status=status, planned_at=LATER, minutes=60
            )
        )
    return room


def _random_document(luck: Random, household: Household) -> HouseholdDocument:
    expires = luck.choice([None, -1, 0, 1, 300])
    return HouseholdDocument(
        household_id=household.id,
        kind=luck.choice(list(DocumentKind)),
        state=luck.choice([DocumentState.SEEN, DocumentState.SEEN, *DocumentState]),
        issued_on=date(2025, 1, 1),
        expires_on=None if expires is None else TODAY + timedelta(days=expires),
    )


def _random_youth(
    session: Session,
    luck: Random,
    asker: Account,
    decider: Account,
    organisation: CareOrganisation,
    chart: FlowChartVersion,
) -> Youth:
    born = luck.choice([date(2007, 1, 1), date(2007, 1, 1), date(2009, 1, 1), date(1995, 1, 1)])
    youth = add_youth(
        session,
        status=luck.choice([*YouthStatus, *[YouthStatus.READY] * 6]),
        birth_date=born,
        consent_at=luck.choice([None, EARLIER]),
        organisation_id=luck.choice([None, organisation.id]),
        needs={"age_exception": luck.random() < 0.3},
    )
    if luck.random() < 0.1:
        session.delete(youth.needs)
    if luck.random() < 0.2:
        youth.places.clear()
    _random_consents(session, luck, {"youth_id": youth.id})
    if luck.random() < 0.5:
        words = luck.choice(["", "een kamer zoeken"])
        session.add(
            YouthCase(
                youth_id=youth.id, source=luck.choice(list(CaseSource)), last_activity_on=TODAY,
                housing_question=words, guidance_question=words, motivation="omdat",
            )
        )  # fmt: skip
    if luck.random() < 0.3:
        session.add(
            Intake(
                youth_id=youth.id, number=1, held_on=TODAY,
                moment=luck.choice(list(IntakeMoment)), outcome=luck.choice(list(IntakeOutcome)),
            )
        )  # fmt: skip
    if luck.random() < 0.5:
        route = luck.choice([None, *ScreeningRoute])
        session.add(
            Screening(
                youth_id=youth.id, version_id=chart.id, answers={}, path=[], outcome=route,
                chosen=route, decided_at=LATER if route else None,
            )
        )  # fmt: skip
    if luck.random() < 0.3:
        session.add(_random_exception(luck, youth, asker, decider))
    session.flush()
    session.expire(youth)
    return youth


def _random_exception(
    luck: Random, youth: Youth, asker: Account, decider: Account
) -> YouthException:
    is_decided = luck.random() < 0.5
    return YouthException(
        youth_id=youth.id,
        kind=luck.choice(list(ExceptionKind)),
        reason="omdat het thuis niet meer gaat",
        asked_by_id=asker.id,
        asked_at=EARLIER,
        decided_by_id=decider.id if is_decided else None,
        decided_at=LATER if is_decided else None,
        is_agreed=luck.random() < 0.5 if is_decided else None,
    )


def _random_consents(session: Session, luck: Random, whose: dict[str, Any]) -> None:
    """Given, taken back, or taken back and given again: per purpose."""
    for purpose in (ConsentPurpose.KEEP_AND_MATCH, ConsentPurpose.SHARE_WITH_HOST):
        for withdrawn_at in luck.choice([(), (), (None,), (None,), (LATER,), (EARLIER, None)]):
            session.add(
                Consent(
                    **whose, purpose=purpose, text_version="1", way=ConsentWay.SPOKEN,
                    given_at=EARLIER, withdrawn_at=withdrawn_at,
                )
            )  # fmt: skip
            session.flush()


def _random_placement(luck: Random, room: Room, youth: Youth) -> Placement:
    begins, lasts = luck.choice([(-30, None), (-30, 10), (-30, 60), (20, None), (20, 60)])
    is_past = lasts == 10
    status = PlacementStatus.ENDED if is_past else luck.choice(
        [PlacementStatus.ACTIVE, PlacementStatus.BOOKED, PlacementStatus.CANCELLED]
    )  # fmt: skip
    return Placement(
        room_id=room.id,
        youth_id=youth.id,
        status=status,
        starts_on=TODAY + timedelta(days=begins),
        ends_on=None if lasts is None else TODAY + timedelta(days=begins + lasts),
    )
