"""Name the responsible worker of a stay and the deputy, within the cap, one stay at a time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.accounts.service import get_account
from matcher.audit import Actor, record
from matcher.careteam import contacts
from matcher.careteam.people import (
    candidates,
    coordinators_of_region,
    counsellor_of,
    locked_placement,
    named_deputies,
    regions_of,
    team_of,
    tell,
)
from matcher.careteam.rules import deputy_problem, first_free, responsible_problem
from matcher.database.accounts import Account
from matcher.database.cases import YouthCase
from matcher.database.hosting import HouseholdHandling
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.errors import MatcherError, StepNotAllowed
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.rules import GOING_ON
from matcher.words import PlacementStatus


class TeamRefused(MatcherError):
    """``problem``: 'role', 'region', 'away', 'full' (the cap is reached) or 'same'; ``who``: whose."""

    def __init__(self, problem: str, who: str) -> None:
        super().__init__(f"the {who} of this stay cannot be this person: {problem}")
        self.problem = problem
        self.who = who


class CapReached(TeamRefused):
    """The person has as many stays as the cap allows: name somebody else, or raise the cap."""

    def __init__(self) -> None:
        super().__init__("full", "responsible")


def assign(
    session: Session,
    actor: Actor,
    placement_id: int,
    responsible_id: int,
    deputy_id: int | None,
    today: date,
) -> CareTeam:
    """Make this coordinator responsible for the stay, with a deputy; both are told.

    Raises:
        NotFound: no such placement or account.
        StepNotAllowed: the stay is over.
        CapReached: the responsible worker has as many stays as the cap allows.
        TeamRefused: somebody else than a coordinator of the region, who is there.
    """
    placement = locked_placement(session, placement_id)
    if placement.status in (PlacementStatus.ENDED, PlacementStatus.CANCELLED):
        raise StepNotAllowed("placement", str(placement.status), "assign")
    known = team_of(session, placement_id)
    before = None if known is None else (known.responsible_id, known.deputy_id)
    _require_people(session, placement, responsible_id, deputy_id, before, today)
    guide = counsellor_of(session, placement)
    if known is None:
        known = CareTeam(placement_id=placement_id, responsible_id=responsible_id)
    if before is None or before[0] != responsible_id:
        known.since_on = today
    known.responsible_id, known.deputy_id = responsible_id, deputy_id
    known.counsellor_id = guide.id if guide is not None else None
    session.add(known)
    session.flush()
    session.refresh(known)
    if before != (responsible_id, deputy_id):
        record(
            session, actor, "careteam.assign", placement_id,
            responsible=responsible_id, deputy=deputy_id,
        )  # fmt: skip
        _tell_new(session, actor, known, before)
    contacts.supply(session, placement)
    return known


def assign_somebody(
    session: Session, actor: Actor, placement: Placement, today: date
) -> CareTeam | None:
    """Name who is nearest to the case and has room, or nobody when all are full.

    In turn: who handles the youth, who handles the host, who acts, who has most room. A stay
    without anybody stands on the work list of every coordinator of the region.
    """
    people = coordinators_of_region(session, placement)
    known = candidates(session, people, today, policy_in_force())
    regions = regions_of(placement)
    near = [one for one in _nearest(session, placement, actor) if one in known]
    chosen = next(
        (key for key in near if responsible_problem(known[key], regions, has_it=False) is None),
        None,
    )
    if chosen is None:
        free = first_free(known.values(), regions)
        chosen = free.account_id if free is not None else None
    if chosen is None:
        return None
    deputy = next((key for key in named_deputies(session, chosen, today) if key in known), None)
    if deputy is None:
        others = [one for key, one in known.items() if key != chosen]
        found = first_free(others, regions)
        deputy = found.account_id if found is not None else None
    return assign(session, actor, placement.id, chosen, deputy, today)


def name_counsellor(session: Session, youth_id: int, account_id: int | None) -> None:
    """Keep the counsellor of the team the one who guides the youth now (after a hand-over)."""
    going_on = (
        select(CareTeam)
        .join(Placement, Placement.id == CareTeam.placement_id)
        .where(
            Placement.youth_id == youth_id,
            Placement.status.in_(GOING_ON),
        )
    )
    for team in session.scalars(going_on):
        team.counsellor_id = account_id


def possible(session: Session, placement: Placement) -> list[tuple[Account, int, int | None]]:
    """Return the coordinators of the region with their number of stays and their cap, by name."""
    people = coordinators_of_region(session, placement)
    known = candidates(session, people, today_in_the_netherlands(), policy_in_force())
    rows = [(one, known[one.id].number_of_stays, known[one.id].cap) for one in people]
    return sorted(rows, key=lambda row: (row[0].name, row[0].id))


def _require_people(
    session: Session,
    placement: Placement,
    responsible_id: int,
    deputy_id: int | None,
    before: tuple[int, int | None] | None,
    today: date,
) -> None:
    if responsible_id == deputy_id:
        raise TeamRefused("same", "deputy")
    people = [get_account(session, key) for key in (responsible_id, deputy_id) if key is not None]
    _hold(session, responsible_id)
    known = candidates(session, people, today, policy_in_force())
    regions = regions_of(placement)
    has_it = before is not None and before[0] == responsible_id
    problem = responsible_problem(known[responsible_id], regions, has_it=has_it)
    if problem == "full":
        raise CapReached
    # Who is responsible already stays so while away: the deputy does the work.
    if problem is not None and not (problem == "away" and has_it):
        raise TeamRefused(problem, "responsible")
    if deputy_id is not None:
        wrong = deputy_problem(known[deputy_id], regions)
        if wrong is not None:
            raise TeamRefused(wrong, "deputy")


def _hold(session: Session, account_id: int) -> None:
    """Lock the account: two stays that are given to one person at once are counted in turn."""
    session.execute(
        select(Account.id)
        .where(Account.id == account_id)
        .with_for_update(key_share=True, of=Account)
    )


def _nearest(session: Session, placement: Placement, actor: Actor) -> list[int]:
    case = session.get(YouthCase, placement.youth_id)
    handling = session.get(HouseholdHandling, placement.room.home.household_id)
    found = [
        case.handled_by_id if case is not None else None,
        handling.handled_by_id if handling is not None else None,
        actor.account_id,
    ]
    return [key for key in found if key is not None]


def _tell_new(
    session: Session, actor: Actor, team: CareTeam, before: tuple[int, int | None] | None
) -> None:
    was = before or (None, None)
    for number, account in enumerate((team.responsible, team.deputy)):
        key = account.id if account is not None else None
        if key == was[number]:
            continue
        what = "responsible" if number == 0 else "deputy"
        name = f"care_team:{team.placement_id}:{what}:"
        outbox.take_back(session, name)  # whoever was named before is so no longer
        if key != actor.account_id:
            tell(session, account, f"care_team_{what}", team.placement_id,
                 once=f"{name}{clock.moment().isoformat()}",
                 placement=team.placement_id)  # fmt: skip
