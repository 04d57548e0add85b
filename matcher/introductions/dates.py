"""Find a date: moments are offered, each side says which suit, the first that suits all is fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor, record
from matcher.database.introductions import (
    Introduction,
    MeetingMoment,
    MomentAnswer,
    Question,
)
from matcher.errors import NotFound, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.choosing import (
    Offer,
    Standing,
    first_that_suits,
    none_can_suit,
    problems,
    to_answer,
)
from matcher.introductions.disclosure import chosen_moment
from matcher.introductions.holding import Held, guide_of, held, sides_of
from matcher.introductions.moving import go
from matcher.introductions.refusals import MomentsRefused
from matcher.introductions.rules import DATE, FIX_DATE
from matcher.introductions.telling import tell, tell_date
from matcher.links import new_nonce
from matcher.policy import Policy
from matcher.words import Answer, AnswerWay, Condition, QuestionKind, Role, Side

OFFER, SAY = "offer_moments", "say_which"


def begin_search(session: Session, held: Held, moment: datetime) -> None:
    """Ask who guides the youth to offer moments; the others are asked when there are some."""
    introduction = held.introduction
    guide = guide_of(introduction)
    due_at = introduction.due_at or moment
    questions.ask(session, introduction, QuestionKind.MOMENTS, [guide], moment, due_at)


def standings(introduction: Introduction) -> list[Standing]:
    """Return the moments on offer with their answers; one that was fixed before is none of them."""
    return [
        Standing(one.id, one.starts_at, {said.side: said.can for said in one.answers})
        for one in introduction.moments
        if not one.is_chosen
    ]


def offer_moments(
    session: Session,
    actor: Actor,
    introduction_id: int,
    side: Side,
    offers: Sequence[Offer],
    *,
    way: AnswerWay = AnswerWay.PAGE,
    role: Role | None = None,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Add moments that suit ``side``, and ask the others which of them suit.

    Raises:
        NotFound: no such introduction.
        StepNotAllowed: no date is being looked for.
        MomentsRefused: one of them cannot be, or there are too many; says why.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = _searching(session, introduction_id, OFFER)
    introduction = found.introduction
    taken = [one.starts_at for one in introduction.moments if one.starts_at > moment]
    wrong = problems(offers, taken, moment, policy.after.meeting_within_days)
    if wrong:
        raise MomentsRefused(wrong)
    _add(session, introduction, side, offers)
    # Whoever is asked now has a whole day for it, however late in the search it is.
    least = terms.due(moment, policy.after.answer_hours)
    introduction.due_at = max(introduction.due_at or moment, least)
    session.flush()
    record(
        session, actor, "introduction.offer", introduction.id,
        side=side.value, number=len(offers),
    )  # fmt: skip
    _settle(session, actor, introduction, side, way, moment)
    _ask_which(session, introduction, moment)
    _choose(session, actor, found, moment, policy, role)
    return introduction


def _add(session: Session, introduction: Introduction, side: Side, offers: Sequence[Offer]) -> None:
    """Add the moments; a side of which an answer is wanted can come on those it offers itself."""
    for offer in offers:
        made = MeetingMoment(
            introduction=introduction,
            starts_at=offer.starts_at,
            minutes=offer.minutes,
            place=offer.place,
            offered_by=side,
        )
        if side in sides_of(introduction):
            made.answers.append(MomentAnswer(side=side, can=True))
        session.add(made)


def say_which(
    session: Session,
    actor: Actor,
    introduction_id: int,
    side: Side,
    answers: Mapping[int, bool],
    *,
    way: AnswerWay = AnswerWay.PAGE,
    role: Role | None = None,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Note which moments suit ``side``; once one suits all three it is fixed, the earliest first.

    An answer can be changed until the date is fixed.

    Raises:
        NotFound: no such introduction, or no such moment in it.
        StepNotAllowed: no date is being looked for (any more).
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = _searching(session, introduction_id, SAY)
    introduction = found.introduction
    known = {one.id: one for one in introduction.moments if not one.is_chosen}
    for moment_id, can in sorted(answers.items()):
        if moment_id not in known:
            raise NotFound("moment", moment_id)
        _note(known[moment_id], side, can)
    session.flush()
    record(
        session, actor, "introduction.say", introduction.id,
        side=side.value, yes=sum(answers.values()), no=len(answers) - sum(answers.values()),
    )  # fmt: skip
    _settle(session, actor, introduction, side, way, moment)
    _choose(session, actor, found, moment, policy, role)
    return introduction


def _searching(session: Session, introduction_id: int, action: str) -> Held:
    found = held(session, introduction_id)
    if found.introduction.stage != DATE:
        raise StepNotAllowed("introduction", str(found.introduction.stage), action)
    return found


def _note(offered: MeetingMoment, side: Side, can: bool) -> None:
    for said in offered.answers:
        if said.side == side:
            said.can = can
            return
    offered.answers.append(MomentAnswer(side=side, can=can))


def _open_question(session: Session, introduction: Introduction, side: Side) -> Question | None:
    waiting = questions.open_questions(session, introduction, QuestionKind.MOMENTS)
    return next((one for one in waiting if one.side == side), None)


def _settle(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    side: Side,
    way: AnswerWay,
    moment: datetime,
) -> None:
    """A side that said something of every moment has answered."""
    offered = standings(introduction)
    question = _open_question(session, introduction, side)
    if question is None or to_answer(offered, side, moment):
        return
    can_one = any(one.answers.get(side) for one in offered if one.starts_at > moment)
    given = Answer.YES if can_one else Answer.NO
    questions.take_answer(session, actor, question, given, way, moment)


def _ask_which(session: Session, introduction: Introduction, moment: datetime) -> None:
    """Ask every side that has still to say something of a moment."""
    due_at = introduction.due_at or moment
    for question in questions.open_questions(session, introduction, QuestionKind.MOMENTS):
        question.due_at = max(question.due_at, due_at)
    offered = standings(introduction)
    waiting = [one for one in sides_of(introduction) if to_answer(offered, one, moment)]
    questions.ask(session, introduction, QuestionKind.MOMENTS, waiting, moment, due_at)


def _choose(
    session: Session,
    actor: Actor,
    found: Held,
    moment: datetime,
    policy: Policy,
    role: Role | None,
) -> None:
    """Fix the first moment that suits all; ask for new ones when none can suit any more."""
    introduction = found.introduction
    offered = standings(introduction)
    first = first_that_suits(offered, sides_of(introduction), moment)
    if first is not None:
        _fix(session, actor, found, first.key, moment, policy, role)
    elif none_can_suit(offered, sides_of(introduction), moment):
        guide = guide_of(introduction)
        due_at = introduction.due_at or moment
        questions.ask(
            session, introduction, QuestionKind.MOMENTS, [guide], moment, due_at, quietly=True
        )
        told = f"no_moment:{introduction.number_of_missed}:{len(offered)}"
        tell(session, introduction, [guide], "introduction_no_moment", once=told,
             number=len(offered))  # fmt: skip


def _fix(
    session: Session,
    actor: Actor,
    found: Held,
    moment_id: int,
    moment: datetime,
    policy: Policy,
    role: Role | None,
) -> None:
    introduction = found.introduction
    before = chosen_moment(introduction)
    if before is not None:
        before.is_chosen = False
        session.flush()
    chosen = next(one for one in introduction.moments if one.id == moment_id)
    chosen.is_chosen = True
    if introduction.calendar_nonce:
        introduction.calendar_sequence += 1
    introduction.calendar_nonce = introduction.calendar_nonce or new_nonce()
    session.flush()
    due_at = terms.due_days(ends_at(chosen), policy.after.moments_days)
    go(
        session, actor, found, FIX_DATE, introduction.version, moment,
        due_at=due_at, met=[Condition.MOMENT_SUITS_ALL], role=role, chosen=moment_id,
    )  # fmt: skip
    questions.close_open(session, introduction, moment)
    tell_date(session, introduction, "introduction_fixed", moment)
    if guide_of(introduction) != Side.COORDINATOR:
        tell(
            session, introduction, [Side.COORDINATOR], "introduction_fixed_staff",
            once=f"fixed:{introduction.calendar_sequence}",
        )  # fmt: skip


def ends_at(one: MeetingMoment) -> datetime:
    return one.starts_at + timedelta(minutes=one.minutes)
