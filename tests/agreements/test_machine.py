"""The life of both agreements in any order of steps, against a model written from the domain.

The model knows for each kind the version under way and the one in force, and who agreed to which
rule. Every verb is allowed by the model and the program alike, or by neither.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.agreements import acknowledging, service
from matcher.agreements.details import HEARERS
from matcher.agreements.facts import Rule
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.errors import MatcherError
from matcher.inforce import policy_in_force
from matcher.words import AgreementKind, AnswerWay, LegalGround, PlacementStatus, SignParty
from tests.agreements.world import (
    MOMENT,
    OTHER_RULE,
    RULES,
    SIGNED_COPY,
    fake_pdf,
    make_world,
)
from tests.factories import TODAY

RENT, COACHING = AgreementKind
KINDS = st.sampled_from(list(AgreementKind))
PARTIES = st.sampled_from(list(HEARERS))
MAXIMUM = 45000


class Refused(Exception):
    """The domain does not allow it."""


def require(holds: object) -> None:
    if not holds:
        raise Refused


@dataclass
class Model:
    """``coming``: status of the version under way per kind. ``signed``: kinds in force.

    ``heard``: who agreed to which text. ``kept``: the bytes of what was signed, by row.
    """

    coming: dict[AgreementKind, str] = field(default_factory=dict)
    numbers: dict[AgreementKind, int] = field(default_factory=dict)
    signed: set[AgreementKind] = field(default_factory=set)
    rules: tuple[str, ...] = ()
    heard: set[tuple[str, SignParty]] = field(default_factory=set)
    rent: int = 40000
    guidance: str = ""
    has_ground: bool = False
    lives_there: bool = False

    def draft(self, rent: int, rules: tuple[str, ...], guidance: str, has_ground: bool) -> None:
        wanted = (rent, rules, has_ground)
        kinds = []
        if not self.numbers or wanted != (self.rent, self.rules, self.has_ground):
            kinds.append(RENT)
        if not self.numbers or guidance != self.guidance:
            kinds.append(COACHING)
        require(kinds)
        self.rent, self.rules, self.has_ground, self.guidance = (*wanted, guidance)
        for kind in kinds:
            if self.coming.get(kind) != "draft":
                self.numbers[kind] = self.numbers.get(kind, 0) + 1
            self.coming[kind] = "draft"
        # What is heard is of the words: other words are to be heard anew.
        self.heard = {(text, party) for text, party in self.heard if text in rules}
        self.explain()

    def explain(self) -> None:
        everything = {(text, party) for text in self.rules for party in HEARERS}
        if self.coming.get(RENT) == "draft" and everything <= self.heard:
            self.coming[RENT] = "explained"
        if self.coming.get(COACHING) == "draft" and self.coming.get(RENT) != "draft":
            self.coming[COACHING] = "explained"

    def hear(self, party: SignParty, number: int) -> None:
        require(self.coming.get(RENT) == "draft")
        require(number < len(self.rules))
        self.heard.add((self.rules[number], party))
        self.explain()

    def offer(self) -> None:
        ready = [kind for kind, status in self.coming.items() if status == "explained"]
        require(ready)
        if RENT in ready:
            require(self.has_ground)
            require(self.rent <= MAXIMUM)
        for kind in ready:
            self.coming[kind] = "offered"

    def sign(self, kind: AgreementKind) -> None:
        require(self.coming.get(kind) == "offered")
        del self.coming[kind]
        self.signed.add(kind)

    def start(self) -> None:
        require(not self.lives_there)
        require(self.signed == {RENT, COACHING})
        self.lives_there = True


def _hasty(connection: Any, _record: object) -> None:
    """Nobody misses this database after a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


