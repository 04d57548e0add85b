"""Leaving: notice and break-off, what comes after, evaluations, follow-ups, and 'host again?'."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.year.core import Year, by_page, is_ready, morning
from matcher.clock import NETHERLANDS
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.leaving import Ending, Evaluation, FollowUp, WarmHandover
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.database.session import reading
from matcher.endings import future, handover, hosting
from matcher.endings import service as endings
from matcher.endings.handover import Receiver
from matcher.endings.hosting import Again
from matcher.endings.service import Notice
from matcher.evaluations import service as evaluations
from matcher.evaluations.rules import QUESTIONS
from matcher.evaluations.service import Given
from matcher.followups import service as follow_ups
from matcher.followups.service import Reached
from matcher.hosts import handling
from matcher.words import (
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    FollowUpStatus,
    HandoverStatus,
    HouseholdStatus,
    PlacementStatus,
    Side,
)

LEAVES_PER_DAY = 0.0045  # a stay lasts some seven months
WHO = {Side.YOUTH: 55, Side.COORDINATOR: 30, Side.HOST: 15}
GOES_WELL = {
    EndingReason.OWN_HOME: 5,
    EndingReason.WITH_PARTNER_OR_FRIEND: 2,
    EndingReason.STUDY_OR_WORK: 1,
}
GOES_WRONG = {EndingReason.CONFLICT: 3, EndingReason.RULES_BROKEN: 2, EndingReason.ARREARS: 1}
AFTER = {
    Destination.OWN_HOME: 4,
    Destination.STUDENT_ROOM: 2,
    Destination.PARTNER_OR_FRIEND: 2,
    Destination.FAMILY: 1,
}
AFTER_A_BREAK = {Destination.OTHER_HOST: 5, Destination.FAMILY: 1, Destination.SUPPORTED: 2}
FILLS_IN = 0.85  # of the endings get a destination before the day
EVALUATES, IS_REACHED, CONFIRMS = 0.7, 0.45, 0.8
HOSTS_AGAIN = {Again.YES: 75, Again.LATER: 15, Again.NO: 10}


def act(year: Year, moment: datetime) -> None:
    local = moment.astimezone(NETHERLANDS)
    if local.hour == 12:
        _give_notice(year, local.date())
        _come_back(year, local.date())
        _reach(year, local.date())
    if local.hour in (9, 18):
        _fill_in(year, moment, local.date())
        _confirm(year, moment, local.date())
        _evaluate(year, moment)


def _give_notice(year: Year, today: date) -> None:
    known = select(Ending.placement_id).where(Ending.status != EndingStatus.WITHDRAWN)
    query = (
        select(Placement.id, Placement.version, CareTeam.responsible_id)
        .join(CareTeam, CareTeam.placement_id == Placement.id)
        .where(
            Placement.status == PlacementStatus.ACTIVE,
            Placement.starts_on < today,
            Placement.id.not_in(known),
        )
        .order_by(Placement.id)
    )
    with reading(year.factory) as session:
        living = session.execute(query).all()
    for one in living:
        chance = year.chance("leaving", f"{one.id}/{today}")
        if chance.random() < LEAVES_PER_DAY:
            side = chance.choices(list(WHO), list(WHO.values()))[0]
            actor = by_page(one.responsible_id)
            year.attempt(
                f"notice by {side.value}", _notice, actor.account_id, one.id, side, chance, today
            )


def _notice(
    session: Session, actor_id: int, key: int, side: Side, chance: Random, today: date
) -> None:
    placement = session.get_one(Placement, key)
    first = endings.first_day_of(session, placement, side, today)
    is_break = side == Side.COORDINATOR
    if is_break:
        reasons, days = GOES_WRONG, chance.randint(0, 10)
    elif side == Side.HOST:
        reasons, days = {EndingReason.HOST_CIRCUMSTANCES: 1}, chance.randint(0, 10)
    else:
        reasons, days = GOES_WELL, chance.randint(0, 25)
    last = first + timedelta(days=days)
    if placement.ends_on is not None:
        last = min(last, placement.ends_on)
    notice = Notice(
        kind=EndingKind.BROKEN_OFF if is_break else EndingKind.PLANNED,
        reason=chance.choices(list(reasons), list(reasons.values()))[0],
        given_by=side,
        ends_on=last,
        match_again=is_break,
    )
    endings.give_notice(session, by_page(actor_id), key, placement.version, notice, today=today)


def _fill_in(year: Year, moment: datetime, today: date) -> None:
    """Who is responsible completes the ending: plan, destination, receiver, the host's answer."""
    query = (
        select(
            Ending.id, Ending.kind, Ending.told_on, Ending.destination, Ending.host_again,
            Ending.placement_id, CareTeam.responsible_id,
        )
        .join(CareTeam, CareTeam.placement_id == Ending.placement_id)
        .where(Ending.status != EndingStatus.WITHDRAWN)
        .order_by(Ending.id)
    )  # fmt: skip
    with reading(year.factory) as session:
        known = session.execute(query).all()
    for one in known:
        chance = year.chance("ending", one.id)
        drawn = chance.random()
        if not is_ready(chance, morning(one.told_on), moment, 90.0):
            continue
        is_break = one.kind == EndingKind.BROKEN_OFF
        if one.destination in (None, Destination.UNKNOWN) and drawn < FILLS_IN:
            year.attempt(
                "ending completed", _complete, one.responsible_id, one.id, is_break, chance, moment
            )
        if one.host_again is None:
            year.attempt("host again?", _ask_host, one.responsible_id, one.id, chance, today)


