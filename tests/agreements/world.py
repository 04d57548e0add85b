"""A booking of two people who said yes, with a coordinator, a deputy and numbers to call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agreements import service
from matcher.agreements.details import HEARERS, Details
from matcher.agreements.facts import Rule
from matcher.agreements.paper import Paper
from matcher.audit import Actor
from matcher.careteam.contacts import set_contacts
from matcher.careteam.rules import Contact
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account
from matcher.database.agreements import Agreement
from matcher.database.hosting import HouseRule, RoomTerms
from matcher.database.introductions import Introduction
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.database.records import OutboxMessage
from matcher.inforce import policy_in_force
from matcher.words import (
    AnswerWay,
    ContactKind,
    HouseRuleKind,
    IntroductionStage,
    LegalGround,
    Role,
    SignParty,
)
from tests.factories import TODAY, add_account, add_introduction, add_municipality

SIGNED_COPY = b"%PDF-1.7\ngetekend\n%%EOF\n"
MOMENT = datetime.combine(TODAY, time(10), NETHERLANDS)


def fake_pdf(paper: Paper, made_on: date) -> bytes:
    """Stand in for the real thing, which takes seconds."""
    return f"%PDF-1.7\n{paper.title} {made_on}\n%%EOF\n".encode()


@dataclass
class World:
    session: Session
    coordinator: Account
    deputy: Account
    introduction: Introduction
    placement: Placement

    @property
    def actor(self) -> Actor:
        return Actor(self.coordinator.id, "web")

    def templates(self) -> list[str]:
        """Return the templates of all mails so far, oldest first."""
        query = select(OutboxMessage.template).order_by(OutboxMessage.id)
        return list(self.session.scalars(query))

    def details(self, **changes: Any) -> Details:
        found = service.details_of(self.session, self.placement, policy_in_force())
        if found.legal_ground is None:
            found = replace(found, legal_ground=LegalGround.HOSPITA)
        return replace(found, **changes)

    def draft(self, **changes: Any) -> tuple[Agreement, Agreement]:
        return service.draft(self.session, self.actor, self.placement.id, self.details(**changes))

    def hear(self, agreement: Agreement, *parties: SignParty) -> None:
        for party in parties or HEARERS:
            service.acknowledge(
                self.session, self.actor, agreement.id,
                [rule.position for rule in agreement.rules], party, AnswerWay.TOLD,
            )  # fmt: skip

    def offer(self, today: date = TODAY) -> list[Agreement]:
        return service.offer(
            self.session, self.actor, self.placement.id, today=today, lay_out=fake_pdf
        )

    def sign(self, agreement: Agreement, today: date = TODAY, **changes: Any) -> Agreement:
        given: dict[str, Any] = {"content": SIGNED_COPY, "signed_on": today, **changes}
        return service.sign(
            self.session, self.actor, agreement.id, agreement.version,
            given["content"], given["signed_on"], today=today,
        )  # fmt: skip

    def signed(self) -> tuple[Agreement, Agreement]:
        """Go all the way up to both signatures."""
        rent, coaching = self.draft()
        self.hear(rent)
        self.offer()
        return self.sign(rent), self.sign(coaching)

    def start(self, moved_in_on: date = TODAY, today: date = TODAY) -> Placement:
        return service.start_living(
            self.session, self.actor, self.placement.id, self.placement.version,
            moved_in_on, today=today,
        )  # fmt: skip


def make_world(session: Session, **values: Any) -> World:
    add_municipality(session)
    coordinator = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    deputy = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    introduction = add_introduction(
        session,
        stage=IntroductionStage.AGREEMENTS,
        stage_since_at=MOMENT,
        due_at=MOMENT + timedelta(days=14),
        **values,
    )
    placement = introduction.placement
    assert placement is not None
    room = placement.room
    session.add(
        CareTeam(placement_id=placement.id, responsible=coordinator, deputy=deputy, since_on=TODAY)
    )
    session.add(
        RoomTerms(room_id=room.id, included="heating", service_cents=5000, deposit_cents=35000)
    )
    for position, (kind, text) in enumerate(RULES, start=1):
        household_id = room.home.household_id
        session.add(HouseRule(household_id=household_id, position=position, kind=kind, text=text))
    session.flush()
    world = World(session, coordinator, deputy, introduction, placement)
    number = Contact(ContactKind.COORDINATOR, "Co", "030 123 45 67", "9-17")
    set_contacts(session, world.actor, placement.id, [number])
    return world


RULES = (
    (HouseRuleKind.QUIET, "Na 22.00 uur is het stil."),
    (HouseRuleKind.VISITORS, "Bezoek gaat voor 23.00 uur naar huis."),
    (HouseRuleKind.PETS, "Geen huisdieren."),
)
OTHER_RULE = Rule(HouseRuleKind.QUIET, "Na 23.00 uur is het stil.")