class Agreements(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "k.sqlite3"
        shutil.copy(self.template, path)
        self.engine = engine_for(f"sqlite:///{path}")
        event.listen(self.engine, "connect", _hasty)
        self.factory = make_session_factory(self.engine)
        clock.set_to(MOMENT)
        with transaction(self.factory) as session:
            world = make_world(session)
            world.placement.room.legal_max_rent_cents = MAXIMUM
            self.placement_id, self.actor = world.placement.id, world.actor
        self.model = Model()
        self.kept: dict[int, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        clock.set_to(None)
        self.engine.dispose()
        self.folder.cleanup()

    def do(self, expected: Callable[[], None], verb: Callable[[Session], object]) -> None:
        allowed, done = True, True
        try:
            expected()
        except Refused:
            allowed = False
        told = ""
        try:
            with transaction(self.factory) as session:
                verb(session)
        except MatcherError as error:
            done, told = False, str(error)
        assert allowed == done, f"model: {allowed}; program: {done} {told}"

    def _latest(self, session: Session, kind: AgreementKind) -> Agreement | None:
        return service.versions_of(session, self.placement_id).latest(kind)

    @rule(
        rent=st.sampled_from([39000, 40000, MAXIMUM + 1]),
        number=st.integers(1, 3),
        is_other=st.booleans(),
        guidance=st.sampled_from(["", "Elke week."]),
        ground=st.sampled_from([None, LegalGround.HOSPITA, LegalGround.HOSPITA]),
    )
    def draft(
        self, rent: int, number: int, is_other: bool, guidance: str, ground: LegalGround | None
    ) -> None:
        rules = tuple(Rule(kind, text) for kind, text in RULES[:number])
        if is_other:
            rules = (OTHER_RULE, *rules[1:])

        def verb(session: Session) -> None:
            placement = session.get_one(Placement, self.placement_id)
            known = service.details_of(session, placement, policy_in_force())
            details = replace(
                known, rent_cents=rent, rules=rules, guidance=guidance, legal_ground=ground,
                reason="Zo is het beter.",
            )  # fmt: skip
            service.draft(session, self.actor, self.placement_id, details)

        texts = tuple(rule.text for rule in rules)
        self.do(lambda: self.model.draft(rent, texts, guidance, ground is not None), verb)

    @rule(party=PARTIES, number=st.integers(0, 3), way=st.sampled_from(list(AnswerWay)))
    def hear(self, party: SignParty, number: int, way: AnswerWay) -> None:
        self._hear(party, number, way)

    @rule()
    def hear_all(self) -> None:
        for party in HEARERS:
            for number in range(len(self.model.rules)):
                if self.model.coming.get(RENT) == "draft":
                    self._hear(party, number, AnswerWay.LINK)

    def _hear(self, party: SignParty, number: int, way: AnswerWay) -> None:
        def verb(session: Session) -> None:
            rent = self._latest(session, RENT)
            key = rent.id if rent is not None else 0
            actor = Actor(None, "web") if way == AnswerWay.LINK else self.actor
            service.acknowledge(session, actor, key, [number + 1], party, way)

        self.do(lambda: self.model.hear(party, number), verb)

    @rule()
    def offer(self) -> None:
        self.do(
            self.model.offer,
            lambda session: service.offer(
                session, self.actor, self.placement_id, today=TODAY, lay_out=fake_pdf
            ),
        )

    @rule(kind=KINDS)
    def sign(self, kind: AgreementKind) -> None:
        def verb(session: Session) -> None:
            found = self._latest(session, kind)
            key, version = (found.id, found.version) if found is not None else (0, 0)
            service.sign(session, self.actor, key, version, SIGNED_COPY, TODAY, today=TODAY)

        self.do(lambda: self.model.sign(kind), verb)

    @rule(late=st.integers(0, 2))
    def start(self, late: int) -> None:
        def verb(session: Session) -> None:
            placement = session.get_one(Placement, self.placement_id)
            day = TODAY + timedelta(days=late)
            service.start_living(
                session, self.actor, placement.id, placement.version, day, today=day
            )

        self.do(self.model.start, verb)

    @invariant()
    def program_stands_where_the_model_stands(self) -> None:
        with self.factory() as session:
            pair = service.versions_of(session, self.placement_id)
            for kind in AgreementKind:
                coming = pair.coming(kind)
                status = coming.status.value if coming is not None else None
                assert status == self.model.coming.get(kind), kind
                assert (pair.signed(kind) is not None) == (kind in self.model.signed)
                assert pair.number_after(kind) == self.model.numbers.get(kind, 0) + 1
            placement = session.get_one(Placement, self.placement_id)
            assert (placement.status == PlacementStatus.ACTIVE) == self.model.lives_there

    @invariant()
    def what_was_signed_stays_as_it_was(self) -> None:
        with self.factory() as session:
            rows = session.execute(
                select(
                    Agreement.id, Agreement.rent_cents, Agreement.terms, Agreement.pdf,
                    Agreement.signed_copy, Agreement.number,
                ).where(Agreement.signed_on.is_not(None))
            )  # fmt: skip
            for row in rows:
                assert self.kept.setdefault(row.id, tuple(row)) == tuple(row)

    @invariant()
    def every_status_was_audited(self) -> None:
        with self.factory() as session:
            rows = session.execute(
                select(AuditEvent.subject_id, AuditEvent.details)
                .where(AuditEvent.subject == "agreement")
                .order_by(AuditEvent.id)
            ).all()
            after = {key: told["after"] for key, told in rows if "after" in told}
            for agreement in session.scalars(select(Agreement)):
                assert after.get(agreement.id, "draft") == agreement.status.value


def live(template: Path, *phases: Phase) -> None:
    Agreements.template = template
    run_state_machine_as_test(
        Agreements,
        settings=settings(max_examples=15, stateful_step_count=30, deadline=None, phases=phases),
    )


def test_agreements_go_as_the_model_goes(sqlite_template: Path) -> None:
    live(sqlite_template, Phase.generate, Phase.shrink)


def test_a_planted_fault_is_found(sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: rules that changed count as heard. Looking for the shortest way takes longest."""
    monkeypatch.setattr(acknowledging, "left_of", lambda agreement: {})
    with pytest.raises(AssertionError):
        live(sqlite_template, Phase.generate)
