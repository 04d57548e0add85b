"""Verbs of concerns: raised by anybody in a stay, and climbing while nobody deals with them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from matcher.concerns import service
from matcher.database.concerns import Concern as Row
from matcher.words import ConcernKind, ConcernOutcome, Seriousness, Side
from tests.machines.harness import Harness
from tests.machines.model import Concern
from tests.machines.picking import ANYBODY, EACH, PICK, STALE, require_version


class ConcernVerbs(Harness):
    @precondition(lambda self: self.model.placements)
    @rule(which=PICK, who=EACH, serious=st.booleans())
    def raise_concern(self, which: int, who: str, serious: bool) -> None:
        stay = self.choose(
            self.model.placements, which, lambda one: one.status in ("booked", "active")
        )
        side = {"referrer": Side.COUNSELLOR}.get(who) or Side(who)
        told = service.Told(
            kind=ConcernKind.CONFLICT, text="Er is ruzie over de keuken.",
            seriousness=Seriousness.SERIOUS if serious else Seriousness.NOTICE,
        )  # fmt: skip

        def verb(session: Session) -> int:
            return service.raise_(session, self.actor(who), stay.key, side, told, self.now).id

        key = self.do(lambda: self.model.raise_concern(stay, serious, who), verb)
        if key:
            self.model.concerns[-1].key = key

    @precondition(lambda self: self.model.concerns)
    @rule(which=PICK, who=ANYBODY, stale=STALE,
          how=st.sampled_from(["pick_up", "agree", "escalate", "close"]))  # fmt: skip
    def handle(self, which: int, who: str, stale: bool, how: str) -> None:
        concern: Concern = self.choose(
            self.model.concerns, which, lambda one: one.status != "closed"
        )

        def verb(session: Session) -> None:
            version = session.get_one(Row, concern.key).version - stale
            given = session, self.actor(who), concern.key, version
            if how == "pick_up":
                service.pick_up(*given, self.now)
            elif how == "agree":
                review_on = self.today + timedelta(days=7)
                service.agree(*given, "Samen gegeten en gepraat.", review_on, self.now)
            elif how == "escalate":
                service.escalate(*given, self.now)
            else:
                service.close(*given, ConcernOutcome.SOLVED, "", self.now)

        expected = require_version(stale, lambda: getattr(self.model, how)(concern, who))
        self.do(expected, verb)
