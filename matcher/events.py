"""What has happened, told to whoever reacts to it, in the same transaction.

A piece that begins when another one ends is then not known to it: a check-in is planned because a
stay has started, without the service of placements having heard of check-ins. A subject reacts by
a module ``matcher/<subject>/reactions.py`` with ``REACTIONS = {"placement.started": function}``;
the function gets the Session, the Actor and the row. A reaction that fails undoes the whole
command: half a start of a stay must not be left behind.

EVENTS names what may be told, so that a misspelled name is an error and not silence.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit import Actor

Reaction = Callable[[Session, Actor, Any], None]

#: The event and the kind of row, or of change, that comes with it.
EVENTS = {
    "consent.withdrawn": "Youth",
    "youth.stepped_back": "Youth",
    "household.stepped_back": "Household",
    "household.refused": "Household",
    # After the step, when all that was under way has stopped.
    "youth.left": "Youth",
    "household.left": "Household",
    "room.taken_out": "TakenOut",
    "proposal.approved": "Proposal",
    "proposal.declined": "Proposal",
    "proposal.taken_back": "Proposal",
    "introduction.stopped": "Introduction",
    "introduction.agreed": "Introduction",
    "placement.started": "Placement",
    "placement.moved": "Placement",
    "placement.notice": "Ending",
    "placement.ended": "Placement",
    "concern.escalated": "Concern",
}


def subjects(folder: Path = Path(__file__).parent) -> list[str]:
    """Return the subjects that react to events, by name: the order in which they hear of one."""
    return sorted(path.parent.name for path in folder.glob("*/reactions.py"))


def tell(session: Session, actor: Actor, event: str, row: Any) -> None:
    """Let everybody react to ``event``.

    Raises:
        LookupError: nobody has said that there is such an event.
    """
    if event not in EVENTS:
        raise LookupError(f"no event {event!r}; add it to EVENTS in matcher/events.py")
    session.flush()  # who reacts may ask the database for what was just written
    for reaction in _reactions(event):
        reaction(session, actor, row)


@cache
def _reactions(event: str) -> tuple[Reaction, ...]:
    found = []
    for subject in subjects():
        reactions = import_module(f"matcher.{subject}.reactions").REACTIONS
        if unknown := sorted(set(reactions) - set(EVENTS)):
            raise LookupError(f"matcher/{subject}/reactions.py names unknown events: {unknown}")
        if event in reactions:
            found.append(reactions[event])
    return tuple(found)
