"""Take the steps from a youth's registration to 'ready to be matched' and back."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.cases.gaps import gaps_of
from matcher.cases.people import coordinators_of, tell
from matcher.cases.service import touch
from matcher.database.youths import Youth
from matcher.errors import Incomplete, Stale
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.occupation import lives_at
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import Word, YouthStatus, YouthStepReason
from matcher.youths.rules import MAKE_READY, STEPS, STEPS_BACK, WITHDRAW


def change_status(
    session: Session,
    actor: Actor,
    youth_id: int,
    action: str,
    version: int,
    reason: str = "",
    why: Word | None = None,
    today: date | None = None,
) -> Youth:
    """Take one step in the life of a registration, along the table in `rules.STEPS`.

    ``why`` is the coded reason that the audit keeps; free text is not kept. Open proposals of a
    youth who takes part no longer lapse.

    Raises:
        NotFound, Stale, StepNotAllowed, TextRefused
        Incomplete: the dossier lacks what a youth who is ready must have.
    """
    require_no_bsn("reason", reason)
    youth = load(session, Youth, STEPS.subject, youth_id)
    today = today or today_in_the_netherlands()
    STEPS.after(youth.status, action)  # an impossible step is told before what is missing
    if action in STEPS_BACK and youth.version == version:
        events.tell(session, actor, "youth.stepped_back", youth)
    if action == MAKE_READY:
        missing = gaps_of(session, youth, today, policy_in_force())
        if missing:
            raise Incomplete(STEPS.subject, youth_id, [str(gap) for gap in missing])
    take_step(
        session, actor, youth, STEPS, action, version, has_reason=bool(reason or why), reason=why
    )
    if action in STEPS_BACK:
        events.tell(session, actor, "youth.left", youth)
    touch(session, youth_id, today)
    return youth


def can_stop(session: Session, youth: Youth) -> bool:
    """Say whether the youth can leave the waiting list; who lives in a room gives notice first."""
    if youth.status == YouthStatus.PLACED:
        return lives_at(session, youth.id) is None
    return WITHDRAW in STEPS.actions(youth.status)


def stop(
    session: Session, actor: Actor, youth_id: int, version: int, why: YouthStepReason
) -> Youth:
    """Take a youth off the waiting list at the wish of the youth or the counsellor.

    An introduction that is under way stops, open proposals lapse, and the coordinator is told.

    Raises:
        NotFound, Stale
        StepNotAllowed: the youth has stopped, or lives in a room: notice comes first.
    """
    youth = load(session, Youth, STEPS.subject, youth_id)
    if youth.version != version:
        raise Stale(STEPS.subject, youth_id)
    if youth.status == YouthStatus.PLACED and can_stop(session, youth):
        events.tell(session, actor, "youth.stepped_back", youth)  # back on the list, to leave it
        version = youth.version
    youth = change_status(session, actor, youth_id, WITHDRAW, version, why=why)
    for account in coordinators_of(session, youth, but=actor.account_id):
        tell(session, account, "youth_stopped", reference=youth.reference)
    return youth
