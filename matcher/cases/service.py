"""The case beside a youth's dossier: who refers, why, who handles it, and when it last moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.cases.activity import last_in_stays
from matcher.clock import day_of
from matcher.database.cases import YouthCase
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.history import LOOKS
from matcher.inforce import today_in_the_netherlands
from matcher.text_rules import require_no_bsn
from matcher.words import CaseSource
from matcher.youths.locking import locked_youth

#: Events of these subjects carry the number of the youth.
SUBJECTS = ("youth", "consent", "intake", "exception", "correction", "handover")


@dataclass(frozen=True, kw_only=True)
class Motivation:
    """Why somebody asks for a room: both questions and the reasons for them are written down.

    Source: [003]: the housing question and the guidance question are both needed, and a
    registration always comes with a written motivation.
    """

    housing_question: str
    guidance_question: str
    motivation: str

    def checked(self) -> Motivation:
        """Return it without spaces around.

        Raises:
            TextRefused: a text holds a citizen service number.
        """
        texts = {name: getattr(self, name).strip() for name in self.__dataclass_fields__}
        for name, text in texts.items():
            require_no_bsn(name, text)
        return Motivation(**texts)


def open_case(
    session: Session,
    actor: Actor,
    youth: Youth,
    source: CaseSource,
    motivation: Motivation,
    today: date,
) -> YouthCase:
    """Add the case of a youth who was just registered. A referrer is the counsellor at first."""
    is_referred = source is CaseSource.REFERRAL
    told = motivation.checked()
    case = YouthCase(
        youth_id=youth.id,
        source=source,
        referred_by_id=actor.account_id if is_referred else None,
        worker_id=actor.account_id if is_referred else None,
        housing_question=told.housing_question,
        guidance_question=told.guidance_question,
        motivation=told.motivation,
        last_activity_on=today,
    )
    session.add(case)
    session.flush()
    return case


def change_motivation(
    session: Session, actor: Actor, youth_id: int, motivation: Motivation
) -> tuple[str, ...]:
    """Write down the questions and the motivation anew; return the names of what changed.

    Raises:
        NotFound: there is no such youth.
        TextRefused: a text holds a citizen service number.
    """
    locked_youth(session, youth_id)
    told = motivation.checked()
    case = case_of(session, youth_id)
    changed = tuple(
        name for name in told.__dataclass_fields__ if getattr(case, name) != getattr(told, name)
    )
    for name in changed:
        setattr(case, name, getattr(told, name))
    if changed:
        record(session, actor, "youth.motivate", youth_id, fields=sorted(changed))
        touch(session, youth_id)
    return changed


def take_on(session: Session, actor: Actor, youth_id: int) -> YouthCase:
    """Make the acting coordinator the one who handles the case."""
    locked_youth(session, youth_id)
    case = case_of(session, youth_id)
    if case.handled_by_id != actor.account_id:
        case.handled_by_id = actor.account_id
        record(session, actor, "youth.handle", youth_id)
        touch(session, youth_id)
    return case


def case_of(session: Session, youth_id: int) -> YouthCase:
    """Return the case of a youth; one that came with an import gets an empty case at first use."""
    found = session.get(YouthCase, youth_id)
    if found is None:
        youth = session.get(Youth, youth_id)
        if youth is None:
            raise NotFound("youth", youth_id)
        found = YouthCase(
            youth_id=youth_id,
            source=CaseSource.IMPORT,
            housing_question="",
            guidance_question="",
            motivation="",
            last_activity_on=youth.registered_on,
        )
        session.add(found)
        session.flush()
    return found


def touch(session: Session, youth_id: int, today: date | None = None) -> None:
    """Note that something was done for the youth today. Without a case the audit alone knows."""
    session.execute(
        update(YouthCase)
        .where(YouthCase.youth_id == youth_id)
        .values(last_activity_on=today or today_in_the_netherlands())
    )


def last_activity_on(session: Session, youth: Youth) -> date:
    """Return the day on which something was last done for the youth; looking does not count."""
    at = session.scalar(
        select(func.max(AuditEvent.at)).where(
            AuditEvent.subject.in_(SUBJECTS),
            AuditEvent.subject_id == youth.id,
            AuditEvent.action.not_in(LOOKS),
        )
    )
    case = session.get(YouthCase, youth.id)
    days = [youth.registered_on]
    if at is not None:
        days.append(day_of(at))
    if case is not None:
        days.append(case.last_activity_on)
    days += last_in_stays(session, [youth.id]).values()
    return max(days)