def _complete(
    session: Session, actor_id: int, key: int, is_break: bool, chance: Random, moment: datetime
) -> None:
    ending, actor = session.get_one(Ending, key), by_page(actor_id)
    today = moment.astimezone(NETHERLANDS).date()
    places = AFTER_A_BREAK if is_break else AFTER
    endings.complete(
        session, actor, key, ending.version,
        destination=chance.choices(list(places), list(places.values()))[0],
        destination_note="", match_again=is_break,
    )  # fmt: skip
    if future.plan_of(session, ending.placement_id) is None:
        wishes = future.Wishes(housing="Een eigen plek.", help="De coach blijft bereikbaar.")
        future.write(session, actor, ending.placement_id, 0, wishes, is_agreed=True, today=today)
    if chance.random() < 0.5:
        receiver = Receiver("Team Wonen", f"team{key}@receiver.example", "Wonen en geld")
        handover.hand_over(session, actor, ending.placement_id, receiver, moment)
    else:
        handover.not_needed(session, actor, ending.placement_id, "Gaat zelfstandig.", moment)


def _ask_host(session: Session, actor_id: int, key: int, chance: Random, today: date) -> None:
    answer = chance.choices(list(HOSTS_AGAIN), list(HOSTS_AGAIN.values()))[0]
    later = today + timedelta(days=chance.randint(30, 90)) if answer == Again.LATER else None
    hosting.host_again(session, by_page(actor_id), key, answer, later_on=later, today=today)


def _come_back(year: Year, today: date) -> None:
    """Hosts who took a rest are asked on their day, and mostly go on."""
    query = (
        select(Household.id, Household.version, HouseholdHandling.host_again_on)
        .join(HouseholdHandling, HouseholdHandling.household_id == Household.id)
        .where(Household.status == HouseholdStatus.PAUSED, HouseholdHandling.host_again_on <= today)
        .order_by(Household.id)
    )
    with reading(year.factory) as session:
        resting = session.execute(query).all()
    everybody = sorted({key for people in year.coordinators.values() for key in people})
    for one in resting:
        if year.chance("back", f"{one.id}/{today}").random() < 0.2:
            actor = by_page(everybody[one.id % len(everybody)])
            year.attempt("host is back", handling.resume, actor, one.id, one.version)


def _confirm(year: Year, moment: datetime, today: date) -> None:
    query = select(WarmHandover.id, WarmHandover.nonce, WarmHandover.asked_at).where(
        WarmHandover.status == HandoverStatus.ASKED
    )
    with reading(year.factory) as session:
        asked = session.execute(query.order_by(WarmHandover.id)).all()
    for one in asked:
        chance = year.chance("receiver", one.id)
        if chance.random() < CONFIRMS and is_ready(chance, one.asked_at, moment, 50.0):
            year.attempt(
                "handover confirmed", handover.confirm, one.id, one.nonce,
                takes_over=True, talked_on=today, moment=moment,
            )  # fmt: skip


def _evaluate(year: Year, moment: datetime) -> None:
    query = select(Evaluation.id, Evaluation.side, Evaluation.asked_at).where(
        Evaluation.given_at.is_(None), Evaluation.closed_at.is_(None)
    )
    with reading(year.factory) as session:
        asked = session.execute(query.order_by(Evaluation.id)).all()
    for one in asked:
        chance = year.chance("evaluation", one.id)
        if chance.random() < EVALUATES and is_ready(chance, one.asked_at, moment, 60.0):
            scores = {code: chance.randint(2, 5) for code in QUESTIONS[one.side].codes()}
            given = Given(scores, "Het was een goede tijd.", chance.random() < 0.8)
            year.attempt(
                f"evaluation by {one.side.value}", evaluations.evaluate, by_page(None), one.id,
                given, moment,
            )  # fmt: skip


def _reach(year: Year, today: date) -> None:
    query = select(FollowUp.id, FollowUp.number_of_tries, FollowUp.nonce).where(
        FollowUp.status == FollowUpStatus.PLANNED, FollowUp.number_of_tries > 0
    )
    with reading(year.factory) as session:
        asked = session.execute(query.order_by(FollowUp.id)).all()
    for one in asked:
        chance = year.chance("follow-up", f"{one.id}/{one.number_of_tries}")
        if chance.random() < IS_REACHED:
            told = Reached(Destination.OWN_HOME, chance.randint(2, 5), "Het gaat.")
            year.attempt(
                "youth reached", follow_ups.reach, by_page(None), one.id, told, today,
                nonce=one.nonce,
            )  # fmt: skip
