"""What every change of a need profile does: find, compare the version, raise it, record it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.cases.service import touch
from matcher.database.youths import Youth
from matcher.errors import NotFound, Stale


def reached(session: Session, youth_id: int, version: int) -> Youth:
    """Return the youth as the form showed it.

    Raises:
        NotFound: there is no such youth.
        Stale: somebody else changed it first.
    """
    youth = session.get(Youth, youth_id)
    if youth is None:
        raise NotFound("youth", youth_id)
    if youth.version != version:
        raise Stale("youth", youth_id)
    return youth


def raise_version(session: Session, actor: Actor, youth: Youth, fields: Sequence[str]) -> None:
    """Write with a new version of the youth, also when only rows beside it changed."""
    flag_modified(youth, "urgency")
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("youth", youth.id) from error
    touch(session, youth.id)
    record(session, actor, "youth.change", youth.id, fields=sorted(fields))
