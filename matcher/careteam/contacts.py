"""Who to call: the numbers of a stay, and the address that shows them without signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement, team_of
from matcher.careteam.rules import Contact, can_be_reached, dialled, shown
from matcher.database.living import CareTeam, EmergencyContact, EmergencyLink
from matcher.database.placements import Placement
from matcher.errors import MatcherError
from matcher.links import Claim, new_nonce
from matcher.placements.rules import GOING_ON
from matcher.text_rules import require_no_bsn
from matcher.words import ContactKind, PlacementStatus

PURPOSE = "emergency"
FOR_EVER = date(9999, 12, 31)  # the link ends with the stay or when it is renewed, not by a day
MOST = 8
#: Numbers of ours go along to the next stay of the same worker; a counsellor is of one youth.
OURS = (ContactKind.COORDINATOR, ContactKind.DEPUTY, ContactKind.ON_CALL)
POLICE = Contact(ContactKind.POLICE, "", "0900-8844", "24/7")  # the national number, no emergency


class ContactRefused(MatcherError):
    """``problem``: 'phone' (no number to dial), 'label', 'many', or 'nobody' of our own is left."""

    def __init__(self, problem: str, position: int = 0) -> None:
        super().__init__(f"the numbers to call cannot be like this: {problem} (line {position})")
        self.problem = problem
        self.position = position


@dataclass(frozen=True)
class Numbers:
    """What the page without signing in shows: whom to call and when, and nothing else."""

    placement_id: int
    contacts: list[Contact]


def contacts_of(session: Session, placement_id: int) -> list[Contact]:
    """Return the numbers in the order in which to call them."""
    query = (
        select(EmergencyContact)
        .where(EmergencyContact.placement_id == placement_id)
        .order_by(EmergencyContact.position)
    )
    rows = session.scalars(query)
    return shown(Contact(one.kind, one.label, one.phone, one.hours) for one in rows)


def is_reachable(session: Session, placement_id: int) -> bool:
    """Say whether somebody of our own can be called: the condition to begin a stay."""
    return can_be_reached(contacts_of(session, placement_id))


def has_team(session: Session, placement_id: int) -> bool:
    """Say whether there are a responsible worker and a deputy: the condition to begin a stay."""
    team = team_of(session, placement_id)
    return team is not None and team.deputy_id is not None


def set_contacts(
    session: Session, actor: Actor, placement_id: int, wanted: Sequence[Contact]
) -> None:
    """Replace the numbers of a stay.

    Raises:
        NotFound: no such placement. TextRefused: a text holds a citizen service number.
        ContactRefused: what is wrong, and on which line.
    """
    placement = locked_placement(session, placement_id)
    if len(wanted) > MOST:
        raise ContactRefused("many")
    for position, one in enumerate(wanted, start=1):
        for text in (one.label, one.phone, one.hours):
            require_no_bsn("contact", text)
        if not dialled(one.phone):
            raise ContactRefused("phone", position)
    if not can_be_reached(wanted):
        raise ContactRefused("nobody")
    before = contacts_of(session, placement_id)
    _write(session, placement_id, wanted)
    if contacts_of(session, placement_id) != before:
        record(session, actor, "emergency.change", placement.id, number=len(wanted))


def supply(session: Session, placement: Placement) -> None:
    """Fill in the numbers of a new stay: those of the last stay with the same responsible worker.

    The link without signing in is made as well. What is there already is left alone.
    """
    if session.get(EmergencyLink, placement.id) is None:
        session.add(EmergencyLink(placement_id=placement.id, nonce=new_nonce()))
        session.flush()
    if contacts_of(session, placement.id):
        return
    team = team_of(session, placement.id)
    known = _of_last_stay(session, team) if team is not None else []
    _write(session, placement.id, [*known, POLICE])


def new_link(session: Session, actor: Actor, placement_id: int) -> EmergencyLink:
    """Make the address anew: whoever has the old one sees nothing any more.

    Raises:
        NotFound: no such placement.
    """
    placement = locked_placement(session, placement_id)
    found = session.get(EmergencyLink, placement.id)
    if found is None:
        found = EmergencyLink(placement_id=placement.id, nonce=new_nonce())
        session.add(found)
    found.nonce, found.is_active = new_nonce(), placement.status in GOING_ON
    session.flush()
    outbox.take_back(session, f"emergency:{placement.id}:")
    record(session, actor, "emergency.renew", placement.id)
    return found


def claim_of(session: Session, placement_id: int) -> Claim | None:
    """Return what the address of this stay says; None when it has ended."""
    found = session.get(EmergencyLink, placement_id)
    if found is None or not found.is_active:
        return None
    return Claim(PURPOSE, placement_id, found.nonce, FOR_EVER)


def opened(session: Session, claim: Claim) -> Numbers | None:
    """Return what the address shows; None when it was renewed or the stay is over."""
    found = session.get(EmergencyLink, claim.subject_id)
    if found is None or not found.is_active or found.nonce != claim.nonce:
        return None
    return Numbers(claim.subject_id, contacts_of(session, claim.subject_id))


def close(session: Session, actor: Actor, placement_id: int) -> None:
    """End the address with the stay."""
    found = session.get(EmergencyLink, placement_id)
    if found is not None and found.is_active:
        found.is_active = False
        session.flush()
        outbox.take_back(session, f"emergency:{placement_id}:")
        record(session, actor, "emergency.close", placement_id)


def _of_last_stay(session: Session, team: CareTeam) -> list[Contact]:
    query = (
        select(CareTeam.placement_id)
        .join(Placement, Placement.id == CareTeam.placement_id)
        .join(EmergencyContact, EmergencyContact.placement_id == CareTeam.placement_id)
        .where(
            CareTeam.responsible_id == team.responsible_id,
            CareTeam.placement_id != team.placement_id,
            Placement.status != PlacementStatus.CANCELLED,
            EmergencyContact.kind.in_(OURS),
        )
        .order_by(CareTeam.placement_id.desc())
        .limit(1)
    )
    found = session.scalar(query)
    if found is None:
        return []
    return [one for one in contacts_of(session, found) if one.kind in OURS]


def _write(session: Session, placement_id: int, wanted: Sequence[Contact]) -> None:
    session.execute(delete(EmergencyContact).where(EmergencyContact.placement_id == placement_id))
    for position, one in enumerate(shown(wanted), start=1):
        session.add(
            EmergencyContact(
                placement_id=placement_id,
                position=position,
                kind=one.kind,
                label=one.label.strip(),
                phone=one.phone.strip(),
                hours=one.hours.strip(),
            )
        )
    session.flush()
