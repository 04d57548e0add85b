"""What a 'no' teaches: pairs that rest for a while, and changes that somebody may accept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Room
from matcher.database.partial import unique_while
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.words import DeclineReason, Side, SuggestionKind


class PairRest(Base):
    """This youth and this room are not proposed to each other for a while.

    Lifted on a date, or as soon as something changed that the reason was about. Each 'no' has a
    rest of its own: the pair stays apart as long as one of them runs.
    """

    __tablename__ = "pair_rest"
    __table_args__ = (
        CheckConstraint("until_on > from_on", name="rests_a_while"),
        unique_while("uq_pair_rest_open_proposal", "proposal_id", still="lifted_on IS NULL"),
        unique_while("uq_pair_rest_open_placement", "placement_id", still="lifted_on IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )
    placement_id: Mapped[int | None] = mapped_column(  # of a stay that ended; not of a proposal
        ForeignKey("placement.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[DeclineReason] = mapped_column(code(DeclineReason))
    from_on: Mapped[date]
    until_on: Mapped[date | None] = mapped_column(index=True)  # None: until something changed
    # What was so when they were declined: field -> value (codes and figures, never words).
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    lifted_on: Mapped[date | None]
    # Which of the facts changed; empty when the time was over.
    lifted_because: Mapped[list[str]] = mapped_column(JSON, default=list)

    youth: Mapped[Youth] = relationship()
    room: Mapped[Room] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    accepted_by: Mapped[Account | None] = relationship()


class Suggestion(Base):
    """A consequence of a 'no' (or of an ending) that a person accepts, or not."""

    __tablename__ = "suggestion"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name="decided_with_answer"),
        CheckConstraint("proposal_id IS NOT NULL OR placement_id IS NOT NULL", name="of_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    placement_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(32))  # a code of DeclineReason or EndingReason
    kind: Mapped[SuggestionKind] = mapped_column(code(SuggestionKind))
    side: Mapped[Side] = mapped_column(code(Side))  # whose wish, whom to ask
    field: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[Any] = mapped_column(JSON, default=None, nullable=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    is_accepted: Mapped[bool | None]

    proposal: Mapped[Proposal | None] = relationship()
    placement: Mapped[Placement | None] = relationship()
    decided_by: Mapped[Account | None] = relationship()
