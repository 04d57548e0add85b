"""Verbs of stays: signing, moving in, notice, and leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from matcher.agreements import service as agreements
from matcher.agreements.details import HEARERS
from matcher.careteam.contacts import set_contacts
from matcher.careteam.rules import Contact
from matcher.database.leaving import Ending as EndingRow
from matcher.database.placements import Placement as Row
from matcher.endings import service as endings
from matcher.inforce import policy_in_force
from matcher.words import (
    AnswerWay,
    ContactKind,
    Destination,
    EndingKind,
    EndingReason,
    LegalGround,
    Side,
)
from tests.agreements.world import SIGNED_COPY, fake_pdf
from tests.machines.harness import Harness
from tests.machines.model import Introduction
from tests.machines.picking import ANYBODY, PICK, STALE, require_version

NUMBER = Contact(ContactKind.COORDINATOR, "Co", "030 123 45 67", "9-17")
DESTINATIONS = st.sampled_from([None, *Destination])


class StayVerbs(Harness):
    @precondition(lambda self: any(i.stage == "agreements" for i in self.model.introductions))
    @rule(which=PICK)
    def sign(self, which: int) -> None:
        """Explain every rule, lay both agreements out, and keep the signed copies."""
        one = self.choose(self.model.introductions, which, _is_unsigned)
        if one.stage != "agreements" or one.placement.signed_from is None:
            self.do(
                lambda: self.model.sign(one, self.today), lambda session: self._sign(session, one)
            )

    def _sign(self, session: Session, one: Introduction) -> None:
        actor, key = self.actor("coordinator"), one.placement.key
        stay = session.get_one(Row, key)
        details = agreements.details_of(session, stay, policy_in_force())
        details = replace(details, legal_ground=LegalGround.HOSPITA)
        rent, coaching = agreements.draft(session, actor, key, details)
        positions = [rule.position for rule in rent.rules]
        for party in HEARERS:
            agreements.acknowledge(session, actor, rent.id, positions, party, AnswerWay.TOLD)
        agreements.offer(session, actor, key, today=self.today, lay_out=fake_pdf)
        for agreement in (rent, coaching):
            agreements.sign(
                session, actor, agreement.id, agreement.version, SIGNED_COPY, self.today,
                today=self.today,
            )  # fmt: skip
        set_contacts(session, actor, key, [NUMBER])

    @precondition(lambda self: self.model.introductions)
    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def move_in(self, which: int, who: str, stale: bool) -> None:
        one = self.choose(
            self.model.introductions, which, lambda one: one.placement.signed_from is not None
        )

        def verb(session: Session) -> None:
            version = session.get_one(Row, one.placement.key).version - stale
            agreements.start_living(
                session, self.actor(who), one.placement.key, version, self.today
            )

        expected = require_version(stale, lambda: self.model.move_in(one, who, self.today))
        self.do(expected, verb, event="move_in", room=one.placement.room)

    @precondition(lambda self: self.model.placements)
    @rule(which=PICK, days=st.integers(-1, 40), stale=STALE, where=DESTINATIONS,
          again=st.sampled_from([None, True, False]))  # fmt: skip
    def give_notice(
        self, which: int, days: int, stale: bool, where: Destination | None, again: bool | None
    ) -> None:
        stay = self.choose(self.model.placements, which, lambda one: one.status == "active")
        ends = self.today + timedelta(days=days)

        def expected() -> object:
            return self.model.give_notice(
                stay, ends, self.today,
                destination=where.value if where else None, match_again=again,
            )  # fmt: skip

        def verb(session: Session) -> int:
            version = session.get_one(Row, stay.key).version - stale
            notice = endings.Notice(
                EndingKind.PLANNED, EndingReason.PLANNED_END, Side.COORDINATOR, ends,
                destination=where, match_again=again,
            )  # fmt: skip
            given = endings.give_notice(
                session, self.actor("coordinator"), stay.key, version, notice, today=self.today
            )
            return given.id

        soon = days <= 0
        key = self.do(
            require_version(stale, expected), verb,
            event="" if soon else "give_notice", room=stay.room,
        )  # fmt: skip
        if key:
            assert stay.ending is not None
            stay.ending.key = key

    @precondition(lambda self: self.model.endings)
    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def withdraw_notice(self, which: int, who: str, stale: bool) -> None:
        ending = self.choose(self.model.endings, which, lambda one: one.status == "planned")
        soon = ending.ends <= self.today

        def verb(session: Session) -> None:
            version = session.get_one(EndingRow, ending.key).version - stale
            endings.withdraw_notice(session, self.actor(who), ending.key, version, today=self.today)

        self.do(
            require_version(stale, lambda: self.model.withdraw_notice(ending, who, self.today)),
            verb,
            event="" if soon else "withdraw_notice", room=ending.placement.room,
        )  # fmt: skip


def _is_unsigned(one: Introduction) -> bool:
    return one.stage == "agreements" and one.placement.signed_from is None
