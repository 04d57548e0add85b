"""Ask both sides how the stay was, take the answer of each once, and close what is not answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.audit import PROGRAM, Actor, record
from matcher.database.leaving import Ending, Evaluation
from matcher.database.placements import Placement
from matcher.endings.refusals import NotOpen
from matcher.endings.service import standing
from matcher.endings.telling import tell_side, tell_staff
from matcher.errors import NotFound
from matcher.evaluations.rules import is_asked, score_problems
from matcher.inforce import policy_in_force
from matcher.links import Claim, new_nonce
from matcher.text_rules import require_no_bsn
from matcher.words import EvaluationSide


@dataclass(frozen=True)
class Given:
    """What one side says. ``scores``: question code → 1 to 5; none is needed."""

    scores: Mapping[str, int] = field(default_factory=dict)
    own_words: str = ""
    would_again: bool | None = None


def ask_both(
    session: Session, placement: Placement, ending: Ending | None, moment: datetime
) -> list[Evaluation]:
    """Ask each side that lived through it, once; return whom was asked now."""
    known = set(
        session.scalars(select(Evaluation.side).where(Evaluation.placement_id == placement.id))
    )
    return [
        _ask(session, placement, side, moment)
        for side in EvaluationSide
        if side not in known and (ending is None or is_asked(side, ending.reason))
    ]


def _ask(
    session: Session, placement: Placement, side: EvaluationSide, moment: datetime
) -> Evaluation:
    asked = Evaluation(
        placement_id=placement.id, side=side, nonce=new_nonce(), asked_at=moment,
        due_at=moment + timedelta(days=policy_in_force().after.evaluation_days),
    )  # fmt: skip
    session.add(asked)
    session.flush()
    record(session, PROGRAM, "evaluation.ask", asked.id, placement=placement.id, side=side.value)
    send(session, asked, "asked")
    return asked


def ask_again(session: Session, actor: Actor, evaluation_id: int, moment: datetime) -> Evaluation:
    """Give a side that did not answer another term, and a new link.

    Raises:
        NotFound: there is no such evaluation.
        NotOpen: it was given already.
    """
    found = session.get(Evaluation, evaluation_id, with_for_update={"of": Evaluation})
    if found is None:
        raise NotFound("evaluation", evaluation_id)
    if found.given_at is not None:
        raise NotOpen("evaluation", evaluation_id)
    found.nonce, found.closed_at, found.reminded_at = new_nonce(), None, None
    found.asked_at = moment
    found.due_at = moment + timedelta(days=policy_in_force().after.evaluation_days)
    session.flush()
    record(session, actor, "evaluation.again", evaluation_id, placement=found.placement_id)
    outbox.take_back(session, f"evaluation:{found.id}:")
    send(session, found, f"again:{found.nonce[:8]}")
    return found


def send(session: Session, asked: Evaluation, what: str) -> None:
    template = "reminder" if what.startswith("reminder") else "asked"
    last = asked.due_at.astimezone(clock.NETHERLANDS).date()
    tell_side(
        session, asked.placement, asked.side, f"evaluation_{template}_{asked.side.value}",
        once=f"evaluation:{asked.id}:{what}", instead_of=f"evaluation:{asked.id}:", due_on=last.isoformat(),
        link=Claim("evaluation", asked.id, asked.nonce, last),
    )  # fmt: skip


def find(session: Session, claim: Claim | None) -> Evaluation | None:
    """Return what a link asks; None when it was answered, closed or never given out."""
    found = session.get(Evaluation, claim.subject_id) if claim else None
    if claim is None or found is None or found.nonce != claim.nonce:
        return None
    return found if found.given_at is None and found.closed_at is None else None


def evaluate(
    session: Session, actor: Actor, evaluation_id: int, given: Given, moment: datetime
) -> Evaluation:
    """Record what a side says; the first answer counts, also when two arrive at one moment.

    Raises:
        NotOpen: it was answered before, or the time for it is over.
        ValueError: a score outside 1 to 5, or of an unknown question.
        TextRefused: the words hold a citizen service number.
    """
    require_no_bsn("own_words", given.own_words)
    asked = session.get(Evaluation, evaluation_id)
    if asked is None:
        raise NotFound("evaluation", evaluation_id)
    if wrong := score_problems(asked.side, given.scores):
        raise ValueError(f"no such score: {wrong}")
    taken = session.scalars(
        update(Evaluation)
        .where(
            Evaluation.id == evaluation_id,
            Evaluation.given_at.is_(None),
            Evaluation.closed_at.is_(None),
        )
        .values(
            given_at=moment, scores=dict(given.scores), own_words=given.own_words,
            would_again=given.would_again,
        )
        .returning(Evaluation)
        .execution_options(populate_existing=True)
    ).one_or_none()  # fmt: skip
    if taken is None:
        raise NotOpen("evaluation", evaluation_id)
    outbox.take_back(session, f"evaluation:{taken.id}:")
    record(
        session, actor, "evaluation.give", evaluation_id, placement=taken.placement_id,
        side=taken.side.value,
    )  # fmt: skip
    tell_staff(
        session, taken.placement, f"evaluation_given_{taken.side}", _day(moment),
        f"evaluation:{taken.id}:given",
    )  # fmt: skip
    return taken


def of_placement(session: Session, placement_id: int) -> list[Evaluation]:
    query = select(Evaluation).where(Evaluation.placement_id == placement_id)
    return list(session.scalars(query.order_by(Evaluation.id)))


def ending_of(session: Session, evaluation: Evaluation) -> Ending | None:
    return standing(session, evaluation.placement_id)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.NETHERLANDS).date()
