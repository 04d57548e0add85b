"""Placement 1 ends in three months; both sides are asked how it was, and somebody to go on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher import clock
from matcher.database.leaving import Ending, Evaluation, FollowUp, FuturePlan, WarmHandover
from matcher.inforce import today_in_the_netherlands
from matcher.words import Destination, EndingKind, EndingReason, EvaluationSide, Side


def add(session: Session) -> None:
    today, now = today_in_the_netherlands(), clock.moment()
    last = today + timedelta(days=90)
    session.add_all(
        [
            Ending(
                placement_id=1, kind=EndingKind.PLANNED, reason=EndingReason.OWN_HOME,
                given_by=Side.YOUTH, told_on=today, ends_on=last,
                destination=Destination.OWN_HOME, explanation="Een eigen studio in Utrecht.",
            ),
            FuturePlan(placement_id=1, housing="Een studio vanaf de zomer"),
            WarmHandover(
                placement_id=1, receiver="Wijkteam Noord", receiver_email="wijk@example.org",
                nonce="0" * 32, due_at=now + timedelta(days=7),
            ),
            FollowUp(
                placement_id=1, due_on=last, next_try_on=last, nonce="0" * 32,
            ),
            *(
                Evaluation(
                    placement_id=1, side=side, nonce="0" * 32, due_at=now + timedelta(days=14)
                )
                for side in EvaluationSide
            ),
        ]
    )  # fmt: skip
