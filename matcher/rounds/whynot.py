"""Why not this room for this youth: the rules on the records of today, and the price in a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Household, Room
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.eligibility.whatif import PairAnswer, why_not
from matcher.errors import NotFound
from matcher.policy import Policy
from matcher.readiness.conditions import household_takes_part, youth_stops
from matcher.rounds.markets import market_of
from matcher.rounds.snapshot import Frames, Only, ids_of, load_frames, room_key, youth_key
from matcher.words import HouseholdStatus, YouthStatus

if TYPE_CHECKING:
    from matcher.optimiser.questions import Cost, Market

MOST_MOVES = 5


@dataclass(frozen=True)
class Today:
    """``answer``: None when a side takes no part now; ``absent`` tells why, in codes:
    ``youth_<status>``, ``youth_lives_somewhere``, ``youth_not_complete``, ``host_<status>``,
    ``host_not_ready``, ``room_not_offered``.
    ``has_cat``, ``has_dog``: who else lives in the home."""

    answer: PairAnswer | None
    absent: tuple[str, ...] = ()
    has_cat: bool = False
    has_dog: bool = False


@dataclass(frozen=True)
class Move:
    """A youth who would get another room; None: no room."""

    youth_id: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class InRound:
    """What a round made of the pair.

    ``standing``: 'chosen', 'possible' (not chosen), 'not_possible', 'youth_absent' or
    'room_absent' from the round, or 'opening' (ask again in a few seconds). ``costs``: what
    forcing the pair costs everybody, per tier, most important first (ids of tiers as in the
    round; what is lost is positive); None when it cannot be forced, ``limit`` then tells by what.
    ``moves``: who would move, beginning with who has this room; ``number_of_moves``: in all.
    """

    round_id: int
    standing: str
    costs: tuple[tuple[str, int], ...] | None = None
    is_exact: bool = True
    limit: str = ""
    moves: tuple[Move, ...] = ()
    number_of_moves: int = 0


def pair_today(session: Session, youth_id: int, room_id: int, today: date, policy: Policy) -> Today:
    """Hold the pair against the rules, on the records of today.

    Raises:
        NotFound: there is no such youth or room.
    """
    frames = load_frames(session, today, policy, Only(youth_id=youth_id, room_id=room_id))
    absent = _absent(session, youth_id, room_id, frames, today)
    if absent:
        return Today(None, absent)
    youth, room = frames.youths.iloc[0], frames.rooms.iloc[0]
    answer = why_not(youth, room, frames.places, frames.exclusions, today=today, policy=policy)
    return Today(answer, (), bool(room["has_cat"]), bool(room["has_dog"]))


def pair_in_round(
    session: Session, youth_id: int, room_id: int, round_id: int, wait: float | None = None
) -> InRound:
    """Ask a round what it made of the pair, and what forcing it would cost everybody.

    ``wait``: seconds to wait for the round's market to be opened; after that 'opening'.

    Raises:
        NotFound: there is no such round, or it stored no result.
        QuestionRefused: the round made no assignment.
    """
    market = market_of(session, round_id, wait)
    if market is None:
        return InRound(round_id, "opening")
    youth, room = youth_key(youth_id), room_key(room_id)
    if youth not in market.book.youths:
        return InRound(round_id, "youth_absent")
    if room not in market.book.rooms:
        return InRound(round_id, "room_absent")
    return _asked(market, round_id, youth, room)


def proposal_for(session: Session, youth_id: int, room_id: int) -> Proposal | None:
    """Return the newest proposal of this room to this youth."""
    query = (
        select(Proposal)
        .where(Proposal.youth_id == youth_id, Proposal.room_id == room_id)
        .order_by(Proposal.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def _absent(
    session: Session, youth_id: int, room_id: int, frames: Frames, today: date
) -> tuple[str, ...]:
    youth, room = session.get(Youth, youth_id), session.get(Room, room_id)
    if youth is None:
        raise NotFound("youth", youth_id)
    if room is None:
        raise NotFound("room", room_id)
    codes = []
    if frames.youths.empty:
        is_ready = youth.status == YouthStatus.READY
        codes.append(
            _youth_stopped(session, youth_id, today) if is_ready else f"youth_{youth.status}"
        )
    if frames.rooms.empty:
        query = (
            select(Household.status, household_takes_part(today))
            .join(Home)
            .where(Home.id == room.home_id)
        )
        status, takes_part = session.execute(query).one()
        if status != HouseholdStatus.APPROVED:
            codes.append(f"host_{status}")
        else:
            codes.append("room_not_offered" if takes_part else "host_not_ready")
    return tuple(codes)


def _youth_stopped(session: Session, youth_id: int, today: date) -> str:
    """Return why a youth who is ready takes no part: a room, or something in the dossier."""
    lives = select(youth_stops(today)["lives_somewhere"]).where(Youth.id == youth_id)
    return "youth_lives_somewhere" if session.scalar(lives) else "youth_not_complete"


def _asked(market: Market, round_id: int, youth: str, room: str) -> InRound:
    cost = market.forced(youth, room)
    if not cost.is_possible and cost.limit == "no_eligible_pair":
        return InRound(round_id, "not_possible")
    if not cost.is_possible:
        return InRound(round_id, "possible", None, cost.is_exact, cost.limit)
    if _has(market, youth) == room:
        return InRound(round_id, "chosen", ())
    moves = _moves(market, youth, room)
    return InRound(
        round_id,
        "possible",
        _costs(cost),
        cost.is_exact,
        moves=tuple(_chain(moves, room)[:MOST_MOVES]),
        number_of_moves=len(moves),
    )


def _costs(cost: Cost) -> tuple[tuple[str, int], ...]:
    return tuple(zip(cost.tiers, cost.values, strict=True))


def _has(market: Market, youth: str) -> str:
    found = market.assignments()
    rooms = found.loc[found["youth"] == youth, "room"]
    return str(rooms.iloc[0]) if len(rooms) else ""


def _moves(market: Market, youth: str, room: str) -> dict[str, tuple[str, str]]:
    """Return youth -> (room now, room then) for all others when the pair is forced."""
    from matcher.optimiser.questions import QuestionRefused

    try:
        then = market.force(youth, room)
    except QuestionRefused:
        return {}
    changed = market.changed(then)
    rows = zip(changed["youth"], changed["before"], changed["after"], strict=True)
    return {key: (before, after) for key, before, after in rows if key != youth}


def _chain(moves: dict[str, tuple[str, str]], room: str) -> list[Move]:
    """Put the moves in order: who has the room goes to another, who has that goes on, and so on;
    then the others, those who lose their room first."""
    had = {before: key for key, (before, _after) in moves.items() if before}
    order: list[str] = []
    place = room
    while place in had and had[place] not in order:
        order.append(had[place])
        place = moves[had[place]][1]
    rest = sorted(set(moves) - set(order), key=lambda key: (bool(moves[key][1]), key))
    return [Move(_id(key), *map(_room_id, moves[key])) for key in (*order, *rest)]


def _id(key: str) -> int:
    return int(ids_of([key])[0])


def _room_id(key: str) -> int | None:
    return _id(key) if key else None
