"""An approved proposal with everybody it takes, at any stage of the introduction. Fictional names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import YouthCase
from matcher.database.introductions import Introduction, Question
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rounds import MatchingRound, Proposal
from matcher.inforce import NETHERLANDS
from matcher.introductions import service
from matcher.introductions.choosing import Offer
from matcher.introductions.holding import guide_of
from matcher.placements import service as placements
from matcher.words import (
    Answer,
    AnswerWay,
    CaseSource,
    IntroductionStage,
    MeetingPlace,
    ProposalStatus,
    QuestionKind,
    Role,
    Side,
)
from tests.factories import add_account, add_room, add_youth

NOW = datetime(2026, 3, 2, 10, tzinfo=NETHERLANDS)  # a Monday morning
TODAY = NOW.date()
MEETS_AT = datetime(2026, 3, 5, 14, tzinfo=NETHERLANDS)
YES, NO = Answer.YES, Answer.NO


@dataclass(frozen=True)
class Scene:
    """Everybody concerned, and the introduction."""

    session: Session
    introduction: Introduction
    proposal: Proposal
    placement: Placement
    coordinator: Account
    counsellor: Account
    youth_account: Account
    host_account: Account

    def actor(self, side: Side) -> Actor:
        account = {
            Side.YOUTH: self.youth_account,
            Side.HOST: self.host_account,
            Side.COUNSELLOR: self.counsellor,
            Side.COORDINATOR: self.coordinator,
        }[side]
        return Actor(account.id, "web")

    def question(self, side: Side) -> Question:
        """Return what this side is asked now."""
        query = select(Question).where(
            Question.introduction_id == self.introduction.id,
            Question.side == side,
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
        )
        return self.session.scalars(query).one()

    def answers(self, side: Side, given: Answer, moment: datetime = NOW, **values: Any) -> None:
        """Let this side answer what it is asked, on its own page."""
        service.answer(
            self.session, self.actor(side), self.question(side).id, given, AnswerWay.PAGE,
            moment=moment, **values,
        )  # fmt: skip

    def events(self) -> list[str]:
        query = select(AuditEvent.action).order_by(AuditEvent.id)
        return list(self.session.scalars(query))

    def mails(self) -> list[tuple[str, str]]:
        """Return (template, recipient) of all that was queued, in order."""
        query = select(OutboxMessage).order_by(OutboxMessage.id)
        return [(one.template, one.recipient) for one in self.session.scalars(query)]


def add_scene(
    session: Session,
    *,
    has_counsellor: bool = True,
    home: dict[str, Any] | None = None,
    starts_on: date = date(2026, 4, 1),
    **youth: Any,
) -> Scene:
    """Return an introduction that has just begun: the youth is asked."""
    room = add_room(session, home=home)
    organisation = session.scalars(select(CareOrganisation)).first()
    if organisation is None:
        organisation = CareOrganisation(code="ZORG", name="Zorg voor straks")
        session.add(organisation)
        session.flush()
    person = add_youth(session, organisation_id=organisation.id, **youth)
    person.email = f"{person.reference.lower()}@example.org"
    coordinator = add_account(
        session, Role.COORDINATOR, name="Cora Coördineert", regions=["GM0344"]
    )
    counsellor = add_account(
        session, Role.REFERRER, name="Bo Begeleidt", organisation=organisation.code
    )
    youth_account = add_account(session, Role.YOUTH, name=person.name)
    host_account = add_account(session, Role.HOST, name=room.home.household.contact_name)
    person.account, room.home.household.account = youth_account, host_account
    session.add(
        YouthCase(
            youth=person,
            source=CaseSource.REFERRAL,
            worker_id=counsellor.id if has_counsellor else None,
            handled_by_id=coordinator.id,
            last_activity_on=TODAY,
        )
    )
    proposal = _approved(session, person.id, room.id, starts_on, coordinator)
    placement = placements.book(
        session, Actor(coordinator.id, "web"), room_id=room.id, youth_id=person.id,
        starts_on=starts_on, proposal_id=proposal.id,
    )  # fmt: skip
    introduction = service.begin(
        session, Actor(coordinator.id, "web"), proposal, placement, moment=NOW
    )
    return Scene(
        session, introduction, proposal, placement, coordinator, counsellor, youth_account,
        host_account,
    )  # fmt: skip


def _approved(
    session: Session, youth_id: int, room_id: int, starts_on: date, by: Account
) -> Proposal:
    proposal = Proposal(
        round=MatchingRound(today=TODAY),
        youth_id=youth_id,
        room_id=room_id,
        status=ProposalStatus.APPROVED,
        starts_on=starts_on,
        nights=100,
        fit=700,
        priority=10,
        distance_km=2.0,
        fit_parts={},
        decided_at=NOW,
        decided_by_id=by.id,
    )
    session.add(proposal)
    session.flush()
    return proposal


def offered(*starts: datetime, place: MeetingPlace = MeetingPlace.HOME) -> list[Offer]:
    return [Offer(start, 60, place) for start in starts]


#: In order: what brings an introduction to each stage.
STAGES = (
    IntroductionStage.INTEREST,
    IntroductionStage.HOST_LOOKS,
    IntroductionStage.DATE,
    IntroductionStage.MEETING,
    IntroductionStage.ANSWERS,
    IntroductionStage.TRIAL,
    IntroductionStage.AGREEMENTS,
)


def to_stage(
    scene: Scene, stage: IntroductionStage, place: MeetingPlace = MeetingPlace.HOME
) -> Scene:
    """Bring the introduction to ``stage`` by what people do, with 'yes' everywhere."""
    if stage == IntroductionStage.TRIAL:
        to_stage(scene, IntroductionStage.ANSWERS, place)
        after = MEETS_AT + timedelta(hours=2)
        scene.answers(Side.YOUTH, YES, after, wants_trial=True)
        scene.answers(Side.HOST, YES, after)
        return scene
    for step, reached in zip(_steps(place), STAGES[1:5], strict=True):
        if scene.introduction.stage == stage:
            return scene
        step(scene)
        assert scene.introduction.stage == reached
    if stage == IntroductionStage.AGREEMENTS:
        after = MEETS_AT + timedelta(hours=2)
        scene.answers(Side.YOUTH, YES, after)
        scene.answers(Side.HOST, YES, after)
    assert scene.introduction.stage == stage
    return scene


def _steps(place: MeetingPlace) -> tuple[Any, ...]:
    return (
        lambda scene: scene.answers(Side.YOUTH, YES),
        lambda scene: scene.answers(Side.HOST, YES),
        lambda scene: fix(scene, MEETS_AT, place),
        meet,
    )


def fix(scene: Scene, starts_at: datetime, place: MeetingPlace, moment: datetime = NOW) -> None:
    """The guide offers one moment, and both sides can come."""
    introduction = scene.introduction
    guide = guide_of(introduction)
    service.offer_moments(
        scene.session, scene.actor(guide), introduction.id, guide,
        offered(starts_at, place=place), moment=moment,
    )  # fmt: skip
    for side in (Side.YOUTH, Side.HOST):
        open_ = {one.id: True for one in introduction.moments if not one.is_chosen}
        service.say_which(
            scene.session, scene.actor(side), introduction.id, side, open_, moment=moment
        )


def meet(scene: Scene, moment: datetime = MEETS_AT + timedelta(hours=1)) -> None:
    introduction = scene.introduction
    service.held_on(
        scene.session, scene.actor(guide_of(introduction)), introduction.id, introduction.version,
        moment.date(), moment=moment,
    )  # fmt: skip


__all__ = ["QuestionKind"]
