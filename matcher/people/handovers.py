"""Hand youths over to a colleague. The receiver accepts, or nothing changes.

A youth is never without anybody in between: the old worker stays until the new one says yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher import clock, outbox
from matcher.audit import Actor, record
from matcher.careteam.service import name_counsellor
from matcher.cases.service import case_of, touch
from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.cases import YouthCase
from matcher.database.people import Handover
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotAllowed, NotFound, Stale
from matcher.people.caseload import require_room, workers_of
from matcher.text_rules import require_no_bsn
from matcher.words import YouthStatus
from matcher.youths.locking import locked_youth


class NotAColleague(MatcherError):
    """The receiver does not guide youths for the organisation of the youth, or has left."""

    def __init__(self) -> None:
        super().__init__(
            "choose somebody who works for the organisation of the youth and is not the worker yet"
        )


def colleagues(session: Session, organisation_id: int, *, apart_from: int | None) -> list[Account]:
    """Return who can take over a youth of the organisation, by name."""
    return [one for one in workers_of(session, [organisation_id]) if one.id != apart_from]


def take_on(session: Session, actor: Actor, youth_id: int) -> YouthCase:
    """Make the acting worker the one who guides a youth whom nobody guides yet.

    Raises:
        NotFound: there is no such youth.
        NotAColleague: the actor does not guide youths for the organisation of the youth.
        AlreadyTaken: 'youth': somebody guides the youth already.
        CapReached: the actor guides as many youths as the cap allows.
    """
    youth = locked_youth(session, youth_id)
    case = case_of(session, youth_id)
    if case.worker_id is not None:
        raise AlreadyTaken("youth")
    own = colleagues(session, youth.organisation_id or 0, apart_from=None)
    if actor.account_id not in {one.id for one in own}:
        raise NotAColleague
    require_room(session, actor.account_id)
    case.worker_id = actor.account_id
    session.flush()
    record(session, actor, "handover.take", youth_id)
    name_counsellor(session, youth_id, actor.account_id)
    touch(session, youth_id)
    return case


def ask(
    session: Session, actor: Actor, youth_ids: Iterable[int], receiver_id: int, note: str = ""
) -> list[Handover]:
    """Ask a colleague to take over these youths, and tell the colleague by mail (once).

    Raises:
        NotFound: there is no such youth, or no such account.
        NotAColleague: the receiver cannot have this youth.
        AlreadyTaken: 'youth': it is being handed over already.
        TextRefused: the note holds a citizen service number.
    """
    require_no_bsn("note", note)
    receiver = session.get(Account, receiver_id)
    if receiver is None:
        raise NotFound("account", receiver_id)
    asked = [_ask_one(session, actor, key, receiver, note) for key in sorted(set(youth_ids))]
    if asked:
        outbox.post(
            session, receiver.email, "handover_asked", receiver.language,
            once=f"{key_of(receiver_id)}{clock.moment().isoformat()}", instead_of=key_of(receiver_id),
        )  # fmt: skip
    return asked


def accept(session: Session, actor: Actor, handover_id: int) -> Handover:
    """Take the youth over: from now on the receiver is the worker of the case.

    Raises:
        NotFound: there is no such request. NotAllowed: it was asked of somebody else.
        Stale: it was answered or withdrawn, or the youth has another worker by now.
        CapReached: the receiver guides as many youths as the cap allows.
    """
    handover = _mine_and_open(session, actor, handover_id)
    case = case_of(session, handover.youth_id)
    if case.worker_id != handover.from_id:
        raise Stale("handover", handover_id)
    require_room(session, handover.to_id)
    case.worker_id = handover.to_id
    handover.accepted_at = now()
    session.flush()
    _nothing_is_asked(session, handover.to_id)
    record(session, actor, "handover.accept", handover.youth_id)
    name_counsellor(session, handover.youth_id, handover.to_id)
    touch(session, handover.youth_id)
    _tell_sender(session, handover, "handover_accepted")
    return handover


def refuse(session: Session, actor: Actor, handover_id: int) -> Handover:
    """Say no: the youth stays with the worker who asked, who hears it by mail.

    Raises: as :func:`accept`.
    """
    handover = _mine_and_open(session, actor, handover_id)
    handover.refused_at = now()
    session.flush()
    _nothing_is_asked(session, handover.to_id)
    record(session, actor, "handover.refuse", handover.youth_id)
    _tell_sender(session, handover, "handover_refused")
    return handover


def take_back(session: Session, actor: Actor, handover_id: int) -> None:
    """Withdraw a request that was not answered yet. Who may do so is settled by the caller.

    Raises:
        NotFound: there is no such request. Stale: it was answered meanwhile.
    """
    handover = _open(session, handover_id)
    record(session, actor, "handover.withdraw", handover.youth_id)
    session.delete(handover)
    session.flush()
    _nothing_is_asked(session, handover.to_id)


def waiting_for(session: Session, account_id: int) -> Sequence[Handover]:
    """Return what this person is asked to take over, oldest first."""
    return _waiting(session, Handover.to_id == account_id)


def asked_by(session: Session, account_id: int) -> Sequence[Handover]:
    """Return what this person asked others to take over and was not answered yet."""
    return _waiting(
        session, (Handover.from_id == account_id) | (Handover.asked_by_id == account_id)
    )


def open_cases(session: Session, account_id: int) -> Sequence[Youth]:
    """Return the youths whose worker this is and who still need one, by name."""
    query = (
        select(Youth)
        .join(YouthCase, YouthCase.youth_id == Youth.id)
        .where(YouthCase.worker_id == account_id, Youth.status != YouthStatus.WITHDRAWN)
        .order_by(Youth.last_name, Youth.first_name, Youth.id)
    )
    return session.scalars(query).all()


def being_handed_over(session: Session, youth_ids: Iterable[int]) -> dict[int, Handover]:
    """Return the open request of each of these youths that has one."""
    open_ones = _waiting(session, Handover.youth_id.in_(sorted(set(youth_ids))))
    return {one.youth_id: one for one in open_ones}


def _ask_one(
    session: Session, actor: Actor, youth_id: int, receiver: Account, note: str
) -> Handover:
    youth = locked_youth(session, youth_id)
    case = case_of(session, youth_id)
    if youth.organisation_id is None or receiver.id not in {
        one.id for one in colleagues(session, youth.organisation_id, apart_from=case.worker_id)
    }:
        raise NotAColleague
    if being_handed_over(session, [youth_id]):
        raise AlreadyTaken("youth")
    handover = Handover(
        youth_id=youth_id,
        from_id=case.worker_id,
        to_id=receiver.id,
        asked_by_id=actor.account_id,
        note=note.strip(),
    )
    session.add(handover)
    session.flush()
    record(session, actor, "handover.ask", youth_id)
    return handover


def _mine_and_open(session: Session, actor: Actor, handover_id: int) -> Handover:
    handover = _open(session, handover_id)
    if handover.to_id != actor.account_id:
        raise NotAllowed("only the colleague who was asked answers")
    return handover


def _open(session: Session, handover_id: int) -> Handover:
    """Return the request with its youth locked, so that two answers wait for each other."""
    found = session.get(Handover, handover_id)
    if found is None:
        raise NotFound("handover", handover_id)
    locked_youth(session, found.youth_id)
    found = session.get(Handover, handover_id, populate_existing=True)
    if found is None or found.accepted_at is not None or found.refused_at is not None:
        raise Stale("handover", handover_id)
    return found


def _waiting(session: Session, condition: object) -> Sequence[Handover]:
    query = (
        select(Handover)
        .where(Handover.accepted_at.is_(None), Handover.refused_at.is_(None), condition)  # type: ignore[arg-type]
        .options(
            joinedload(Handover.youth), joinedload(Handover.sender), joinedload(Handover.receiver)
        )
        .order_by(Handover.asked_at, Handover.id)
    )
    return session.scalars(query).all()


def key_of(receiver_id: int) -> str:
    """Return how the names begin under which somebody is asked to take over."""
    return f"handovers:{receiver_id}:"


def _nothing_is_asked(session: Session, receiver_id: int) -> None:
    """One mail may be about several youths: it stays until the last of them has its answer."""
    if not waiting_for(session, receiver_id):
        outbox.take_back(session, key_of(receiver_id))


def _tell_sender(session: Session, handover: Handover, template: str) -> None:
    to_tell = session.get(Account, handover.asked_by_id or handover.from_id or 0)
    if to_tell is not None:
        outbox.post(session, to_tell.email, template, to_tell.language)
