"""Who is mailed about leaving, and at which address: also those without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.careteam.people import counsellor_of, responsible_people, tell
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.links import Claim
from matcher.words import EvaluationSide, Side


def address_of(placement: Placement, side: Side | EvaluationSide) -> tuple[str, str]:
    """Return the mail address ('' when none is known) and the language of the youth or the host."""
    if side == Side.YOUTH:
        account, email = placement.youth.account, placement.youth.email
    else:
        household = placement.room.home.household
        account, email = household.account, household.email
    if account is not None and account.is_active:
        return account.email, account.language
    return email or "", "nl"


def tell_side(
    session: Session,
    placement: Placement,
    side: Side | EvaluationSide,
    template: str,
    *,
    once: str,
    link: Claim | None = None,
    instead_of: str | None = None,
    **values: Any,
) -> bool:
    """Queue a mail to the youth or the host; return whether there was an address for it."""
    email, language = address_of(placement, side)
    return outbox.post(
        session, email, template, language, link=link, about=("placement", placement.id),
        once=once, instead_of=instead_of, **values,
    )  # fmt: skip


def tell_staff(
    session: Session,
    placement: Placement,
    template: str,
    today: date,
    once: str,
    instead_of: str | None = None,
    **values: Any,
) -> None:
    """Queue a mail to who is responsible for the stay, and to the counsellor of the youth."""
    people = {one.id: one for one in responsible_people(session, placement, today)}
    if (counsellor := counsellor_of(session, placement)) is not None:
        people[counsellor.id] = counsellor
    for account in people.values():
        tell(session, account, template, placement.id, once=once, instead_of=instead_of,
             placement=placement.id, **values)  # fmt: skip


def end_is_known(session: Session, ending: Ending, today: date) -> None:
    """Tell both sides and staff on which day the stay ends; none of the mails says why.

    Who has not heard of an earlier last day so far, hears the newest only.
    """
    placement, day = ending.placement, ending.ends_on.isoformat()
    earlier = f"ending:{placement.id}:"
    once = f"{earlier}{ending.id}:{day}:{ending.version}"
    for side in (Side.YOUTH, Side.HOST):
        tell_side(session, placement, side, f"ending_known_{side.value}", once=once,
                  instead_of=earlier, ends_on=day)  # fmt: skip
    tell_staff(session, placement, "ending_known_staff", today, once, earlier, ends_on=day)


def goes_on(session: Session, ending: Ending, today: date) -> None:
    """Tell everybody that the notice was taken back."""
    earlier = f"ending:{ending.placement_id}:"
    once = f"{earlier}{ending.id}:withdrawn"
    for side in (Side.YOUTH, Side.HOST):
        tell_side(session, ending.placement, side, "ending_withdrawn", once=once,
                  instead_of=earlier)  # fmt: skip
    tell_staff(session, ending.placement, "ending_withdrawn_staff", today, once, earlier)
