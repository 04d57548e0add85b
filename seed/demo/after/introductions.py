"""Introductions at every stage, made by the same services as on the site, after the first round."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import Actor
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account
from matcher.database.hosts import Home, Household, Room
from matcher.database.introductions import Introduction, Question
from matcher.database.rounds import Proposal
from matcher.database.session import reading, transaction
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.introductions import service
from matcher.introductions.choosing import Offer
from matcher.introductions.holding import ROLE_OF, going, guide_of
from matcher.proposals.service import approve_proposal
from matcher.words import (
    Answer,
    AnswerWay,
    DeclineReason,
    IntroductionStage,
    MeetingPlace,
    ProposalStatus,
    QuestionKind,
    Role,
    Side,
)
from seed.demo.accounts import ADDRESSES

INTEREST, LOOKS, DATE, MEETING, ANSWERS, TRIAL, AGREEMENTS, _STARTED, STOPPED = IntroductionStage
#: One of each; the first two are those of the demo's own youth and host, where they have one.
WANTED = (INTEREST, MEETING, LOOKS, DATE, ANSWERS, TRIAL, AGREEMENTS, STOPPED)
#: These were met already, so they began yesterday.
MET = (ANSWERS, TRIAL, AGREEMENTS)
WEB = Actor(None, "web")


def begin_introductions(factory: sessionmaker[Session], today: date) -> int:
    """Approve some proposals of the region and lead them to a stage each; return how many."""
    present = clock.moment()
    if clock.today() != today:
        present = datetime.combine(today, time(10), NETHERLANDS)
    with reading(factory) as session:
        coordinator = session.scalars(
            select(Account).where(Account.email == ADDRESSES[Role.COORDINATOR])
        ).one_or_none()
        if coordinator is None:
            return 0
        actor = Actor(coordinator.id, "web")
        keys = _open(session, [one.municipality_code for one in coordinator.regions])
    left = list(WANTED)
    for key in keys:
        if not left:
            break
        try:
            with transaction(factory) as session:
                _lead(session, actor, key, left[0], present)
        except MatcherError:
            continue  # this pair cannot be any more; the next one may
        left.pop(0)
    return len(WANTED) - len(left)


def _open(session: Session, codes: list[str]) -> list[int]:
    """Return the open proposals of the region: of the demo's youth and host first."""
    query = (
        select(Proposal.id)
        .join(Youth, Youth.id == Proposal.youth_id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(
            Proposal.status == ProposalStatus.PROPOSED,
            or_(Youth.municipality_code.in_(codes), Home.municipality_code.in_(codes)),
        )
    )
    own: list[ColumnElement[bool]] = [Youth.account_id.is_(None), Household.account_id.is_(None)]
    return list(session.scalars(query.order_by(*own, Proposal.id)))


def _lead(
    session: Session, actor: Actor, key: int, stage: IntroductionStage, present: datetime
) -> None:
    """Approve one proposal, and let everybody do what leads to ``stage``."""
    local = present.astimezone(NETHERLANDS)
    yesterday = datetime.combine(local.date() - timedelta(days=1), time(9), NETHERLANDS)
    began = yesterday if stage in MET else present
    with clock.at(began):
        proposal = session.get_one(Proposal, key)
        approve_proposal(session, actor, key, proposal.version, today=local.date())
        introduction = going(session, key)
        if introduction is None or stage == INTEREST:
            return
        _answer(session, introduction, QuestionKind.INTEREST, Side.YOUTH, Answer.YES)
        if stage == LOOKS:
            return
        if stage == STOPPED:
            _answer(session, introduction, QuestionKind.MEET, Side.HOST, Answer.NO)
            return
        _answer(session, introduction, QuestionKind.MEET, Side.HOST, Answer.YES)
        _find_date(session, actor, introduction, stage, began)
    if stage in MET:
        with clock.at(present):
            _meet(session, actor, introduction, stage, local.date())


def _answer(
    session: Session, introduction: Introduction, kind: QuestionKind, side: Side, given: Answer
) -> None:
    asked = select(Question.id).where(
        Question.introduction_id == introduction.id,
        Question.kind == kind,
        Question.side == side,
        Question.answered_at.is_(None),
    )
    reason = DeclineReason.HOST_NOT_READY if given == Answer.NO else None
    wants_trial = kind == QuestionKind.DECIDE and introduction.wants_trial
    service.answer(
        session, WEB, session.scalars(asked).one(), given, AnswerWay.LINK,
        reason=reason, wants_trial=wants_trial,
    )  # fmt: skip


def _find_date(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    stage: IntroductionStage,
    began: datetime,
) -> None:
    """Offer two moments; the youth says which suit, and but for the stage 'date' the host too."""
    day = began.astimezone(NETHERLANDS).date()
    first = day if stage in MET else day + timedelta(days=2)
    offers = [
        Offer(datetime.combine(on, at, NETHERLANDS), 60, MeetingPlace.HOME)
        for on, at in ((first, time(15)), (first + timedelta(days=3), time(19)))
    ]
    guide = guide_of(introduction)
    who = Actor(introduction.counsellor_id or actor.account_id, "web")
    service.offer_moments(session, who, introduction.id, guide, offers)
    for side in (Side.YOUTH,) if stage == DATE else (Side.YOUTH, Side.HOST):
        session.refresh(introduction)
        suits = {one.id: True for one in introduction.moments}
        service.say_which(
            session, WEB, introduction.id, side, suits, way=AnswerWay.LINK, role=ROLE_OF[side]
        )


def _meet(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    stage: IntroductionStage,
    today: date,
) -> None:
    who = Actor(introduction.counsellor_id or actor.account_id, "web")
    session.refresh(introduction)
    service.held_on(
        session, who, introduction.id, introduction.version, today - timedelta(days=1),
        wants_trial=stage == TRIAL,
    )  # fmt: skip
    if stage == ANSWERS:
        _answer(session, introduction, QuestionKind.DECIDE, Side.YOUTH, Answer.YES)
        return
    for side in (Side.YOUTH, Side.HOST):
        _answer(session, introduction, QuestionKind.DECIDE, side, Answer.YES)
    if stage == TRIAL:
        session.refresh(introduction)
        first, last = today + timedelta(days=1), today + timedelta(days=4)
        service.start_trial(session, actor, introduction.id, introduction.version, first, last)
