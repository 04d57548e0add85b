"""Verbs of introductions: answers, a date, a meeting, nights, a 'no' at any stage."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.clock import NETHERLANDS
from matcher.database.introductions import Introduction as Row
from matcher.database.introductions import Question
from matcher.introductions import service
from matcher.introductions.choosing import Offer
from matcher.introductions.holding import guide_of
from matcher.words import Answer, AnswerWay, DeclineReason, MeetingPlace, Side
from tests.machines.harness import Harness
from tests.machines.model import WAITING, Introduction
from tests.machines.picking import ANYBODY, EACH, PICK, STALE, require_version

SIDES = st.sampled_from(["youth", "host"])
MOSTLY = st.sampled_from([True, True, True, True, False])
REASONS = st.sampled_from(list(DeclineReason))


class IntroductionVerbs(Harness):
    def _going(self, which: int) -> Introduction:
        return self.choose(self.model.introductions, which, lambda one: one.stage in WAITING)

    @precondition(lambda self: self.model.introductions)
    @rule(which=PICK, side=SIDES, who=EACH, by_link=st.booleans(), yes=MOSTLY, trial=st.booleans())
    def answer(
        self, which: int, side: str, who: str, by_link: bool, yes: bool, trial: bool
    ) -> None:
        one = self.choose(self.model.introductions, which, lambda one: bool(one.asked))
        if one.stage in ("interest", "host_looks") or len(one.asked) == 1:
            side = next(iter(one.asked))  # else most answers would be to nothing
        who = side if by_link else who
        placement = one.placement

        def verb(session: Session) -> None:
            asked = session.scalars(
                select(Question.id)
                .where(Question.introduction_id == one.key, Question.side == side)
                .where(Question.kind != "moments")
                .order_by(Question.id.desc())
            ).first()
            actor = Actor(None, "web") if by_link else self.actor(who)
            service.answer(
                session, actor, asked or 0, Answer.YES if yes else Answer.NO,
                AnswerWay.LINK if by_link else AnswerWay.PAGE, wants_trial=trial,
            )  # fmt: skip

        self.do(
            lambda: self.model.answer(one, side, who, yes, trial, self.today), verb,
            event="" if yes else "cancel", room=placement.room,
        )  # fmt: skip

    @precondition(
        lambda self: any(i.stage in ("date", "meeting") for i in self.model.introductions)
    )
    @rule(
        which=PICK, days=st.integers(1, 13), minute=st.integers(0, 600), youth=MOSTLY, host=MOSTLY
    )
    def find_date(self, which: int, days: int, minute: int, youth: bool, host: bool) -> None:
        one = self.choose(self.model.introductions, which, lambda one: one.stage == "date")
        day = self.today + timedelta(days=days)
        starts = datetime.combine(day, time(9), NETHERLANDS) + timedelta(minutes=minute)
        can = {side for side, suits in (("youth", youth), ("host", host)) if suits}

        def verb(session: Session) -> None:
            row = session.get_one(Row, one.key)
            guide = guide_of(row)
            actor = self.actor("referrer" if guide == Side.COUNSELLOR else guide.value)
            service.offer_moments(
                session, actor, row.id, guide, [Offer(starts, 60, MeetingPlace.HOME)]
            )
            made = max(moment.id for moment in row.moments)
            for side in (Side.YOUTH, Side.HOST):
                service.say_which(
                    session, self.actor(side.value), row.id, side, {made: side.value in can}
                )

        self.do(lambda: self.model.find_date(one, starts, can, self.now), verb)

    @precondition(lambda self: self.model.introductions)
    @rule(which=PICK, who=ANYBODY, stale=STALE, took_place=MOSTLY)
    def record_meeting(self, which: int, who: str, stale: bool, took_place: bool) -> None:
        one = self.choose(self.model.introductions, which, lambda one: one.stage == "meeting")

        def expected() -> None:
            if took_place:
                self.model.held(one, who, self.now)
            else:
                self.model.not_held(one, who)

        def verb(session: Session) -> None:
            version = session.get_one(Row, one.key).version - stale
            if took_place:
                service.held_on(session, self.actor(who), one.key, version, self.today)
            else:
                service.not_held(session, self.actor(who), one.key, version)

        self.do(require_version(stale, expected), verb)

    @precondition(lambda self: any(i.stage == "trial" for i in self.model.introductions))
    @rule(which=PICK, days=st.integers(0, 5), nights=st.integers(0, 8), stale=STALE)
    def plan_nights(self, which: int, days: int, nights: int, stale: bool) -> None:
        one = self.choose(self.model.introductions, which, lambda one: one.stage == "trial")
        first = self.today + timedelta(days=days)
        last = first + timedelta(days=nights)

        def verb(session: Session) -> None:
            version = session.get_one(Row, one.key).version - stale
            service.start_trial(session, self.actor("referrer"), one.key, version, first, last)

        def expected() -> None:
            self.model.plan_nights(one, first, last, self.today)

        self.do(require_version(stale, expected), verb)

    @precondition(lambda self: self.model.introductions)
    @rule(which=PICK, who=EACH, stale=STALE, reason=REASONS, sure=st.integers(0, 3))
    def stop(self, which: int, who: str, stale: bool, reason: DeclineReason, sure: int) -> None:
        one = self._going(which)
        if sure and one.stage not in ("started", "stopped"):
            return  # most lives should go on for a while
        side = {"referrer": Side.COUNSELLOR}.get(who) or Side(who)

        def verb(session: Session) -> None:
            version = session.get_one(Row, one.key).version - stale
            service.stop(session, self.actor(who), one.key, version, side, reason)

        expected = require_version(stale, lambda: self.model.stop(one, who, self.today))
        self.do(expected, verb, event="cancel", room=one.placement.room)

    @precondition(lambda self: self.model.introductions)
    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def extend(self, which: int, who: str, stale: bool) -> None:
        one = self._going(which)

        def verb(session: Session) -> None:
            version = session.get_one(Row, one.key).version - stale
            service.extend(session, self.actor(who), one.key, version)

        self.do(require_version(stale, lambda: self.model.extend(one, who)), verb)
