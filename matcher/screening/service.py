"""Screening a youth: one question at a time, an outcome, and a person who decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.screening import FlowChartVersion, Screening
from matcher.database.youths import Youth
from matcher.errors import Incomplete, NotFound, Stale, StepNotAllowed
from matcher.screening import versions
from matcher.screening.dossier import facts_of
from matcher.screening.rules.chart import Chart, built
from matcher.screening.rules.facts import Value
from matcher.screening.rules.follow import Path, follow
from matcher.text_rules import require_no_bsn
from matcher.words import ChartStatus, OverrideReason, ScreeningRoute

TOLD = "fact:"  # in the answers: a fact that was told in the talk, as the dossier lacks it


def start(session: Session, actor: Actor, youth: Youth, today: date) -> Screening:
    """Begin a screening on the chart in use, or go on with the one that is under way.

    Raises:
        NotFound: no chart is in use yet.
    """
    under_way = unfinished(session, youth.id)
    if under_way is not None:
        return under_way
    version = versions.live(session)
    if version is None:
        raise NotFound("flow chart", "in use")
    made = Screening(
        youth_id=youth.id, version_id=version.id, answers={}, path=[], by_id=actor.account_id
    )
    made.facts = facts_of(session, youth, today)
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:  # a colleague began this very moment
        raise Stale("screening", youth.id) from error
    record(session, actor, "screening.start", made.id, version=version.number)
    _go_on(session, actor, made)
    return made


def answer(
    session: Session,
    actor: Actor,
    screening_id: int,
    lock: int,
    node: str,
    value: Value,
    today: date,
) -> Screening:
    """Answer the question that is asked next, by the code of an answer or the value of a fact.

    The screening moves to the chart in use when another went live meanwhile; answers to questions
    that did not change are kept, and the answer given now only when it is to one of those.

    Raises:
        NotFound: there is no such screening.
        Stale: somebody else went on with it, or it is not this question's turn.
        StepNotAllowed: it is finished already.
        Incomplete: the value is none that this question can have.
    """
    found = _under_way(session, screening_id, lock)
    dossier = facts_of(session, found.youth, today)  # first: a query would write what is half done
    if not move_to_live(session, found):
        asked = path_of(found).asks
        if asked is None or asked.code != node:
            raise Stale("screening", screening_id)
        if asked.fact is not None and asked.fact.holds(value):
            found.answers = found.answers | {TOLD + asked.fact.code: value}
        elif asked.fact is None and asked.answer(str(value)) is not None:
            found.answers = found.answers | {node: value}
        else:
            raise Incomplete("screening", screening_id, ["answer"])
    found.facts = _told(found) | dossier
    found.path = path_of(found).stored()
    _flush(session, found)
    _go_on(session, actor, found)
    return found


def take_back(
    session: Session, actor: Actor, screening_id: int, lock: int, node: str, today: date
) -> Screening:
    """Forget the answer to a question and to all after it, so that it is asked again.

    Raises NotFound, Stale and StepNotAllowed as `answer` does.
    """
    found = _under_way(session, screening_id, lock)
    dossier = facts_of(session, found.youth, today)
    passed = [step.node for step in path_of(found).steps]
    codes = [one.code for one in passed]
    if node not in codes:
        raise Stale("screening", screening_id)
    later = passed[codes.index(node) :]
    gone = {one.code for one in later} | {TOLD + one.fact_code for one in later if one.fact}
    found.answers = {key: value for key, value in found.answers.items() if key not in gone}
    found.facts = _told(found) | dossier
    found.path = path_of(found).stored()
    _flush(session, found)
    record(session, actor, "screening.take_back", found.id)
    return found


def decide(
    session: Session,
    actor: Actor,
    screening_id: int,
    lock: int,
    chosen: ScreeningRoute,
    why: OverrideReason | None = None,
    text: str = "",
) -> Screening:
    """Decide on the route. Another one than the chart gives needs a reason and a text.

    Raises:
        NotFound, Stale: as `answer`.
        StepNotAllowed: there is no outcome yet, or it is decided already.
        Incomplete: an override without 'why' or 'text'.
        TextRefused: the text holds a citizen service number.
    """
    require_no_bsn("text", text)
    found = _reached(session, screening_id, lock)
    if found.outcome is None or found.chosen is not None:
        raise StepNotAllowed("screening", "decided" if found.chosen else "unfinished", "decide")
    is_override = chosen != found.outcome
    if is_override:
        missing = [name for name, given in (("why", why), ("text", text.strip())) if not given]
        if missing:
            raise Incomplete("screening", screening_id, missing)
        found.why, found.override_text = why, text.strip()
    found.chosen, found.decided_at, found.decided_by_id = chosen, now(), actor.account_id
    _flush(session, found)
    record(
        session, actor, "screening.decide", found.id,
        is_override=is_override, reason=str(why) if is_override else None,
    )  # fmt: skip
    return found


def drop(session: Session, actor: Actor, screening_id: int, lock: int) -> None:
    """Stop a screening that is under way; raises NotFound, Stale and StepNotAllowed."""
    found = _under_way(session, screening_id, lock)
    record(session, actor, "screening.drop", found.id)
    session.delete(found)
    _flush(session, found)


def unfinished(session: Session, youth_id: int) -> Screening | None:
    query = select(Screening).where(Screening.youth_id == youth_id, Screening.outcome.is_(None))
    return session.scalars(query).first()


def of_youth(session: Session, youth_id: int) -> Sequence[Screening]:
    """Return all screenings of a youth, the newest first."""
    query = (
        select(Screening)
        .where(Screening.youth_id == youth_id)
        .options(joinedload(Screening.chart_version), joinedload(Screening.decided_by))
        .order_by(Screening.id.desc())
    )
    return session.scalars(query).all()


def latest_decided(session: Session, youth_id: int) -> Screening | None:
    """Return the newest screening on which a person decided: its ``chosen`` is the route."""
    return next((one for one in of_youth(session, youth_id) if one.chosen is not None), None)


def chart_of(version: FlowChartVersion) -> Chart:
    return built(version.content)


def path_of(screening: Screening) -> Path:
    """Return the path on the version of the screening, with what is known now."""
    return follow(chart_of(screening.chart_version), screening.answers, screening.facts)


def move_to_live(session: Session, found: Screening) -> bool:
    """Bring an unfinished screening to the chart in use; say whether it had to move."""
    if found.chart_version.status == ChartStatus.LIVE:
        return False
    version = versions.live(session)
    if version is None:
        raise NotFound("flow chart", "in use")
    before, after = chart_of(found.chart_version), chart_of(version)
    same = {n.code for n in after if n.code in before.nodes and _alike(before, after, n.code)}
    found.answers = {
        key: value for key, value in found.answers.items() if key in same or key.startswith(TOLD)
    }
    found.chart_version = version
    return True


def _alike(before: Chart, after: Chart, code: str) -> bool:
    """Say whether a question asks the same and offers the same, wherever it leads."""
    then, this = before[code], after[code]
    offered = [(answer.code, answer.text) for answer in then.answers]
    return then.text == this.text and offered == [(a.code, a.text) for a in this.answers]


def _told(found: Screening) -> dict[str, Value]:
    return {
        key.removeprefix(TOLD): value
        for key, value in found.answers.items()
        if key.startswith(TOLD)
    }


def _go_on(session: Session, actor: Actor, found: Screening) -> None:
    """Close the screening when the path has come to an outcome."""
    path = path_of(found)
    if path.outcome is None:
        return
    found.path, found.outcome = path.stored(), path.outcome.route
    _flush(session, found)
    record(session, actor, "screening.finish", found.id, questions=len(path.steps))


def _reached(session: Session, screening_id: int, lock: int) -> Screening:
    found = session.get(Screening, screening_id)
    if found is None:
        raise NotFound("screening", screening_id)
    if found.version != lock:
        raise Stale("screening", screening_id)
    return found


def _under_way(session: Session, screening_id: int, lock: int) -> Screening:
    found = _reached(session, screening_id, lock)
    if found.outcome is not None:
        raise StepNotAllowed("screening", "finished", "answer")
    return found


def _flush(session: Session, found: Screening) -> None:
    key = found.id
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("screening", key) from error
