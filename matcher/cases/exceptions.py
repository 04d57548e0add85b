"""Exceptions, such as under 18: one person asks with a reason, and another one decides.

Source: [003] practice example 4, a youth under 18 who was admitted after talks with everybody,
the parents among them. That it takes two people is our own choice.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matcher import outbox
from matcher.ages import age_on
from matcher.audit import Actor, record
from matcher.cases.people import coordinators_of, tell
from matcher.cases.service import touch
from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.cases import YouthException
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotAllowed, NotFound, StepNotAllowed
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.policy import Policy
from matcher.text_rules import require_no_bsn
from matcher.words import ExceptionKind
from matcher.youths.locking import locked_youth

AGE_LIMITS = frozenset({ExceptionKind.UNDER_AGE, ExceptionKind.ABOVE_AGE})
SHORTEST_REASON = 20  # letters: 'see dossier' says nothing to the one who must agree


class NoException(MatcherError):
    """``reason`` is a code: 'not_needed', or 'impossible' at this age."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"an exception to the age limits is {reason.replace('_', ' ')}")
        self.reason = reason


def kind_for(age: int, policy: Policy) -> ExceptionKind:
    """Return which exception to the age limits somebody of this age needs."""
    is_young = age < policy.age.minimum
    return ExceptionKind.UNDER_AGE if is_young else ExceptionKind.ABOVE_AGE


def age_problem(kind: ExceptionKind, age: int, policy: Policy) -> str | None:
    """Say why an exception of this kind makes no sense at this age: see :class:`NoException`."""
    limits = {
        ExceptionKind.UNDER_AGE: (policy.before.exception_minimum_age, policy.age.minimum - 1),
        ExceptionKind.ABOVE_AGE: (policy.age.maximum + 1, policy.before.exception_maximum_age),
    }
    if kind not in limits:
        return None
    if policy.age.minimum <= age <= policy.age.maximum:
        return "not_needed"
    lowest, highest = limits[kind]
    return None if lowest <= age <= highest else "impossible"


def ask(
    session: Session, actor: Actor, youth_id: int, kind: ExceptionKind, reason: str
) -> YouthException:
    """Ask for an exception; nothing changes for the youth until another person agrees.

    Raises:
        NotFound: there is no such youth.
        NotAllowed: an exception is asked by a person with an account.
        NoException: the age needs none, or is one at which none is possible.
        AlreadyTaken: 'exception': one of this kind waits for a decision.
        TextRefused: the reason holds a citizen service number.
    """
    require_no_bsn("reason", reason)
    if actor.account_id is None:
        raise NotAllowed("an exception is asked by a person, not by the program")
    youth = locked_youth(session, youth_id)
    age = age_on(youth.birth_date, max(youth.ready_on, today_in_the_netherlands()))
    problem = age_problem(kind, age, policy_in_force())
    if problem is not None:
        raise NoException(problem)
    if any(one.kind == kind for one in undecided(session, youth_id)):
        raise AlreadyTaken("exception")
    asked = YouthException(
        youth_id=youth_id, kind=kind, reason=reason.strip(), asked_by_id=actor.account_id,
        asked_at=now(),
    )  # fmt: skip
    session.add(asked)
    session.flush()
    record(session, actor, "exception.ask", youth_id, reason=kind.value)
    touch(session, youth_id)
    for account in coordinators_of(session, youth, but=actor.account_id):
        tell(
            session,
            account,
            "exception_asked",
            about=("youth", youth_id),
            once=f"exception:{asked.id}:asked",
            reference=youth.reference,
        )
    return asked


def ask_for_age(session: Session, actor: Actor, youth: Youth, reason: str) -> YouthException | None:
    """Ask for an exception to the age limits, of the kind that the age says.

    Returns None when one of this kind waits for a decision already: once is enough.

    Raises:
        NotAllowed, NoException, TextRefused: as :func:`ask`.
    """
    age = age_on(youth.birth_date, max(youth.ready_on, today_in_the_netherlands()))
    try:
        return ask(session, actor, youth.id, kind_for(age, policy_in_force()), reason)
    except AlreadyTaken:
        return None


def decide(
    session: Session, actor: Actor, youth_id: int, exception_id: int, is_agreed: bool
) -> YouthException:
    """Agree to an exception, or refuse it: by somebody else than who asked.

    Agreed, the age limits no longer keep the youth out of the rounds.

    Raises:
        NotFound: there is no such exception of this youth.
        NotAllowed: the same person asked for it.
        StepNotAllowed: somebody else was quicker to decide.
    """
    youth = locked_youth(session, youth_id)
    found = session.get(YouthException, exception_id)
    if found is None or found.youth_id != youth_id:
        raise NotFound("exception", exception_id)
    if actor.account_id is None or actor.account_id == found.asked_by_id:
        raise NotAllowed("a second person decides on an exception, not the one who asked for it")
    # Only one of two who decide at the same moment finds it undecided.
    decided = session.execute(
        update(YouthException)
        .where(YouthException.id == exception_id, YouthException.decided_at.is_(None))
        .values(decided_by_id=actor.account_id, decided_at=now(), is_agreed=is_agreed)
        .returning(YouthException.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if decided is None:
        raise StepNotAllowed("exception", "decided", "decide")
    session.refresh(found)
    outbox.take_back(session, f"exception:{exception_id}:")
    if is_agreed and found.kind in AGE_LIMITS:
        youth.needs.age_exception = True
        youth.needs.age_exception_reason = found.reason
        flag_modified(youth, "urgency")  # whoever has the dossier open sees that it changed
        session.flush()
    if is_agreed:
        record(session, actor, "exception.agree", youth_id, reason=found.kind.value)
    else:
        record(session, actor, "exception.refuse", youth_id, reason=found.kind.value)
    touch(session, youth_id)
    _tell_who_asked(session, found, youth.reference)
    return found


def _tell_who_asked(session: Session, found: YouthException, reference: str) -> None:
    account = session.get(Account, found.asked_by_id)
    if account is not None and account.is_active:
        tell(
            session,
            account,
            "exception_decided",
            about=("youth", found.youth_id),
            reference=reference,
        )


def exceptions_of(session: Session, youth_id: int) -> list[YouthException]:
    """Return all exceptions of the youth, the newest first."""
    query = (
        select(YouthException)
        .where(YouthException.youth_id == youth_id)
        .order_by(YouthException.id.desc())
    )
    return list(session.scalars(query))


def undecided(session: Session, youth_id: int) -> list[YouthException]:
    return [one for one in exceptions_of(session, youth_id) if one.decided_at is None]
