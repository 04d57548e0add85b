"""Life domains, talents and wishes, and the budget: what people write of a youth, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.cases.service import touch
from matcher.database.domains import DomainLevel, NeedDetail
from matcher.database.youths import Youth
from matcher.domains.rules import Course, courses
from matcher.domains.saving import raise_version, reached
from matcher.errors import NotFound
from matcher.text_rules import require_no_bsn
from matcher.words import LifeDomain


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What a youth can and wants, in own words."""

    talents: str
    wishes: str
    must_nots: str
    preferences: str


@dataclass(frozen=True)
class Judged:
    """How it goes in a life domain, 1 crisis to 5 well, and why."""

    level: int
    note: str = ""


def detail_of(session: Session, youth_id: int) -> NeedDetail:
    """Return what is written of the youth; an empty one, not stored yet, when nothing is."""
    return session.get(NeedDetail, youth_id) or _empty(youth_id)


def _empty(youth_id: int) -> NeedDetail:
    return NeedDetail(
        youth_id=youth_id, talents="", wishes="", must_nots="", preferences="", income={}, costs={}
    )


def courses_of(session: Session, youth_id: int) -> tuple[Course, ...]:
    """Return the seven life domains with all their levels, newest first."""
    found = select(DomainLevel).where(DomainLevel.youth_id == youth_id)
    return courses(session.scalars(found))


def levels_now(session: Session, youth_id: int) -> dict[LifeDomain, int]:
    """Return the newest level of each life domain that was ever recorded."""
    return {
        course.domain: course.now.level for course in courses_of(session, youth_id) if course.now
    }


def write_words(
    session: Session, actor: Actor, youth_id: int, version: int, words: OwnWords
) -> tuple[str, ...]:
    """Store talents, wishes, must-nots and preferences; return the names of what changed.

    Raises:
        NotFound, Stale: there is no such youth, or somebody changed the dossier first.
        TextRefused: a text holds a citizen service number.
    """
    texts = {name: text.strip() for name, text in asdict(words).items()}
    for name, text in texts.items():
        require_no_bsn(name, text)
    youth = reached(session, youth_id, version)
    detail = detail_of(session, youth_id)
    changed = tuple(name for name, text in texts.items() if getattr(detail, name) != text)
    if changed:
        for name in changed:
            setattr(detail, name, texts[name])
        session.add(detail)
        raise_version(session, actor, youth, changed)
    return changed


def record_levels(
    session: Session, actor: Actor, youth_id: int, judged: Mapping[LifeDomain, Judged], today: date
) -> int:
    """Add a row for each life domain whose level or note is another than it was; return how many.

    Nothing is written over: earlier levels are the history.

    Raises:
        NotFound: there is no such youth.
        TextRefused: a note holds a citizen service number.
    """
    if session.get(Youth, youth_id) is None:
        raise NotFound("youth", youth_id)
    before = {course.domain: course.now for course in courses_of(session, youth_id)}
    new = 0
    for domain, how in judged.items():
        note = how.note.strip()
        require_no_bsn("note", note)
        last = before[domain]
        if last is not None and (last.level, last.note) == (how.level, note):
            continue
        session.add(
            DomainLevel(
                youth_id=youth_id, domain=domain, level=how.level, note=note,
                recorded_on=today, by_id=actor.account_id,
            )
        )  # fmt: skip
        new += 1
    if new:
        session.flush()
        touch(session, youth_id, today)
        record(session, actor, "youth.judge", youth_id, domains=new)
    return new


def keep_budget(
    session: Session,
    actor: Actor,
    youth_id: int,
    version: int,
    income: Mapping[str, int],
    costs: Mapping[str, int],
    today: date,
    *,
    rent_cents: int | None = None,
) -> tuple[str, ...]:
    """Store what comes in and goes out, and with ``rent_cents`` the budget that matching uses.

    Amounts of nothing are left out. Return the names of what changed.

    Raises:
        NotFound, Stale: there is no such youth, or somebody changed the dossier first.
    """
    youth = reached(session, youth_id, version)
    detail = detail_of(session, youth_id)
    wanted = {
        "income": {code: cents for code, cents in sorted(income.items()) if cents},
        "costs": {code: cents for code, cents in sorted(costs.items()) if cents},
    }
    changed = [name for name, amounts in wanted.items() if getattr(detail, name) != amounts]
    for name in changed:
        setattr(detail, name, wanted[name])
    if changed:
        detail.budget_on = today
        session.add(detail)
    if rent_cents is not None and youth.needs.budget_cents != rent_cents:
        youth.needs.budget_cents = rent_cents
        changed.append("budget_cents")
    if changed:
        raise_version(session, actor, youth, changed)
    return tuple(changed)
