"""Where a youth stands on the participation ladder: at the start, on the way and at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.living import ParticipationStep
from matcher.database.placements import Placement
from matcher.text_rules import require_no_bsn
from matcher.words import LadderMoment, LadderStep


def note(
    session: Session,
    actor: Actor,
    placement: Placement,
    step: LadderStep,
    on: date,
    moment: LadderMoment | None = None,
    text: str = "",
) -> ParticipationStep:
    """Write down a step of this stay; the first one is the start, whoever writes the end says so.

    Twice on one day is one step: the later one counts.

    Raises:
        TextRefused: the text holds a citizen service number.
    """
    require_no_bsn("note", text)
    known = steps_of(session, placement.id)
    when = moment or (LadderMoment.DURING if known else LadderMoment.START)
    same = [one for one in known if one.on == on and (moment is None or one.moment == moment)]
    found = same[-1] if same else None
    if found is None:
        found = ParticipationStep(
            youth_id=placement.youth_id, placement_id=placement.id, moment=when, on=on
        )
        session.add(found)
    found.step, found.note, found.by_id = step, text.strip(), actor.account_id
    session.flush()
    record(session, actor, "ladder.note", placement.id, moment=found.moment.value)
    return found


def steps_of(session: Session, placement_id: int) -> Sequence[ParticipationStep]:
    """Return the steps of a stay, oldest first."""
    query = select(ParticipationStep).where(ParticipationStep.placement_id == placement_id)
    return session.scalars(query.order_by(ParticipationStep.on, ParticipationStep.id)).all()
