"""The world that the tests of every page look at: record 1 of everything, tied to who looks.

A part of the program adds a module beside this one with ``add(session)``: it makes record 1 of
its own tables. A room, its host, a youth and a proposal are there by then, each as number 1; the
modules are asked by name, so one that needs another's records comes after it. ``tie(session,
account)``, where a module has it, gives the signed-in person a part in its records.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import Session

from matcher.database.accounts import Account
from matcher.database.hosts import Household
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role, RoundStatus
from tests.factories import add_room, add_youth
from tests.web.test_review_board import propose

MODULES = [
    import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem != "__init__"
]


def add_world(session: Session) -> Proposal:
    """Add everything; returns the proposal of youth 1 for room 1."""
    room, sam = add_room(session), add_youth(session, first_name="Sam")
    done = MatchingRound(status=RoundStatus.DONE, today=today_in_the_netherlands())
    session.add(done)
    session.flush()
    proposal = propose(session, done.id, youth_id=sam.id, room_id=room.id)
    for module in MODULES:
        if hasattr(module, "add"):
            module.add(session)
            session.flush()
    return proposal


def tie_to_world(session: Session, account: Account) -> None:
    """Let the person look at record 1 as their own: a host, a youth, the youth's referrer."""
    roles = {link.role for link in account.roles}
    if Role.HOST in roles:
        session.get_one(Household, 1).account_id = account.id
    if Role.YOUTH in roles:
        session.get_one(Youth, 1).account_id = account.id
    if Role.REFERRER in roles:
        session.get_one(Youth, 1).organisation_id = account.organisation_id
    for module in MODULES:
        if hasattr(module, "tie"):
            module.tie(session, account)
    session.flush()
