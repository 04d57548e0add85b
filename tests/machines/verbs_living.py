"""Verbs of living there: check-ins, what each side says, and actions of the plan."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy.orm import Session

from matcher.checkins import service, voices
from matcher.plans import service as plans
from matcher.plans.rules import Wanted
from matcher.words import CheckInKind, CoreActivity, EvaluationSide, Side
from tests.machines.harness import Harness
from tests.machines.model import Refused
from tests.machines.picking import PICK, STALE, one_of

GOES = st.integers(1, 5)
STAFF = st.sampled_from(["coordinator", "deputy", "referrer"])
PLANNED = """SELECT c.id, c.version, c.planned_on, p.starts_on FROM check_in c
    JOIN placement p ON p.id = c.placement_id WHERE c.status = 'planned' ORDER BY c.id"""
#: What must never be, whatever was done: name → rows that break it.
NEVER = {
    "two check-ins planned for one stay": """SELECT placement_id FROM check_in
        WHERE status = 'planned' GROUP BY placement_id HAVING count(*) > 1""",
    "a check-in planned where nobody lives": """SELECT c.id FROM check_in c
        JOIN placement p ON p.id = c.placement_id
        WHERE c.status = 'planned' AND p.status <> 'active'""",
    "a check-in planned after the youth has left": """SELECT c.id FROM check_in c
        JOIN placement p ON p.id = c.placement_id
        WHERE c.status = 'planned' AND c.planned_on >= p.ends_on""",
    "an open action where nobody lives": """SELECT a.id FROM plan_action a
        JOIN plan ON plan.id = a.plan_id JOIN placement p ON p.id = plan.placement_id
        WHERE a.status = 'open' AND p.status = 'ended'""",
    "an address that shows numbers after the stay": """SELECT l.placement_id FROM emergency_link l
        JOIN placement p ON p.id = l.placement_id WHERE l.is_active AND p.status = 'ended'""",
}


class LivingVerbs(Harness):
    @precondition(lambda self: self.world.rows(PLANNED))
    @rule(which=PICK, who=STAFF, stale=STALE, goes=GOES)
    def hold_check_in(self, which: int, who: str, stale: bool, goes: int) -> None:
        key, version, _, starts_on = one_of(self.world.rows(PLANNED), which)

        def expected() -> None:
            _require(not stale, "changed by somebody else")
            _require(date.fromisoformat(starts_on) <= self.today, "before the stay")

        def verb(session: Session) -> None:
            report = service.CheckInReport(
                kind=CheckInKind.VISIT, held_on=self.today,
                activities=dict.fromkeys(CoreActivity, goes), summary="Samen gekeken.",
            )  # fmt: skip
            service.hold(session, self.actor(who), key, version - stale, report, self.today)

        self.do(expected, verb)

    @precondition(lambda self: self.world.rows(PLANNED))
    @rule(which=PICK, who=STAFF, stale=STALE)
    def miss_check_in(self, which: int, who: str, stale: bool) -> None:
        key, version, planned_on, _ = one_of(self.world.rows(PLANNED), which)

        def expected() -> None:
            _require(not stale, "changed by somebody else")
            _require(date.fromisoformat(planned_on) <= self.today, "still to come")

        self.do(
            expected,
            lambda session: service.miss(
                session, self.actor(who), key, version - stale, self.today
            ),
        )

    @precondition(lambda self: self.world.rows(PLANNED))
    @rule(which=PICK, side=st.sampled_from(EvaluationSide), goes=st.integers(0, 5))
    def say(self, which: int, side: EvaluationSide, goes: int) -> None:
        key = one_of(self.world.rows(PLANNED), which)[0]
        self.do(
            lambda: _require(goes > 0, "no number"),
            lambda session: voices.say(
                session, self.actor(str(side)), key, side, goes, "Gaat zo zijn gang."
            ),
        )

    @precondition(lambda self: self.model.placements)
    @rule(which=PICK, side=st.sampled_from(Side), days=st.integers(-1, 40), measured=st.booleans())
    def add_action(self, which: int, side: Side, days: int, measured: bool) -> None:
        stay = one_of(self.model.placements, which)
        wanted = Wanted(
            what="Inschrijven bij de gemeente", measured_by="Bewijs is binnen" if measured else "",
            owner=side, due_on=self.today + timedelta(days=days),
        )  # fmt: skip

        def expected() -> None:
            _require(measured and days >= 0, "not smart")
            _require(stay.status in ("booked", "active"), "the stay is over")

        self.do(
            expected,
            lambda session: plans.add_action(
                session, self.actor("coordinator"), stay.key, wanted, self.today
            ),
        )

    @precondition(lambda self: self.world.rows("SELECT 1 FROM plan_action"))
    @rule(which=PICK, who=STAFF, stale=STALE)
    def finish_action(self, which: int, who: str, stale: bool) -> None:
        query = "SELECT id, version, status FROM plan_action ORDER BY id"
        key, version, status = one_of(self.world.rows(query), which)

        def expected() -> None:
            _require(not stale, "changed by somebody else")
            _require(status == "open", "state")

        self.do(
            expected,
            lambda session: plans.finish_action(
                session, self.actor(who), key, version - stale, self.today
            ),
        )

    @invariant()
    def living_is_whole(self) -> None:
        for name, query in NEVER.items():
            assert self.world.rows(query) == [], name


def _require(condition: bool, why: str) -> None:
    if not condition:
        raise Refused(why)
