"""Intakes: every talk about a youth's question is kept, and a second one is always allowed.

Source: [003]: four moments at which a school or a neighbourhood team asks about housing, and
practice example 5, in which the first intake went badly and the second one well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.cases.service import case_of, touch
from matcher.database.cases import Intake
from matcher.errors import MatcherError
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.words import IntakeMoment, IntakeOutcome, YouthStatus
from matcher.youths.locking import locked_youth
from matcher.youths.rules import REOPEN, STEPS


class HeldInTheFuture(MatcherError):
    def __init__(self) -> None:
        super().__init__(
            "an intake is written down after it was held; give today or an earlier day"
        )


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One intake. ``opens_again``: the youth had stopped, and takes part again from now on."""

    moment: IntakeMoment
    held_on: date
    outcome: IntakeOutcome
    summary: str
    opens_again: bool = False


def hold(session: Session, actor: Actor, youth_id: int, talk: Talk, today: date) -> Intake:
    """Keep an intake as the next one of the youth.

    Raises:
        NotFound: there is no such youth.
        HeldInTheFuture: it is yet to be held.
        StepNotAllowed: it is to open a registration that was not stopped.
        TextRefused: the summary holds a citizen service number.
    """
    require_no_bsn("summary", talk.summary)
    if talk.held_on > today:
        raise HeldInTheFuture
    youth = locked_youth(session, youth_id)
    case_of(session, youth_id)
    last = session.scalar(select(func.max(Intake.number)).where(Intake.youth_id == youth_id))
    intake = Intake(
        youth_id=youth_id,
        number=(last or 0) + 1,
        moment=talk.moment,
        held_on=talk.held_on,
        by_id=actor.account_id,
        outcome=talk.outcome,
        summary=talk.summary.strip(),
    )
    session.add(intake)
    session.flush()
    record(
        session, actor, "intake.hold", youth_id,
        number=intake.number, moment=talk.moment.value, reason=talk.outcome.value,
    )  # fmt: skip
    if talk.opens_again and youth.status == YouthStatus.WITHDRAWN:
        take_step(
            session, actor, youth, STEPS, REOPEN, youth.version, follows=True, has_reason=False
        )
    touch(session, youth_id, today)
    return intake


def intakes_of(session: Session, youth_id: int) -> list[Intake]:
    """Return the intakes, the first one first."""
    query = select(Intake).where(Intake.youth_id == youth_id).order_by(Intake.number)
    return list(session.scalars(query))
