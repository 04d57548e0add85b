"""What stands in the way of demo data, and how to take demo data out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.hosts import Home, Household, Room
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.rounds import (
    MatchingRound,
    PairExclusion,
    Proposal,
    ProposalAlternative,
    RoundUnmatched,
)
from matcher.database.screening import FlowChart, FlowChartVersion, Screening
from matcher.database.visits import Visitor
from matcher.database.woonkaart import School, WoonkaartAnswer
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from seed.demo.accounts import EVERY_ADDRESS
from seed.demo.before.screenings import NOTE
from seed.demo.before.woonkaart import SCHOOL_MARK
from seed.demo.rows import MARK


def _is_demo(column: Any) -> ColumnElement[bool]:
    return column.startswith(MARK, autoescape=True)


def _demo_youths() -> Any:
    return select(Youth.id).where(_is_demo(Youth.reference))


def _demo_rooms() -> Any:
    return (
        select(Room.id)
        .join(Home, Room.home_id == Home.id)
        .join(Household, Home.household_id == Household.id)
        .where(_is_demo(Household.reference))
    )


def has_demo_data(session: Session) -> bool:
    return any(
        session.scalar(select(model.id).where(_is_demo(model.reference)).limit(1)) is not None
        for model in (Household, Youth)
    )


def real_data(session: Session) -> list[str]:
    """Return what the database holds that is no demo data, such as '12 youths'."""
    numbers = {
        "households": select(func.count()).where(~_is_demo(Household.reference)),
        "youths": select(func.count()).where(~_is_demo(Youth.reference)),
        "care organisations": select(func.count()).where(~_is_demo(CareOrganisation.code)),
    }
    found = [f"{n} {name}" for name, query in numbers.items() if (n := session.scalar(query))]
    has_demo_contracts = exists().where(_is_demo(CareOrganisation.code))
    contracts = session.scalar(
        select(func.count()).select_from(Contract).where(~has_demo_contracts)
    )
    return [*found, f"{contracts} contracts"] if contracts else found


def remove_demo_data(session: Session) -> None:
    """Remove all demo records with the proposals and rounds about them; accounts stay.

    Contracts are removed when there is no other data; beside real data they stay as they are.

    Raises:
        MatcherError: a placement ties a demo record to a real one.
    """
    youths, rooms = _demo_youths(), _demo_rooms()
    mixed = select(func.count()).where(
        Placement.youth_id.in_(youths) != Placement.room_id.in_(rooms)
    )
    number = session.scalar(mixed)
    if number:
        raise MatcherError(
            f"{number} placement(s) tie a demo record to a real one; cancel or move them first"
        )
    is_alone = not real_data(session)
    _remove_rounds(session)
    session.execute(delete(Placement).where(Placement.youth_id.in_(youths)))
    session.execute(
        delete(PairExclusion).where(
            or_(PairExclusion.youth_id.in_(youths), PairExclusion.room_id.in_(rooms))
        )
    )
    session.execute(delete(Youth).where(_is_demo(Youth.reference)))
    session.execute(delete(Household).where(_is_demo(Household.reference)))
    _remove_staff(session)
    _remove_schools(session)
    _remove_flow_chart(session)
    _remove_organisations(session)
    if is_alone:
        session.execute(delete(Contract))
    session.expire_all()


def _remove_rounds(session: Session) -> None:
    """Remove proposals and the like about demo records, then the rounds that have nothing left."""
    youths, rooms = _demo_youths(), _demo_rooms()
    about = select(Proposal.id).where(
        or_(Proposal.youth_id.in_(youths), Proposal.room_id.in_(rooms))
    )
    session.execute(
        update(Placement).where(Placement.proposal_id.in_(about)).values(proposal_id=None)
    )
    session.execute(
        delete(ProposalAlternative).where(
            or_(
                ProposalAlternative.proposal_id.in_(about),
                ProposalAlternative.youth_id.in_(youths),
                ProposalAlternative.room_id.in_(rooms),
            )
        )
    )
    session.execute(
        delete(RoundUnmatched).where(
            or_(RoundUnmatched.youth_id.in_(youths), RoundUnmatched.room_id.in_(rooms))
        )
    )
    session.execute(delete(Proposal).where(Proposal.id.in_(about)))
    is_empty = and_(
        ~exists().where(Proposal.round_id == MatchingRound.id),
        ~exists().where(RoundUnmatched.round_id == MatchingRound.id),
    )
    session.execute(delete(MatchingRound).where(is_empty))


def _remove_staff(session: Session) -> None:
    """Forget what the demo accounts do: their accounts stay, for audit events refer to them."""
    accounts = select(Account.id).where(Account.email.in_(EVERY_ADDRESS))
    for table in (Visitor, Worker):
        session.execute(delete(table).where(table.account_id.in_(accounts)))


def _remove_schools(session: Session) -> None:
    schools = select(School.id).where(School.name.endswith(SCHOOL_MARK, autoescape=True))
    session.execute(delete(WoonkaartAnswer).where(WoonkaartAnswer.school_id.in_(schools)))
    session.execute(delete(School).where(School.id.in_(schools)))


def _remove_flow_chart(session: Session) -> None:
    """Remove the chart that came with the demo, unless people went on with it."""
    has_other = exists().where(
        FlowChartVersion.chart_id == FlowChart.id, FlowChartVersion.note != NOTE
    )
    is_used = exists().where(
        Screening.version_id == FlowChartVersion.id, FlowChartVersion.chart_id == FlowChart.id
    )
    session.execute(delete(FlowChart).where(~has_other, ~is_used))


def _remove_organisations(session: Session) -> None:
    """Remove the demo organisations, but for those that a real account or youth belongs to."""
    session.execute(
        update(Account).where(Account.email.in_(EVERY_ADDRESS)).values(organisation_id=None)
    )
    is_used = or_(
        exists().where(Account.organisation_id == CareOrganisation.id),
        exists().where(Youth.organisation_id == CareOrganisation.id),
    )
    session.execute(delete(CareOrganisation).where(_is_demo(CareOrganisation.code), ~is_used))
