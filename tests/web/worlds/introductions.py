"""Introduction 1, of proposal 1: a date is being looked for, and the host has offered a moment."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher import clock
from matcher.database.introductions import (
    Disclosure,
    Introduction,
    MeetingMoment,
    MomentAnswer,
    Question,
)
from matcher.words import (
    Answer,
    AnswerWay,
    DisclosureLevel,
    IntroductionStage,
    MeetingPlace,
    QuestionKind,
    Side,
)


def add(session: Session) -> None:
    now = clock.moment()
    introduction = Introduction(
        proposal_id=1, stage=IntroductionStage.DATE, due_at=now + timedelta(days=5)
    )
    for kind, side in ((QuestionKind.INTEREST, Side.YOUTH), (QuestionKind.MEET, Side.HOST)):
        introduction.questions.append(
            Question(
                kind=kind,
                side=side,
                due_at=now + timedelta(days=2),
                nonce="1" * 32,
                answered_at=now,
                answer=Answer.YES,
                way=AnswerWay.PAGE,
            )
        )
    introduction.questions.append(
        Question(
            kind=QuestionKind.MOMENTS,
            side=Side.YOUTH,
            due_at=now + timedelta(days=5),
            nonce="2" * 32,
        )
    )
    offered = MeetingMoment(
        starts_at=now + timedelta(days=3), minutes=60, place=MeetingPlace.HOME, offered_by=Side.HOST
    )
    offered.answers.append(MomentAnswer(side=Side.HOST, can=True))
    introduction.moments.append(offered)
    session.add(introduction)
    session.add(Disclosure(proposal_id=1, to_side=Side.HOST, level=DisclosureLevel.PROFILE))
