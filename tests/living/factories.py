"""A stay that runs: a youth, a home, a counsellor, two coordinators."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.careteam import service as careteam
from matcher.cases.service import case_of
from matcher.checkins.service import CheckInReport
from matcher.database.accounts import Account
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.policy import load_policy
from matcher.words import CheckInKind, CoreActivity, PlacementStatus, Role, YouthStatus
from tests.factories import TODAY, UTRECHT, add_account, add_placement, add_room, add_youth
from tests.people.factories import add_worker

POLICY = load_policy(None)
NOON = datetime.combine(TODAY, time(11), UTC)


def acts(account: Account) -> Actor:
    return Actor(account.id, "web")


def on(days: int) -> date:
    """Return the day so many days after moving in."""
    return TODAY + timedelta(days=days)


class Stay:
    """Somebody moved in on TODAY. ``team=False``: nobody is responsible yet."""

    def __init__(self, session: Session, *, team: bool = True, **values: Any) -> None:
        self.session = session
        self.room = add_room(session)
        self.household = self.room.home.household
        self.counsellor = add_worker(session, "Kim")
        self.youth = add_youth(
            session, status=YouthStatus.PLACED, organisation_id=self.counsellor.organisation_id
        )
        case_of(session, self.youth.id).worker_id = self.counsellor.id
        self.host = add_account(session, Role.HOST, name="Gastgezin")
        self.young = add_account(session, Role.YOUTH, name="Sam")
        self.household.account_id, self.youth.account_id = self.host.id, self.young.id
        session.flush()
        self.first = coordinator(session, "Noor")
        self.second = coordinator(session, "Bram")
        self.placement = add_placement(
            session, room=self.room, youth=self.youth,
            **{"status": PlacementStatus.ACTIVE, **values},
        )  # fmt: skip
        if team:
            careteam.assign(
                session, acts(self.first), self.placement.id, self.first.id, self.second.id, TODAY
            )
        session.flush()

    @property
    def id(self) -> int:
        return self.placement.id


def coordinator(session: Session, name: str = "Noor", **values: Any) -> Account:
    return add_account(session, Role.COORDINATOR, regions=[UTRECHT], name=name, **values)


def report(**values: Any) -> CheckInReport:
    given: dict[str, Any] = {
        "kind": CheckInKind.VISIT,
        "held_on": on(2),
        "activities": dict.fromkeys(CoreActivity, 3),
        **values,
    }
    return CheckInReport(**given)


def mails(session: Session, template: str = "") -> list[tuple[str, str]]:
    """Return (template, recipient) of what is queued, in order."""
    query = select(OutboxMessage).order_by(OutboxMessage.id)
    found = [(one.template, one.recipient) for one in session.scalars(query)]
    return [one for one in found if template in ("", one[0])]


def happened(session: Session, subject: str) -> list[str]:
    """Return the actions in the audit that begin with ``subject``, in order."""
    session.flush()
    query = select(AuditEvent.action).where(AuditEvent.subject == subject).order_by(AuditEvent.id)
    return list(session.scalars(query))
