"""People of a story that runs from a round to after-care, and the time that passes for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, links
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import Consent, YouthCase
from matcher.database.hosting import HouseRule
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.tick import tick
from matcher.words import CaseSource, ConsentPurpose, ConsentWay, HouseRuleKind, Role
from tests.factories import UTRECHT, add_account, add_room, add_youth
from tests.web.conftest import signed_in_client
from tests.web.test_every_page import sign_in

#: A Monday morning; rooms and youths of the factories are free and ready from this day.
MONDAY = datetime(2026, 3, 2, 10, tzinfo=NETHERLANDS)
RULES = (
    (HouseRuleKind.QUIET, "Na half elf is het stil."),
    (HouseRuleKind.VISITORS, "Bezoek mag, zeg het even van tevoren."),
)


@dataclass
class People:
    """Sam (youth), the host, Bo who guides Sam, and two coordinators of Utrecht."""

    youth: Account
    host: Account
    counsellor: Account
    cora: Account
    dirk: Account


def make_people(session: Session) -> People:
    """Add a youth and a room that fit, and everybody around them."""
    organisation = session.scalars(select(CareOrganisation)).first()
    if organisation is None:
        organisation = CareOrganisation(code="ZORG", name="Zorg voor straks")
        session.add(organisation)
        session.flush()
    room = add_room(session)
    household = room.home.household
    for position, (kind, text) in enumerate(RULES, 1):
        session.add(HouseRule(household_id=household.id, position=position, kind=kind, text=text))
    sam = add_youth(
        session, last_name="Verzonnen", organisation_id=organisation.id, email="sam@example.org"
    )
    region = [UTRECHT["code"]]
    people = People(
        youth=add_account(session, Role.YOUTH, name=sam.name, email="sam@example.org"),
        host=add_account(session, Role.HOST, name=household.contact_name, email=household.email),
        counsellor=add_account(
            session, Role.REFERRER, name="Bo Begeleidt", organisation=organisation.code
        ),
        cora=add_account(session, Role.COORDINATOR, name="Cora Coördineert", regions=region),
        dirk=add_account(session, Role.COORDINATOR, name="Dirk Denktmee", regions=region),
    )
    sam.account, household.account = people.youth, people.host
    session.add(
        YouthCase(
            youth=sam,
            source=CaseSource.REFERRAL,
            worker_id=people.counsellor.id,
            handled_by_id=people.cora.id,
            housing_question="Zoekt een rustige plek.",
            guidance_question="Wil leren omgaan met geld.",
            motivation="Een gastgezin geeft rust.",
            last_activity_on=MONDAY.date(),
        )
    )
    for purpose in ConsentPurpose:
        session.add(
            Consent(
                youth_id=sam.id,
                purpose=purpose,
                text_version="2026-1",
                way=ConsentWay.SIGNED,
                given_at=MONDAY,
            )
        )
    session.flush()
    return people


class Story:
    """Windows of everybody, what they were mailed, and the clock."""

    def __init__(
        self, app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
    ) -> None:
        self.app, self.live, self.factory, self.open_page = app, live, factory, open_page
        clock.set_to(MONDAY)
        with transaction(factory) as session:
            self.people = make_people(session)
            session.flush()
            for account in vars(self.people).values():
                session.refresh(account)
                session.expunge(account)

    def window(self, account: Account, width: int = 1280) -> Page:
        page = self.open_page(width)
        sign_in(page, self.live, signed_in_client(self.app, account))
        return page

    def pass_time(self, until: datetime) -> None:
        """Let every hour of the first two days come, then a tick on each morning until then."""
        moment = clock.moment()
        hours = 0
        while moment < until:
            hours += 1
            step = timedelta(hours=1) if hours <= 48 else timedelta(days=1)
            moment = min(moment + step, until)
            clock.set_to(moment)
            done = tick(self.factory, moment)
            assert done.failed == [], done.failed

    def to_day(self, day: date, hour: int = 10) -> None:
        self.pass_time(datetime.combine(day, datetime.min.time(), NETHERLANDS).replace(hour=hour))

    def mails(self, recipient: str) -> list[str]:
        with self.factory() as session:
            query = select(OutboxMessage.template).where(OutboxMessage.recipient == recipient)
            return list(session.scalars(query.order_by(OutboxMessage.id)))

    def link(self, recipient: str, template: str) -> str:
        """Where the link in the newest such mail to this address leads."""
        with self.factory() as session:
            query = (
                select(OutboxMessage.values)
                .where(OutboxMessage.recipient == recipient, OutboxMessage.template == template)
                .order_by(OutboxMessage.id.desc())
            )
            values = session.scalars(query).first()
        assert values is not None, (template, self.mails(recipient))
        claim = links.Claim.restored(values["link"])
        return links.address(self.app.extensions["settings"].secret_key, "", claim)
