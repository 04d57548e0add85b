"""Begin an introduction: the youth is asked first, and nobody else hears of it before the answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor, record
from matcher.cases.people import worker_of
from matcher.database.accounts import Account
from matcher.database.cases import YouthCase
from matcher.database.introductions import Introduction
from matcher.database.people import Deputy
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.disclosure import disclose_stage
from matcher.introductions.telling import due_values, tell
from matcher.policy import Policy
from matcher.words import QuestionKind, Role, Side


def begin(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    placement: Placement,
    *,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Ask the youth whether the room is of interest. The booking holds room and youth meanwhile."""
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    youth = proposal.youth
    counsellor = worker_of(session, youth)
    responsible = _responsible(session, actor, proposal)
    due_at = terms.due(moment, policy.after.interest_hours)
    introduction = Introduction(
        proposal=proposal,
        placement=placement,
        stage_since_at=moment,
        due_at=due_at,
        responsible=responsible,
        deputy_id=_deputy_of(session, responsible, moment),
        counsellor=counsellor,
    )
    session.add(introduction)
    session.flush()
    record(
        session, actor, "introduction.begin", introduction.id,
        proposal=proposal.id, placement=placement.id,
    )  # fmt: skip
    disclose_stage(session, actor, introduction, moment)
    questions.ask(session, introduction, QuestionKind.INTEREST, [Side.YOUTH], moment, due_at)
    tell(
        session, introduction, [Side.COUNSELLOR], "introduction_begun",
        once="begun", **due_values(due_at),
    )  # fmt: skip
    return introduction


def _responsible(session: Session, actor: Actor, proposal: Proposal) -> Account | None:
    """Return the coordinator who handles the youth, else the one who approved."""
    case = session.get(YouthCase, proposal.youth_id)
    wanted = (case.handled_by_id if case else None), actor.account_id, proposal.decided_by_id
    for account_id in wanted:
        account = session.get(Account, account_id) if account_id else None
        if account is not None and account.is_active and _coordinates(account):
            return account
    return None


def _coordinates(account: Account) -> bool:
    return any(given.role == Role.COORDINATOR for given in account.roles)


def _deputy_of(session: Session, account: Account | None, moment: datetime) -> int | None:
    """Return who stands in for the coordinator today, or None."""
    if account is None:
        return None
    today = moment.astimezone(NETHERLANDS).date()
    query = select(Deputy.deputy_id).where(
        Deputy.account_id == account.id,
        Deputy.starts_on <= today,
        or_(Deputy.ends_on.is_(None), Deputy.ends_on >= today),
    )
    return session.scalars(query.order_by(Deputy.id)).first()
