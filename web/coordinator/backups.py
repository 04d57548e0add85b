"""Back-ups of a proposal as they stand today, in the words and names that the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matcher.access import Action, Belonging, Principal, can
from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NoRoundYet, NotEligible, StepNotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.repair.backups import Backups, Side, State, backups_for, backups_of
from matcher.repair.rules import Pair, Wanted
from matcher.repair.standing import Standing, standing
from matcher.words import ProposalStatus
from web.coordinator.board import eligibility_words, room_name, youth_name
from web.coordinator.rounds import why_without_proposal
from web.languages import language
from web.session import database

SHOWN = 5


@dataclass(frozen=True)
class Row:
    """``key``: 'youth-room', as `wanted_from` reads it. ``may_propose``: one side is ours."""

    name: str
    key: str
    pair: Pair
    may_propose: bool


@dataclass(frozen=True)
class SideShown:
    """The best few back-ups of one side; ``total`` of all. See `Side` for the rest."""

    state: State
    held_by: int | None
    rows: list[Row]
    total: int
    number_stopped: int


@dataclass(frozen=True)
class BackupsShown:
    youths: SideShown
    rooms: SideShown


@dataclass(frozen=True)
class People:
    """Youths and rooms by id, loaded at once for a list."""

    youths: dict[int, Youth]
    rooms: dict[int, Room]

    @classmethod
    def of(cls, pairs: Iterable[Pair | Wanted]) -> People:
        youths, rooms = set(), set()
        for pair in pairs:
            youths.add(pair.youth_id)
            rooms.add(pair.room_id)
        with_home = joinedload(Room.home).joinedload(Home.household)
        return cls(
            {one.id: one for one in database.scalars(select(Youth).where(Youth.id.in_(youths)))},
            {
                one.id: one
                for one in database.scalars(
                    select(Room).where(Room.id.in_(rooms)).options(with_home)
                )
            },
        )

    def ties(self, pair: Pair | Wanted) -> Belonging:
        """Return to whom a proposal of the pair would belong: the regions of either side."""
        youth, room = self.youths[pair.youth_id], self.rooms[pair.room_id]
        return Belonging.of(municipalities=[youth.municipality_code, room.home.municipality_code])


def live_backups(proposal: Proposal, who: Principal) -> BackupsShown | None:
    """Return the back-ups of today; None where they say nothing: approved, or no round yet."""
    if proposal.status == ProposalStatus.APPROVED:
        return None
    return _found(lambda where: backups_of(database, where, proposal), who)


def backups_after_stay(stay: Placement, who: Principal) -> BackupsShown | None:
    """Return who can have the room of a stay that ends, and what is free for its youth."""
    pair = Wanted(stay.youth_id, stay.room_id)
    return _found(lambda where: backups_for(database, where, pair), who)


def _found(look: Callable[[Standing], Backups], who: Principal) -> BackupsShown | None:
    try:
        where = standing(database, today_in_the_netherlands())
    except NoRoundYet:
        return None
    found = look(where)
    people = People.of([*found.youths.pairs[:SHOWN], *found.rooms.pairs[:SHOWN]])
    return BackupsShown(
        youths=_shown(
            found.youths, people, who, lambda pair: youth_name(people.youths[pair.youth_id], who)
        ),
        rooms=_shown(
            found.rooms, people, who, lambda pair: room_name(people.rooms[pair.room_id], who)
        ),
    )


def _shown(side: Side, people: People, who: Principal, name: Callable[[Pair], str]) -> SideShown:
    rows = [
        Row(
            name(pair),
            key_of(pair),
            pair,
            can(who, Action.DECIDE_PROPOSAL, people.ties(pair)),
        )
        for pair in side.pairs[:SHOWN]
    ]
    return SideShown(side.state, side.held_by, rows, len(side.pairs), side.number_stopped)


def key_of(pair: Pair | Wanted) -> str:
    return f"{pair.youth_id}-{pair.room_id}"


def wanted_from(text: str) -> Wanted | None:
    """Read what `key_of` wrote; None for anything else."""
    youth, dash, room = text.partition("-")
    if not dash or not (youth.isascii() and youth.isdigit() and room.isascii() and room.isdigit()):
        return None
    if max(len(youth), len(room)) > 9:
        return None
    return Wanted(int(youth), int(room))


def told(error: MatcherError) -> str:
    """Return why a pair could not be proposed, in the reader's words."""
    match error:
        case AlreadyTaken(field="room"):
            return _("the room is taken or proposed to somebody else by now")
        case AlreadyTaken():
            return _("the youth has a room or another proposal by now")
        case NotEligible(reasons=(limit,)) if limit.startswith("limit "):
            return why_without_proposal("youth", limit)
        case NotEligible(reasons=reasons):
            return eligibility_words(reasons, language())
        case StepNotAllowed():
            return _("this proposal is open or approved; decline it first")
    raise error
