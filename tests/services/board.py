"""One open proposal on the review board, and what a coordinator decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.placements import service as placements
from matcher.proposals.service import approve_proposal, decline_proposal, take_back_decision
from matcher.words import DeclineReason
from tests.factories import TODAY, sign_agreements

REASON = DeclineReason.NO_CLICK_EXPECTED


@dataclass
class Board:
    """A round with one open proposal on the review board."""

    session: Session
    actor: Actor
    proposal: Proposal

    def approve(self, today: date = TODAY, version: int | None = None) -> Placement:
        return approve_proposal(
            self.session,
            self.actor,
            self.proposal.id,
            self.proposal.version if version is None else version,
            today=today,
        )

    def decline(self, **values: Any) -> Proposal:
        given = {"reason": REASON, **values}
        return decline_proposal(
            self.session, self.actor, self.proposal.id, self.proposal.version, **given
        )

    def move_in(self, placement: Placement) -> None:
        sign_agreements(self.session, placement)
        placements.start(self.session, self.actor, placement.id, placement.version, today=TODAY)

    def take_back(self, today: date = TODAY) -> Proposal:
        return take_back_decision(
            self.session, self.actor, self.proposal.id, self.proposal.version, today=today
        )
