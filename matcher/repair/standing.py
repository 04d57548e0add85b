"""Which open proposals hold a room and a youth today, and the round that a repair belongs to."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database.accounts import CareOrganisation
from matcher.database.hosts import Home, Household, Room
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.youths import Youth
from matcher.errors import NoRoundYet
from matcher.inforce import policy_in_force
from matcher.policy import Policy
from matcher.readiness.conditions import household_takes_part, youth_takes_part
from matcher.repair.rules import limits_after, limits_among, without
from matcher.rounds.offers import free_offers
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.service import latest_done
from matcher.rounds.snapshot import Frames, Only, room_key, youth_key
from matcher.words import ProposalStatus


@dataclass(frozen=True)
class OpenProposal:
    """``municipality``, ``organisation`` (code or ''): of the youth. ``is_alive``: both sides still take part; one that is not
    holds neither room nor youth."""

    id: int
    youth_id: int
    room_id: int
    municipality: str
    organisation: str
    youth_takes_part: bool
    room_takes_part: bool

    @property
    def is_alive(self) -> bool:
        return self.youth_takes_part and self.room_takes_part


@dataclass(frozen=True, eq=False)
class Standing:
    """The last round with its rules, and the open proposals beside which a repair is made."""

    round: MatchingRound
    today: date
    parameters: RoundParameters
    policy: Policy
    open: tuple[OpenProposal, ...]

    @property
    def alive(self) -> tuple[OpenProposal, ...]:
        return tuple(one for one in self.open if one.is_alive)

    @property
    def dead(self) -> tuple[OpenProposal, ...]:
        return tuple(one for one in self.open if not one.is_alive)

    def apart_from(self, proposal_id: int) -> Standing:
        """Return where things would stand without one of the open proposals."""
        return replace(self, open=tuple(one for one in self.open if one.id != proposal_id))

    def only_free(self, youth_id: int | None = None, room_id: int | None = None) -> Only:
        """Narrow a snapshot to whom no open proposal holds."""
        return Only(
            youth_id,
            room_id,
            except_youths={one.youth_id for one in self.alive},
            except_rooms={one.room_id for one in self.alive},
        )

    def free_part(self, frames: Frames) -> Frames:
        """Return the frames without whom open proposals hold, and what they leave of contracts."""
        held = self.alive
        youths = {youth_key(one.youth_id) for one in held}
        rooms = {room_key(one.room_id) for one in held}
        left_youths = without(frames.youths, "youth", youths)
        left_rooms = without(frames.rooms, "room", rooms)
        limits = limits_after(
            frames.limits,
            Counter(one.municipality for one in held),
            Counter(one.organisation for one in held),
        )
        return Frames(
            youths=left_youths,
            rooms=left_rooms,
            places=without(frames.places, "youth", youths),
            exclusions=without(without(frames.exclusions, "youth", youths), "room", rooms),
            limits=limits_among(limits, left_youths, left_rooms),
        )


def standing(session: Session, today: date, policy: Policy | None = None) -> Standing:
    """Return where things stand today. ``policy`` defaults to the one in force.

    The horizon, tiers and guarantee are those of the last round.

    Raises:
        NoRoundYet: a repair mends a round, and none has been done.
    """
    done = latest_done(session)
    if done is None:
        raise NoRoundYet()
    parameters = RoundParameters.from_json(done.parameters)
    rules = parameters.applied_to(policy or policy_in_force())
    return Standing(done, today, parameters, rules, open_proposals(session, today, rules))


def open_proposals(session: Session, today: date, policy: Policy) -> tuple[OpenProposal, ...]:
    """Return all open proposals, and whether both sides would still take part in a round."""
    offered = free_offers(session, today, policy)
    query = (
        select(
            Proposal.id,
            Proposal.youth_id,
            Proposal.room_id,
            Youth.municipality_code,
            func.coalesce(CareOrganisation.code, "").label("organisation"),
            youth_takes_part(today).label("youth_takes_part"),
            household_takes_part(today).label("household_takes_part"),
        )
        .join(Youth, Youth.id == Proposal.youth_id)
        .outerjoin(CareOrganisation, CareOrganisation.id == Youth.organisation_id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Proposal.status == ProposalStatus.PROPOSED)
        .order_by(Proposal.id)
    )
    return tuple(
        OpenProposal(
            row.id,
            row.youth_id,
            row.room_id,
            row.municipality_code,
            row.organisation,
            youth_takes_part=bool(row.youth_takes_part),
            room_takes_part=bool(row.household_takes_part) and row.room_id in offered,
        )
        for row in session.execute(query)
    )


def fingerprint(open_: Iterable[OpenProposal], free: Frames) -> str:
    """Return a short text that differs when other proposals are open, or others are free."""
    told = [
        ",".join(sorted(f"{one.youth_id}-{one.room_id}" for one in open_)),
        ",".join(free.youths["youth"]),
        ",".join(free.rooms["room"]),
    ]
    return hashlib.sha256(";".join(told).encode()).hexdigest()[:16]
