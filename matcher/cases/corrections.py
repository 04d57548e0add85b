"""Corrections: the youth says what is wrong in the own dossier, and a worker accepts it or says no.

The law gives everybody this right (GDPR, article 16). A worker looks first, because rounds and
people rely on what is written; meanwhile both the old value and the right one are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matcher import outbox
from matcher.audit import Actor, record
from matcher.cases.people import coordinators_of, tell, worker_of
from matcher.cases.service import touch
from matcher.database.base import now
from matcher.database.cases import Correction
from matcher.database.youths import Youth
from matcher.errors import NotFound, StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.words import DayActivity, Word
from matcher.youths.locking import locked_youth


class Correctable(Word):
    """What a youth can ask to put right. The first ones are columns of the dossier."""

    FIRST_NAME = "first_name", "voornaam", "first name"
    LAST_NAME = "last_name", "achternaam", "last name"
    BIRTH_DATE = "birth_date", "geboortedatum", "date of birth"
    EMAIL = "email", "e-mailadres", "e-mail address"
    PHONE = "phone", "telefoonnummer", "telephone number"
    READY_ON = "ready_on", "vanaf wanneer ik kan verhuizen", "from when I can move"
    BUDGET = "budget_cents", "wat ik aan huur kan betalen", "what I can pay for rent"
    DAY_ACTIVITY = "day_activity", "wat ik overdag doe", "what I do by day"
    OTHER = "other", "iets anders", "something else"


IN_NEEDS = frozenset({Correctable.BUDGET, Correctable.DAY_ACTIVITY})
DATES = frozenset({Correctable.BIRTH_DATE, Correctable.READY_ON})


@dataclass(frozen=True)
class Wish:
    """What should stand there: a text, a number of cents or a date, as the field asks."""

    field: Correctable
    value: str | int | date


def ask(session: Session, actor: Actor, youth_id: int, wish: Wish) -> Correction:
    """Keep what the youth says is right, and tell the counsellor or else the coordinator.

    An open wish for the same field is replaced: the last word counts.

    Raises:
        NotFound: there is no such youth.
        TextRefused: the text holds a citizen service number.
    """
    if isinstance(wish.value, str):
        require_no_bsn(str(wish.field), wish.value)
    youth = locked_youth(session, youth_id)
    if wish.field is not Correctable.OTHER:
        for earlier in open_corrections(session, youth_id):
            if earlier.field == wish.field.value:
                outbox.take_back(session, f"correction:{earlier.id}:")
                session.delete(earlier)
    asked = Correction(
        youth_id=youth_id,
        field=wish.field.value,
        old=as_json(stored_value(youth, wish.field)),
        new=as_json(wish.value),
        asked_at=now(),
        asked_by_id=actor.account_id,
    )
    session.add(asked)
    session.flush()
    record(session, actor, "correction.ask", youth_id, fields=[wish.field.value])
    touch(session, youth_id)
    worker = worker_of(session, youth)
    for account in [worker] if worker else coordinators_of(session, youth):
        tell(
            session,
            account,
            "correction_asked",
            about=("youth", youth_id),
            once=f"correction:{asked.id}:{asked.asked_at.isoformat()}",
            reference=youth.reference,
        )
    return asked


def decide(
    session: Session, actor: Actor, youth_id: int, correction_id: int, is_accepted: bool
) -> Correction:
    """Put the dossier right, or leave it as it is.

    Raises:
        NotFound: the youth has no such correction.
        StepNotAllowed: it was decided before.
    """
    youth = locked_youth(session, youth_id)
    found = session.get(Correction, correction_id)
    if found is None or found.youth_id != youth_id:
        raise NotFound("correction", correction_id)
    decided = session.execute(
        update(Correction)
        .where(Correction.id == correction_id, Correction.decided_at.is_(None))
        .values(decided_by_id=actor.account_id, decided_at=now(), is_accepted=is_accepted)
        .returning(Correction.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if decided is None:
        raise StepNotAllowed("correction", "decided", "decide")
    session.refresh(found)
    outbox.take_back(session, f"correction:{correction_id}:")
    field = Correctable(found.field)
    if is_accepted:
        _put_right(youth, field, found.new)
        session.flush()
        record(session, actor, "correction.accept", youth_id, fields=[field.value])
    else:
        record(session, actor, "correction.refuse", youth_id, fields=[field.value])
    touch(session, youth_id)
    return found


def _put_right(youth: Youth, field: Correctable, new: Any) -> None:
    if field is Correctable.OTHER:  # words: the worker changes the dossier by hand
        return
    row = youth.needs if field in IN_NEEDS else youth
    setattr(row, field.value, from_json(field, new))
    flag_modified(youth, "urgency")  # needs alone must raise the version as well


def stored_value(youth: Youth, field: Correctable) -> Any:
    """Return what the dossier holds now; None for what is no single field."""
    if field is Correctable.OTHER:
        return None
    return getattr(youth.needs if field in IN_NEEDS else youth, field.value)


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def from_json(field: Correctable, value: Any) -> Any:
    """Return the value that the column takes."""
    if field in DATES and isinstance(value, str):
        return date.fromisoformat(value)
    return DayActivity(value) if field is Correctable.DAY_ACTIVITY else value


def corrections_of(session: Session, youth_id: int) -> list[Correction]:
    """Return all corrections of the youth, the newest first."""
    query = select(Correction).where(Correction.youth_id == youth_id).order_by(Correction.id.desc())
    return list(session.scalars(query))


def open_corrections(session: Session, youth_id: int) -> list[Correction]:
    return [one for one in corrections_of(session, youth_id) if one.decided_at is None]
