"""Take the steps from a youth's registration to 'ready to be matched' and back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.youths import Youth
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import Word
from matcher.youths.rules import STEPS


def change_status(
    session: Session,
    actor: Actor,
    youth_id: int,
    action: str,
    version: int,
    reason: str = "",
    why: Word | None = None,
) -> Youth:
    """Take one step in the life of a registration, along the table in `rules.STEPS`.

    ``why`` is the coded reason that the audit keeps; free text is not kept.

    Raises:
        NotFound, Stale, StepNotAllowed, TextRefused
    """
    require_no_bsn("reason", reason)
    coded = {"reason": why.value} if why else {}
    youth = load(session, Youth, STEPS.subject, youth_id)
    take_step(
        session, actor, youth, STEPS, action, version, has_reason=bool(reason or why), **coded
    )
    return youth
