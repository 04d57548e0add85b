"""Who hears of an agreement: a mail with a link; no names, no amounts, no address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.careteam.people import responsible_people
from matcher.clock import today
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.links import Claim
from matcher.words import SignParty


def recipient(placement: Placement, party: SignParty) -> tuple[str, str]:
    """Return (e-mail address or '', language) of the youth or the host."""
    side: Any = placement.youth if party == SignParty.YOUTH else placement.room.home.household
    account = side.account
    return side.email or (account.email if account else ""), account.language if account else "nl"


def tell_sides(
    session: Session,
    agreement: Agreement,
    template: str,
    once: str,
    parties: Iterable[SignParty] = (SignParty.YOUTH, SignParty.HOST),
    link: Claim | None = None,
    instead_of: str | None = None,
    **values: Any,
) -> None:
    """Mail the youth and the host, each once for ``once``.

    ``instead_of``: what this one comes in place of, where that still waits for the same side.
    """
    for party in parties:
        email, language = recipient(agreement.placement, party)
        outbox.post(
            session, email, template, language,
            link=link, about=("placement", agreement.placement_id),
            once=key_of(agreement, party, once),
            instead_of=key_of(agreement, party, instead_of) if instead_of else None, **values,
        )  # fmt: skip


def key_of(agreement: Agreement, party: SignParty, what: str) -> str:
    """Return under which name a side hears ``what`` of an agreement; with a colon: all such."""
    return f"agreement:{agreement.id}:{party.value}:{what}"


def tell_staff(
    session: Session, placement: Placement, template: str, once: str, **values: Any
) -> None:
    """Mail who is responsible for the placement; each once for ``once``."""
    for account in responsible_people(session, placement, today()):
        outbox.post(
            session, account.email, template, account.language,
            about=("placement", placement.id), once=once, placement=placement.id, **values,
        )  # fmt: skip


def send_rules(
    session: Session, agreement: Agreement, party: SignParty, claim: Claim, why: str
) -> None:
    """Mail the link to the house rules; ``why``: 'asked' or 'reminded'."""
    template = "agreement_rules" if why == "asked" else "agreement_rules_reminder"
    once = f"rules:{why}:{agreement.version}" if why == "asked" else f"rules:{why}"
    tell_sides(session, agreement, template, once, [party], link=claim, instead_of="rules:")


def rules_are_read(session: Session, agreement: Agreement, party: SignParty) -> None:
    """No mail any more that asks this side to read the rules."""
    outbox.take_back(session, key_of(agreement, party, "rules:"))


def tell_heard(session: Session, agreement: Agreement) -> None:
    """Everybody agreed to every rule: the papers can be made."""
    tell_staff(
        session, agreement.placement, "agreement_explained", f"agreement:{agreement.id}:explained"
    )
