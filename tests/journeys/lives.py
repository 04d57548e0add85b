"""People of a story that runs from a round to after-care, and the time that passes for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, events, links
from matcher.audit import Actor
from matcher.careteam import contacts
from matcher.careteam import service as careteam
from matcher.careteam.rules import Contact
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import Consent, YouthCase
from matcher.database.hosting import HouseRule
from matcher.database.hosts import Room
from matcher.database.introductions import Introduction
from matcher.database.records import OutboxMessage
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.messages import history
from matcher.proposals.service import approve_proposal
from matcher.tick import tick
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    ContactKind,
    HouseRuleKind,
    IntroductionStage,
    PlacementStatus,
    Role,
)
from tests.factories import (
    UTRECHT,
    add_account,
    add_introduction,
    add_proposal,
    add_room,
    add_youth,
    sign_agreements,
)
from tests.introductions.scenes import Scene, to_stage
from tests.journeys.windows import Windows

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
    region = [UTRECHT]
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


class Story(Windows):
    """Windows of everybody, what they were mailed, and the clock."""

    def __init__(
        self, app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
    ) -> None:
        super().__init__(app, live, factory, open_page)
        clock.set_to(MONDAY)
        with transaction(factory) as session:
            self.people = make_people(session)
            session.flush()
            for account in vars(self.people).values():
                session.refresh(account)
                session.expunge(account)

    def introduce(self, stage: IntroductionStage) -> None:
        """Propose Sam to the host, approve it, and go on to ``stage`` with 'yes' everywhere."""
        people = self.people
        with transaction(self.factory) as session:
            proposal = _proposal(session)
            actor = Actor(people.cora.id, "web")
            placement = approve_proposal(session, actor, proposal.id, proposal.version)
            introduction = session.scalars(select(Introduction)).one()
            scene = Scene(
                session, introduction, proposal, placement, people.cora, people.counsellor,
                people.youth, people.host,
            )  # fmt: skip
            to_stage(scene, stage)

    def move_in(self) -> None:
        """Let Sam live with the host from MONDAY on, with house rules that all have signed."""
        cora, dirk, today = self.people.cora, self.people.dirk, MONDAY.date()
        with transaction(self.factory) as session:
            actor = Actor(cora.id, "web")
            introduction = add_introduction(
                session, stage=IntroductionStage.AGREEMENTS, proposal=_proposal(session)
            )
            placement = introduction.placement
            assert placement is not None
            sign_agreements(session, placement, RULES)
            introduction.stage, introduction.due_at = IntroductionStage.STARTED, None
            placement.status = PlacementStatus.ACTIVE
            session.flush()
            careteam.assign(session, actor, placement.id, cora.id, dirk.id, today)
            us = Contact(ContactKind.COORDINATOR, "Cora", "030-1234567", "")
            contacts.set_contacts(session, actor, placement.id, [us])
            events.tell(session, actor, "placement.started", placement)

    def pass_time(self, until: datetime, every: timedelta = timedelta(days=1)) -> None:
        """Let a tick come every three hours for two days, and then ``every`` so long until then.

        Ticks may be few: each does all that fell due before it.
        """
        moment = began = clock.moment()
        while moment < until:
            step = timedelta(hours=3) if moment - began < timedelta(days=2) else every
            moment = min(moment + step, until)
            clock.set_to(moment)
            done = tick(self.factory, moment)
            assert done.failed == [], done.failed

    def to_day(self, day: date, hour: int = 10, every: timedelta = timedelta(days=1)) -> None:
        moment = datetime.combine(day, datetime.min.time(), NETHERLANDS).replace(hour=hour)
        self.pass_time(moment, every)

    def mails(self, recipient: str) -> list[str]:
        with self.factory() as session:
            query = select(OutboxMessage.template).where(OutboxMessage.recipient == recipient)
            return list(session.scalars(query.order_by(OutboxMessage.id)))

    def bodies(self, recipient: str) -> list[str]:
        """Return the mails to this address as they are read, without the links in them."""
        with self.factory() as session:
            query = select(OutboxMessage).where(OutboxMessage.recipient == recipient)
            rows = session.scalars(query.order_by(OutboxMessage.id)).all()
            found = [one.body for one in history.shown(session, rows, "")]
        assert all(found), self.mails(recipient)
        return found

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


def _proposal(session: Session) -> Proposal:
    sam, room = session.get_one(Youth, 1), session.get_one(Room, 1)
    return add_proposal(session, youth=sam, room=room)


@pytest.fixture
def story(
    app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
) -> Iterator[Story]:
    yield Story(app, live, factory, open_page)
    clock.set_to(None)
