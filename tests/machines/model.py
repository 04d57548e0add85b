"""What ought to happen, written from the domain in plain data. Imports no table of steps.

Every verb either changes the model or raises `Refused`; the same is then expected of the program.
Sources: the life of a placement, steps 4 to 7, and the issue that asks for it: a 'no' frees both
at once, every wait has a limit, a stay starts with both agreements signed, notice puts the room in
the pool at once, and the stay ends on its day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

COORDINATORS = frozenset({"coordinator", "deputy"})
STAFF = COORDINATORS | {"referrer"}
EVERY_SIDE = STAFF | {"youth", "host"}
WAITING = ("interest", "host_looks", "date", "meeting", "answers", "trial", "agreements")
MOST_TRIES, MOST_EXTENSIONS, MOST_NIGHTS, MOST_MOMENTS = 2, 2, 7, 12
SIGNAL_DAYS = 60  # an agreed end is noted so long before
SETTLED = frozenset({"own_home", "student_room", "partner_or_friend", "family", "abroad"})


class Refused(Exception):
    """The domain does not allow it."""


def require(holds: object, why: str) -> None:
    if not holds:
        raise Refused(why)


@dataclass
class Proposal:
    youth: int
    room: int
    starts: date
    ends: date | None
    status: str = "proposed"
    key: int = 0
    introduction: Introduction | None = None
    placement: Placement | None = None


@dataclass
class Placement:
    youth: int
    room: int
    starts: date
    ends: date | None
    status: str = "booked"
    key: int = 0
    signed_from: date | None = None
    ending: Ending | None = None

    def takes(self, starts: date, ends: date | None) -> bool:
        """Say whether it takes a night of this period."""
        if self.status == "cancelled":
            return False
        begins_before = ends is None or self.starts < ends
        return begins_before and (self.ends is None or self.ends > starts)


@dataclass
class Introduction:
    proposal: Proposal
    placement: Placement
    has_counsellor: bool
    stage: str = "interest"
    key: int = 0
    missed: int = 0
    extensions: int = 0
    wants_trial: bool = False
    meets_at: datetime | None = None
    nights_until: date | None = None
    is_asked_after: bool = False
    said: set[str] = field(default_factory=set)
    offered: list[datetime] = field(default_factory=list)

    @property
    def asked(self) -> set[str]:
        """Who has a question to answer with yes or no."""
        if self.stage == "interest":
            return {"youth"}
        if self.stage == "host_looks":
            return {"host"}
        decides = self.stage == "answers" or (self.stage == "trial" and self.is_asked_after)
        return {"youth", "host"} - self.said if decides else set()


@dataclass
class Concern:
    placement: Placement
    is_serious: bool
    raised_by: str
    status: str = "open"
    level: int = 1
    key: int = 0
    handled_by: set[str] = field(default_factory=set)


@dataclass
class Ending:
    placement: Placement
    ends: date
    previous: date | None
    destination: str | None = None
    match_again: bool | None = None
    status: str = "planned"
    key: int = 0


@dataclass
class Model:
    youths: dict[int, str]
    with_counsellor: frozenset[int]
    proposals: list[Proposal] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    introductions: list[Introduction] = field(default_factory=list)
    concerns: list[Concern] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)

    # --- proposals --------------------------------------------------------------------------

    def require_free(self, one: Placement | Proposal, starts: date, ends: date | None) -> None:
        for other in self.placements:
            if other is not one and other.takes(starts, ends):
                require(other.room != one.room, "room taken")
                require(other.youth != one.youth, "youth taken")

    def approve(self, proposal: Proposal, who: str, today: date) -> None:
        starts = max(proposal.starts, today)
        require(proposal.status == "proposed", "not open")
        require(who in COORDINATORS, "role")
        require(proposal.ends is None or proposal.ends > starts, "over before it began")
        self.require_free(proposal, starts, proposal.ends)
        require(self.youths[proposal.youth] in ("ready", "placed"), "youth takes no part")
        placement = Placement(proposal.youth, proposal.room, starts, proposal.ends)
        introduction = Introduction(proposal, placement, proposal.youth in self.with_counsellor)
        self.placements.append(placement)
        self.introductions.append(introduction)
        proposal.status, proposal.placement = "approved", placement
        proposal.introduction = introduction
        self.youths[proposal.youth] = "placed"
        for other in self.proposals:
            same = other.room == proposal.room or other.youth == proposal.youth
            if other.status == "proposed" and same:
                other.status = "lapsed"

    def lapse_overtaken(self, stay: Placement, today: date) -> None:
        """A stay has other days: what was proposed on days that it needs now is no more."""
        for one in self.proposals:
            same = one.room == stay.room or one.youth == stay.youth
            if one.status == "proposed" and same and stay.takes(max(one.starts, today), one.ends):
                one.status = "lapsed"

    def decline(self, proposal: Proposal, who: str) -> None:
        require(proposal.status == "proposed", "not open")
        require(who in COORDINATORS, "role")
        proposal.status = "declined"

    def take_back(self, proposal: Proposal, who: str, today: date) -> None:
        require(proposal.status in ("approved", "declined"), "nothing was decided")
        require(who in COORDINATORS, "role")
        if proposal.status == "approved":
            introduction, placement = proposal.introduction, proposal.placement
            assert introduction is not None
            assert placement is not None
            require(placement.status == "booked", "lives there")
            require(introduction.stage == "interest", "somebody answered")
            others = [one for one in self.placements if one is not placement]
        else:
            others = self.placements
        starts = max(proposal.starts, today)
        for other in others:
            if other.takes(starts, proposal.ends):
                require(other.room != proposal.room, "room taken")
                require(other.youth != proposal.youth, "youth taken")
        is_placed = any(one.youth == proposal.youth and one.takes(today, None) for one in others)
        status = "ready" if proposal.status == "approved" else self.youths[proposal.youth]
        require(status == "ready" and not is_placed, "youth takes no part")
        for second in self.proposals:
            if second is not proposal and second.status == "proposed":
                require(second.room != proposal.room, "room proposed")
                require(second.youth != proposal.youth, "youth proposed")
        if proposal.status == "approved":
            assert proposal.introduction is not None
            assert proposal.placement is not None
            proposal.introduction.stage = "stopped"
            self.cancel(proposal.placement, today)
        proposal.status, proposal.introduction, proposal.placement = "proposed", None, None

    # --- introductions ------------------------------------------------------------------------

    def cancel(self, placement: Placement, today: date) -> None:
        placement.status = "cancelled"
        if not any(
            one is not placement and one.youth == placement.youth and one.takes(today, None)
            for one in self.placements
        ):
            self.youths[placement.youth] = "ready"

    def come_to_nothing(self, one: Introduction, today: date, *, by_clock: bool) -> None:
        one.stage = "stopped"
        one.proposal.status = "lapsed" if by_clock else "declined"
        self.cancel(one.placement, today)

    def go_to(self, one: Introduction, stage: str) -> None:
        one.stage, one.extensions = stage, 0
        one.said = set()

    def answer(
        self, one: Introduction, side: str, who: str, yes: bool, trial: bool, today: date
    ) -> None:
        require(side in one.asked, "not asked")
        if not yes:
            require(who in EVERY_SIDE, "role")
            self.come_to_nothing(one, today, by_clock=False)
            return
        if one.stage == "interest":
            require(who in STAFF | {"youth"}, "role")
            self.go_to(one, "host_looks")
        elif one.stage == "host_looks":
            require(who in COORDINATORS | {"host"}, "role")
            self.go_to(one, "date")
        else:
            one.wants_trial = one.wants_trial or (trial and one.stage == "answers")
            one.said.add(side)
            if one.said == {"youth", "host"}:
                is_trial = one.stage == "answers" and one.wants_trial
                self.go_to(one, "trial" if is_trial else "agreements")

    def find_date(
        self, one: Introduction, starts: datetime, who_can: set[str], now: datetime
    ) -> None:
        require(one.stage == "date", "no date is looked for")
        require(starts not in one.offered, "offered already")
        still = [moment for moment in one.offered if moment > now]
        require(len(still) < MOST_MOMENTS, "too many moments")
        one.offered.append(starts)
        if who_can == {"youth", "host"}:
            one.meets_at = starts
            self.go_to(one, "meeting")

    def held(self, one: Introduction, who: str, now: datetime) -> None:
        require(one.stage == "meeting", "no meeting")
        require(who in STAFF, "role")
        require(one.meets_at is not None and one.meets_at <= now, "still to come")
        one.wants_trial = False
        self.go_to(one, "answers")

    def not_held(self, one: Introduction, who: str) -> None:
        require(one.stage == "meeting", "no meeting")
        require(who in STAFF, "role")
        require(one.missed < MOST_TRIES, "tried too often")
        one.missed += 1
        one.offered = [one.meets_at] if one.meets_at else []
        self.go_to(one, "date")

    def plan_nights(self, one: Introduction, first: date, last: date, today: date) -> None:
        require(one.stage == "trial" and not one.is_asked_after, "no nights are due")
        require(today <= first < last, "order")
        require((last - first).days <= MOST_NIGHTS, "too many nights")
        if first < one.placement.starts:
            self.require_free(one.placement, first, one.placement.ends)
            one.placement.starts = first
            self.lapse_overtaken(one.placement, today)
        one.nights_until = last

    def stop(self, one: Introduction, who: str, today: date) -> None:
        require(one.stage in WAITING, "over")
        require(who in EVERY_SIDE, "role")
        self.come_to_nothing(one, today, by_clock=False)

    def extend(self, one: Introduction, who: str) -> None:
        require(one.stage in WAITING, "over")
        require(who in COORDINATORS, "role")
        require(one.extensions < MOST_EXTENSIONS, "extended too often")
        one.extensions += 1

    # --- stays --------------------------------------------------------------------------------

    def sign(self, one: Introduction, today: date) -> None:
        """The rent begins on the booked day, or today when that has passed."""
        require(one.stage == "agreements", "not so far")
        stay = one.placement
        starts = max(stay.starts, today)
        require(stay.ends is None or stay.ends > starts, "over before it began")
        if starts != stay.starts:
            stay.starts = starts
            self.lapse_overtaken(stay, today)
        stay.signed_from = starts

    def move_in(self, one: Introduction, who: str, today: date) -> None:
        require(one.stage == "agreements", "not so far")
        require(who in COORDINATORS, "role")
        stay = one.placement
        require(stay.signed_from is not None, "not signed")
        require(stay.signed_from and stay.signed_from <= today, "the day is still to come")
        require(stay.ends is None or stay.ends > today, "over before it began")
        self.go_to(one, "started")
        stay.status, stay.starts = "active", today
        self.lapse_overtaken(stay, today)

    def give_notice(self, stay: Placement, ends: date, today: date, **values: object) -> Ending:
        require(stay.status == "active", "nobody lives there")
        require(stay.ending is None, "known already")
        require(ends > stay.starts and ends >= today, "day")
        require(stay.ends is None or ends <= stay.ends, "after the agreed end")
        return self.note_end(stay, ends, **values)

    def note_end(self, stay: Placement, ends: date, **values: object) -> Ending:
        ending = Ending(stay, ends, stay.ends, **values)  # type: ignore[arg-type]
        stay.ending, stay.ends = ending, ends
        self.endings.append(ending)
        return ending

    def withdraw_notice(self, ending: Ending, who: str, today: date) -> None:
        require(ending.status == "planned", "over")
        require(who in COORDINATORS, "role")
        self.require_free(ending.placement, ending.placement.starts, ending.previous)
        ending.status = "withdrawn"
        ending.placement.ending, ending.placement.ends = None, ending.previous
        self.lapse_overtaken(ending.placement, today)

    def finish(self, ending: Ending, today: date) -> None:
        stay = ending.placement
        ending.status, stay.status = "done", "ended"
        ending.destination = ending.destination or "unknown"
        if self.youths[stay.youth] != "placed":
            return  # the last day went by unseen, and the next booking came to nothing meanwhile
        if any(
            one is not stay and one.youth == stay.youth and one.takes(today, None)
            for one in self.placements
        ):
            return
        settled = ending.destination in SETTLED
        after = "ready" if ending.match_again else ("withdrawn" if settled else "registered")
        self.youths[stay.youth] = after

    # --- concerns -----------------------------------------------------------------------------

    def raise_concern(self, stay: Placement, is_serious: bool, who: str) -> Concern:
        require(stay.status in ("booked", "active"), "the stay is over")
        concern = Concern(stay, is_serious, who)
        self.concerns.append(concern)
        return concern

    def pick_up(self, concern: Concern, who: str) -> None:
        require(concern.status in ("open", "escalated"), "state")
        require(who in (STAFF if concern.status == "open" else COORDINATORS), "role")
        concern.status = "picked_up"
        concern.handled_by.add(who)

    def agree(self, concern: Concern, who: str) -> None:
        require(concern.status in ("picked_up", "agreed"), "state")
        require(who in COORDINATORS, "role")
        concern.status = "agreed"
        concern.handled_by.add(who)

    def escalate(self, concern: Concern, who: str) -> None:
        require(concern.status != "closed", "state")
        require(who in COORDINATORS, "role")
        require(concern.level < 3, "nobody higher")
        concern.level += 1
        concern.status = "escalated"
        concern.handled_by.add(who)

    def close(self, concern: Concern, who: str) -> None:
        require(concern.status != "closed", "state")
        require(who in COORDINATORS, "role")
        alone = who == concern.raised_by and not concern.handled_by - {who}
        require(not (concern.is_serious and alone), "closed by who raised it, alone")
        concern.status = "closed"

    # --- time ---------------------------------------------------------------------------------

    def hour_passes(self, now: datetime, today: date, due: dict[int, datetime]) -> None:
        """``due``: key of an introduction → its limit, as the program keeps it."""
        for one in sorted(self.introductions, key=lambda one: (due.get(one.key, now), one.key)):
            if one.stage in WAITING and due[one.key] < now:
                self.come_to_nothing(one, today, by_clock=True)
        for one in self.introductions:
            is_over = one.nights_until is not None and _noon(one.nights_until, now) <= now
            if one.stage == "trial" and not one.is_asked_after and is_over:
                one.is_asked_after = True
                one.said = set()

    def concerns_climb(self, late: set[int]) -> None:
        """``late``: keys of the concerns that nobody moved in time."""
        for concern in self.concerns:
            if concern.key in late and concern.status != "closed":
                concern.level = min(concern.level + 1, 3)
                concern.status = "escalated"

    def day_passes(self, day: date) -> None:
        for stay in self.placements:
            near = stay.ends is not None and stay.ends <= day + timedelta(days=SIGNAL_DAYS)
            if stay.status == "active" and stay.ending is None and near:
                assert stay.ends is not None
                self.note_end(stay, stay.ends)
        due = [one for one in self.endings if one.status == "planned" and one.ends <= day]
        for ending in sorted(due, key=lambda one: (one.ends, one.key)):
            self.finish(ending, day)


def _noon(day: date, now: datetime) -> datetime:
    from matcher.clock import NETHERLANDS

    return datetime(day.year, day.month, day.day, 12, tzinfo=NETHERLANDS)
