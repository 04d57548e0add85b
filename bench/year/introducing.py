"""Between a proposal and moving in: answers, moments, meetings, try-out nights, changes of mind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.year.core import Year, by_page, is_ready
from matcher.clock import NETHERLANDS
from matcher.database.hosts import Home, Household, Room
from matcher.database.introductions import Introduction, MeetingMoment, Question
from matcher.database.rounds import Proposal
from matcher.database.session import reading
from matcher.database.youths import Youth
from matcher.introductions import service
from matcher.introductions.choosing import Offer, to_answer
from matcher.introductions.dates import standings
from matcher.introductions.holding import ROLE_OF
from matcher.words import (
    Answer,
    AnswerWay,
    DeclineReason,
    IntroductionStage,
    MeetingPlace,
    QuestionKind,
    Side,
)

SILENT = 0.04  # of the questions are never answered
MEAN_HOURS = 11.0  # until somebody answers
SAYS_YES = {
    (QuestionKind.INTEREST, Side.YOUTH): 0.88,
    (QuestionKind.MEET, Side.HOST): 0.86,
    (QuestionKind.DECIDE, Side.YOUTH): 0.88,
    (QuestionKind.DECIDE, Side.HOST): 0.86,
    (QuestionKind.AFTER_TRIAL, Side.YOUTH): 0.92,
    (QuestionKind.AFTER_TRIAL, Side.HOST): 0.9,
}
REASONS: Mapping[Side, Mapping[DeclineReason, float]] = {
    Side.YOUTH: {
        DeclineReason.YOUTH_DECLINED: 3,
        DeclineReason.TRAVEL_TOO_LONG: 2,
        DeclineReason.RENT_TOO_HIGH: 1,
        DeclineReason.LIVES_ELSEWHERE: 1,
    },
    Side.HOST: {
        DeclineReason.HOST_DECLINED: 3,
        DeclineReason.HOST_NOT_READY: 1,
        DeclineReason.CARE_TOO_HEAVY: 1,
    },
}
AFTER_MEETING = {DeclineReason.NO_CLICK_MET: 3, DeclineReason.RULES_DO_NOT_FIT: 1}
WANTS_TRIAL = 0.25
MOMENT_SUITS = 0.7
MEETING_FAILS = 0.1
CHANGES_MIND = 0.004  # per day, of either side, at any stage
GOING = [
    stage
    for stage in IntroductionStage
    if stage not in (IntroductionStage.STARTED, IntroductionStage.STOPPED)
]
BOTH = (Side.YOUTH, Side.HOST)


def act(year: Year, moment: datetime) -> None:
    _answer(year, moment)
    _record_meetings(year, moment)
    _plan_nights(year, moment)
    _change_minds(year, moment)


def accounts_of(session: Session, introductions: Any) -> dict[int, dict[Side, int | None]]:
    """Return the accounts of the sides of these introductions; None: by the link in the mail."""
    rows = session.execute(
        select(
            Introduction.id, Youth.account_id.label("youth"), Household.account_id.label("host"),
            Introduction.counsellor_id, Introduction.responsible_id,
        )
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .join(Youth, Youth.id == Proposal.youth_id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(introductions)
    )  # fmt: skip
    return {
        row.id: {
            Side.YOUTH: row.youth,
            Side.HOST: row.host,
            Side.COUNSELLOR: row.counsellor_id,
            Side.COORDINATOR: row.responsible_id,
        }
        for row in rows
    }


def _answer(year: Year, moment: datetime) -> None:
    query = select(
        Question.id, Question.introduction_id, Question.kind, Question.side, Question.asked_at
    ).where(Question.answered_at.is_(None), Question.closed_at.is_(None))
    with reading(year.factory) as session:
        asked = session.execute(query.order_by(Question.id)).all()
        people = accounts_of(session, Introduction.stage.in_(GOING))
    for one in asked:
        chance = year.chance("question", one.id)
        if chance.random() < SILENT or not is_ready(chance, one.asked_at, moment, MEAN_HOURS):
            continue
        account = people[one.introduction_id][one.side]
        if one.kind == QuestionKind.MOMENTS:
            _say_when(year, one.introduction_id, one.side, account, chance, moment)
        else:
            _decide(year, one.id, one.kind, one.side, account, chance)


def _decide(
    year: Year, key: int, kind: QuestionKind, side: Side, account: int | None, chance: Random
) -> None:
    way = AnswerWay.LINK if account is None else AnswerWay.PAGE
    if chance.random() < SAYS_YES[kind, side]:
        nights = kind == QuestionKind.DECIDE and chance.random() < WANTS_TRIAL
        year.attempt(
            f"{kind.value}: yes", service.answer, by_page(account), key, Answer.YES, way,
            wants_trial=nights,
        )  # fmt: skip
        return
    reasons = AFTER_MEETING if kind == QuestionKind.DECIDE else REASONS[side]
    reason = chance.choices(list(reasons), list(reasons.values()))[0]
    year.attempt(
        f"{kind.value}: no", service.answer, by_page(account), key, Answer.NO, way, reason=reason
    )


def _say_when(
    year: Year, key: int, side: Side, account: int | None, chance: Random, moment: datetime
) -> None:
    """Say which moments suit; who guides the youth offers some when there is nothing to say of."""
    way = AnswerWay.LINK if account is None else AnswerWay.PAGE
    role = ROLE_OF[side] if account is None else None  # as the page behind the link does

    def say(session: Session) -> None:
        introduction = session.get_one(Introduction, key)
        waiting = to_answer(standings(introduction), side, moment)
        if waiting:
            answers = {one.key: chance.random() < MOMENT_SUITS for one in waiting}
            service.say_which(session, by_page(account), key, side, answers, way=way, role=role)
        else:
            service.offer_moments(
                session, by_page(account), key, side, _offers(chance, moment), way=way, role=role
            )

    year.attempt(f"moments: {side.value}", say)


def _offers(chance: Random, moment: datetime) -> list[Offer]:
    first = moment.astimezone(NETHERLANDS).date() + timedelta(days=1)
    days = sorted(chance.sample(range(1, 9), 3))
    return [
        Offer(
            datetime.combine(
                first + timedelta(days=day), time(chance.choice((10, 14, 16, 19))), NETHERLANDS
            ),
            60,
            chance.choice(list(MeetingPlace)),
        )
        for day in days
    ]


def _record_meetings(year: Year, moment: datetime) -> None:
    query = (
        select(
            Introduction.id, Introduction.version, Introduction.number_of_missed,
            Introduction.counsellor_id, Introduction.responsible_id, MeetingMoment.starts_at,
        )
        .join(MeetingMoment, MeetingMoment.introduction_id == Introduction.id)
        .where(
            Introduction.stage == IntroductionStage.MEETING,
            MeetingMoment.is_chosen,
            MeetingMoment.starts_at < moment,
        )
        .order_by(Introduction.id)
    )  # fmt: skip
    with reading(year.factory) as session:
        met = session.execute(query).all()
    for one in met:
        chance = year.chance("meeting", f"{one.id}/{one.number_of_missed}")
        if chance.random() < SILENT or not is_ready(chance, one.starts_at, moment, MEAN_HOURS):
            continue
        actor = by_page(one.counsellor_id or one.responsible_id)
        on = one.starts_at.astimezone(NETHERLANDS).date()
        if chance.random() >= MEETING_FAILS:
            year.attempt("meeting held", service.held_on, actor, one.id, one.version, on)
        else:
            year.attempt("meeting not held", service.not_held, actor, one.id, one.version)


def _plan_nights(year: Year, moment: datetime) -> None:
    query = select(
        Introduction.id, Introduction.version, Introduction.responsible_id,
        Introduction.stage_since_at,
    ).where(
        Introduction.stage == IntroductionStage.TRIAL, Introduction.trial_from_on.is_(None)
    )  # fmt: skip
    today = moment.astimezone(NETHERLANDS).date()
    with reading(year.factory) as session:
        waiting = session.execute(query.order_by(Introduction.id)).all()
    for one in waiting:
        chance = year.chance("nights", one.id)
        if chance.random() < SILENT or not is_ready(chance, one.stage_since_at, moment, MEAN_HOURS):
            continue
        first = today + timedelta(days=chance.randint(1, 5))
        last = first + timedelta(days=chance.randint(2, 5))
        actor = by_page(one.responsible_id)
        year.attempt("nights planned", service.start_trial, actor, one.id, one.version, first, last)


def _change_minds(year: Year, moment: datetime) -> None:
    """Now and then a youth moves in with a friend, or a host withdraws, at whatever stage."""
    local = moment.astimezone(NETHERLANDS)
    if local.hour != 15:
        return
    query = select(Introduction.id, Introduction.version).where(Introduction.stage.in_(GOING))
    with reading(year.factory) as session:
        going = session.execute(query.order_by(Introduction.id)).all()
        people = accounts_of(session, Introduction.stage.in_(GOING))
    for one in going:
        side = _who_goes(year, one.id, local.date())
        if side is None:
            continue
        reason = DeclineReason.LIVES_ELSEWHERE if side == Side.YOUTH else DeclineReason.WITHDREW
        actor = by_page(people[one.id][side] or people[one.id][Side.COORDINATOR])
        year.attempt(
            f"{side.value} withdrew", service.stop, actor, one.id, one.version, side, reason
        )


def _who_goes(year: Year, key: int, today: date) -> Side | None:
    chance = year.chance("mind", f"{key}/{today}")
    return chance.choice(BOTH) if chance.random() < CHANGES_MIND else None
