"""The messages of a dossier: which, to whom, when, and whether they arrived.

The body is composed anew and without its link: reading the history opens no door.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from matcher.database.accounts import Account, AccountRole
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.records import OutboxMessage
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.messages.composing import compose
from matcher.messages.values import LINK
from matcher.words import Role, Word

WITHOUT_LINK = {"nl": "(hier stond een persoonlijke link)", "en": "(a personal link stood here)"}
STAFF = (Role.COORDINATOR, Role.REFERRER, Role.ADMINISTRATOR, Role.MUNICIPALITY_OFFICER)


class Reader(Word):
    """Who a message went to; never the address."""

    YOUTH = "youth", "jongere", "youth"
    HOST = "host", "gastgezin", "host"
    WORKER = "worker", "medewerker", "worker"
    OTHER = "other", "iemand anders", "somebody else"


class Delivery(Word):
    WAITS = "waits", "wacht op verzending", "waits to be sent"
    SENT = "sent", "verstuurd", "sent"
    OVERTAKEN = "overtaken", "niet meer nodig", "no longer needed"
    GIVEN_UP = "given_up", "niet aangekomen", "did not arrive"


@dataclass(frozen=True)
class MessageShown:
    """One message as staff may read it. ``subject`` '': its text is no longer known."""

    id: int
    template: str
    to: Reader
    delivery: Delivery
    written_at: datetime
    sent_at: datetime | None
    subject: str
    body: str


def of(
    session: Session, subjects: Mapping[str, Collection[int]], url: str, most: int = 50
) -> list[MessageShown]:
    """Return the messages about these records (subject -> ids), the newest first."""
    theirs = [
        and_(OutboxMessage.subject == subject, OutboxMessage.subject_id.in_(sorted(ids)))
        for subject, ids in subjects.items()
        if ids
    ]
    if not theirs:
        return []
    query = select(OutboxMessage).where(or_(*theirs)).order_by(OutboxMessage.id.desc())
    return shown(session, session.scalars(query.limit(most)).all(), url)


def of_youth(session: Session, youth_id: int) -> dict[str, list[int]]:
    """Return the records whose messages belong in the dossier of a youth."""
    return _around(session, "youth", youth_id, Proposal.youth_id == youth_id,
                   Placement.youth_id == youth_id)  # fmt: skip


def of_household(session: Session, household: Household) -> dict[str, list[int]]:
    """Return the records whose messages belong in the dossier of a host."""
    rooms = [room.id for home in household.homes for room in home.rooms]
    return _around(session, "household", household.id, Proposal.room_id.in_(rooms),
                   Placement.room_id.in_(rooms))  # fmt: skip


def of_placement(session: Session, placement: Placement) -> dict[str, list[int]]:
    """Return the records whose messages belong to a placement."""
    going = select(Introduction.id).where(Introduction.placement_id == placement.id)
    proposals = [placement.proposal_id] if placement.proposal_id else []
    return {
        "placement": [placement.id],
        "introduction": list(session.scalars(going)),
        "proposal": proposals,
    }


def shown(session: Session, messages: Sequence[OutboxMessage], url: str) -> list[MessageShown]:
    """Return messages as staff may read them, in three queries however many there are."""
    readers = _readers(session, {message.recipient.lower() for message in messages})
    return [_shown(message, readers, url) for message in messages]


def _shown(message: OutboxMessage, readers: Mapping[str, Reader], url: str) -> MessageShown:
    values = dict(message.values)
    if LINK in values:
        values[LINK] = WITHOUT_LINK["en" if message.language == "en" else "nl"]
    try:
        subject, body = compose(message.template, message.language, values, url)
    except (KeyError, ValueError):  # a template of an earlier version of the program
        subject, body = "", ""
    return MessageShown(
        message.id,
        message.template,
        readers.get(message.recipient.lower(), Reader.OTHER),
        delivery_of(message),
        message.created_at,
        message.sent_at,
        subject,
        body,
    )


def delivery_of(message: OutboxMessage) -> Delivery:
    if message.sent_at is not None:
        return Delivery.SENT
    if message.overtaken_at is not None:
        return Delivery.OVERTAKEN
    return Delivery.GIVEN_UP if message.given_up_at is not None else Delivery.WAITS


def _around(
    session: Session, subject: str, key: int, proposal: object, placement: object
) -> dict[str, list[int]]:
    proposals = list(session.scalars(select(Proposal.id).where(proposal)))  # type: ignore[arg-type]
    going = select(Introduction.id).where(Introduction.proposal_id.in_(proposals))
    return {
        subject: [key],
        "proposal": proposals,
        "introduction": list(session.scalars(going)),
        "placement": list(session.scalars(select(Placement.id).where(placement))),  # type: ignore[arg-type]
    }


def _readers(session: Session, addresses: Iterable[str]) -> dict[str, Reader]:
    """Return who is behind each address; an account of staff counts as a worker first."""
    wanted = sorted(addresses)
    found: dict[str, Reader] = {}
    for table, reader in ((Household, Reader.HOST), (Youth, Reader.YOUTH)):
        address = func.lower(table.email)
        query = select(address).where(address.in_(wanted))
        found |= dict.fromkeys(session.scalars(query), reader)
    query = (
        select(Account.email, AccountRole.role)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(Account.email.in_(wanted))
        .order_by(Account.id, AccountRole.role)
    )
    for email, role in session.execute(query):
        if role in STAFF:
            found[email] = Reader.WORKER
        else:
            found.setdefault(email, Reader.HOST if role == Role.HOST else Reader.YOUTH)
    return found
