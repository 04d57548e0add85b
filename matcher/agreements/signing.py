"""Keep the signed copy: from then on this version holds, and the one before is replaced."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.agreements.rules import REPLACE, SIGN, STEPS
from matcher.agreements.telling import tell_sides
from matcher.agreements.uploads import Refusal, require_paper
from matcher.agreements.versions import COACHING, RENT, versions_of
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.errors import NotFound, Stale, UploadRefused
from matcher.placements import service as placements
from matcher.placements.stepping import locked
from matcher.transition import take_step
from matcher.words import Condition, EndingStatus, PlacementStatus


def sign(
    session: Session,
    actor: Actor,
    agreement_id: int,
    version: int,
    content: bytes,
    signed_on: date,
    *,
    today: date | None = None,
) -> Agreement:
    """Keep the copy that all parties signed.

    With both agreements signed, the placement takes over their days, and both sides hear so.

    Raises:
        NotFound, Stale: as usual.
        UploadRefused: the file is no paper, is our own unsigned PDF, or the day cannot be.
        StepNotAllowed: this version is not ready to sign.
        AlreadyTaken: room or youth is booked on the days that the new version adds.
    """
    agreement = _held(session, agreement_id)
    if agreement.version != version:
        raise Stale("agreement", agreement_id)
    STEPS.step(agreement.status, SIGN)
    require_paper(content, _made(session, agreement.placement_id))
    _require_day(agreement, signed_on, today or clock.today())
    before = versions_of(session, agreement.placement_id).signed(agreement.kind)
    if before is not None:
        before.replaced_by_id = agreement.id
        take_step(
            session, actor, before, STEPS, REPLACE, before.version,
            follows=True, placement=agreement.placement_id,
        )  # fmt: skip
    agreement.signed_copy = content
    agreement.signed_copy_sha256 = hashlib.sha256(content).hexdigest()
    agreement.signed_on = signed_on
    with session.no_autoflush:
        take_step(
            session, actor, agreement, STEPS, SIGN, version,
            met=(Condition.SIGNED_COPY,), placement=agreement.placement_id,
        )  # fmt: skip
    _when_both_are_signed(session, actor, agreement, before)
    return agreement


def _held(session: Session, agreement_id: int) -> Agreement:
    placement_id = session.scalar(
        select(Agreement.placement_id).where(Agreement.id == agreement_id)
    )
    if placement_id is None:
        raise NotFound("agreement", agreement_id)
    locked(session, placement_id)
    return session.get_one(Agreement, agreement_id, populate_existing=True)


def _made(session: Session, placement_id: int) -> set[str]:
    query = select(Agreement.pdf_sha256).where(Agreement.placement_id == placement_id)
    return set(session.scalars(query))


def _require_day(agreement: Agreement, signed_on: date, today: date) -> None:
    if signed_on > today:
        raise UploadRefused(Refusal.TOO_LATE)
    if signed_on < date.fromisoformat(agreement.terms["made_on"]):
        raise UploadRefused(Refusal.TOO_EARLY)


def _when_both_are_signed(
    session: Session, actor: Actor, agreement: Agreement, before: Agreement | None
) -> None:
    pair = versions_of(session, agreement.placement_id)
    rent, coaching = pair.signed(RENT), pair.signed(COACHING)
    if rent is None or coaching is None or pair.coming(RENT) or pair.coming(COACHING):
        return
    for one in (rent, coaching):  # that they are ready to sign was told of either
        outbox.take_back(session, f"agreement:{one.id}:")
    placement = agreement.placement
    _take_over_days(session, actor, placement, rent, before)
    if placement.status == PlacementStatus.BOOKED:
        tell_sides(
            session, rent, "agreement_signed", f"signed:{coaching.id}",
            starts_on=rent.starts_on.isoformat(),
        )  # fmt: skip


def _take_over_days(
    session: Session,
    actor: Actor,
    placement: Placement,
    rent: Agreement,
    before: Agreement | None,
) -> None:
    """Give the placement the days that were signed for; notice that was given goes before."""
    if placement.status == PlacementStatus.BOOKED:
        differs = (rent.starts_on, rent.ends_on) != (placement.starts_on, placement.ends_on)
    else:
        has_notice = session.scalar(
            select(Ending.id).where(
                Ending.placement_id == placement.id, Ending.status == EndingStatus.PLANNED
            )
        )
        differs = before is not None and rent.ends_on != placement.ends_on and has_notice is None
    if differs:
        placements.move(
            session, actor, placement.id, placement.version,
            starts_on=rent.starts_on, ends_on=rent.ends_on, follows=True,
        )  # fmt: skip
