"""The ties of what comes after an approved proposal: staff, the two sides, and which of them."""

from __future__ import annotations

from sqlalchemy.orm import object_session

from matcher.belonging.ties import Belonging, belonging
from matcher.database.agreements import Agreement
from matcher.database.concerns import Concern, Sanction
from matcher.database.declines import PairRest, Suggestion
from matcher.database.hosts import Room
from matcher.database.introductions import (
    Disclosure,
    Introduction,
    MeetingMoment,
    Question,
)
from matcher.database.leaving import Ending, Evaluation, FollowUp, FuturePlan, WarmHandover
from matcher.database.living import (
    CareTeam,
    CheckIn,
    CheckInVoice,
    EmergencyContact,
    EmergencyLink,
    ParticipationStep,
    Plan,
    PlanAction,
)
from matcher.database.placements import Placement
from matcher.database.work import CaseMeeting, MeetingItem
from matcher.database.youths import Youth
from matcher.words import EvaluationSide, Side


def between(youth: Youth, room: Room, *others: int | None) -> Belonging:
    """Return the ties of what goes on between a youth and a room: the regions of both, the
    organisation and the account of the youth, the account of the host, and ``others``."""
    return Belonging.of(
        municipalities=[youth.municipality_code, room.home.municipality_code],
        organisation_id=youth.organisation_id,
        account_ids=[youth.account_id, room.home.household.account_id, *others],
    )


def of_staff(youth: Youth, room: Room, *accounts: int | None) -> Belonging:
    """Return the ties of what staff keep of the two: neither side, but for ``accounts``."""
    return Belonging.of(
        municipalities=[youth.municipality_code, room.home.municipality_code],
        organisation_id=youth.organisation_id,
        account_ids=accounts,
    )


@belonging.register
def _(object: Placement) -> Belonging:
    """Both sides, and the accounts of the care team."""
    session = object_session(object)
    team = session.get(CareTeam, object.id) if session is not None and object.id else None
    accounts = (team.responsible_id, team.deputy_id, team.counsellor_id) if team else ()
    return between(object.youth, object.room, *accounts)


@belonging.register(Agreement)
@belonging.register(CareTeam)
@belonging.register(CheckIn)
@belonging.register(EmergencyContact)
@belonging.register(EmergencyLink)
@belonging.register(Ending)
def _(
    object: Agreement | CareTeam | CheckIn | EmergencyContact | EmergencyLink | Ending,
) -> Belonging:
    return belonging(object.placement)


@belonging.register
def _(object: Introduction) -> Belonging:
    return between(
        object.proposal.youth,
        object.proposal.room,
        object.responsible_id,
        object.deputy_id,
        object.counsellor_id,
    )


@belonging.register
def _(object: MeetingMoment) -> Belonging:
    return belonging(object.introduction)


@belonging.register
def _(object: Question) -> Belonging:
    """The side that is asked, and those who write down what it told; never the other side."""
    proposal = object.introduction.proposal
    counsellor = object.introduction.counsellor_id if object.side == Side.COUNSELLOR else None
    return of_staff(
        proposal.youth,
        proposal.room,
        *_account_of(object.side, proposal.youth, proposal.room),
        counsellor,
    )


@belonging.register
def _(object: CheckInVoice) -> Belonging:
    """How it goes belongs to the side that said it: the host never reads that of the youth."""
    placement = object.check_in.placement
    accounts = _account_of(object.side, placement.youth, placement.room)
    return of_staff(placement.youth, placement.room, *accounts)


def _account_of(side: Side | EvaluationSide, youth: Youth, room: Room) -> tuple[int | None, ...]:
    if side == Side.YOUTH:
        return (youth.account_id,)
    return (room.home.household.account_id,) if side == Side.HOST else ()


@belonging.register
def _(object: Concern) -> Belonging:
    """Staff, and who raised it: the other side is not told what was said."""
    placement = object.placement
    return of_staff(placement.youth, placement.room, object.raised_by_id, object.holder_id)


@belonging.register(Evaluation)
@belonging.register(FollowUp)
@belonging.register(Sanction)
@belonging.register(WarmHandover)
def _(object: Evaluation | FollowUp | Sanction | WarmHandover) -> Belonging:
    return of_staff(object.placement.youth, object.placement.room)


@belonging.register
def _(object: Plan) -> Belonging:
    """The plan is of the youth; what the host does in it, the host hears from people."""
    placement = object.placement
    return of_staff(placement.youth, placement.room, placement.youth.account_id)


@belonging.register
def _(object: PlanAction) -> Belonging:
    ties = belonging(object.plan)
    return Belonging.of(
        municipalities=ties.municipalities,
        organisation_id=ties.organisation_id,
        account_ids=[*ties.account_ids, object.owner_id],
    )


@belonging.register
def _(object: FuturePlan) -> Belonging:
    placement = object.placement
    return of_staff(placement.youth, placement.room, placement.youth.account_id)


@belonging.register
def _(object: ParticipationStep) -> Belonging:
    return belonging(object.youth)


@belonging.register
def _(object: Disclosure) -> Belonging:
    return belonging(object.proposal)


@belonging.register
def _(object: PairRest) -> Belonging:
    return Belonging.of(
        municipalities=[object.youth.municipality_code, object.room.home.municipality_code]
    )


@belonging.register
def _(object: Suggestion) -> Belonging:
    about = object.proposal or object.placement
    if about is None:
        raise TypeError("a suggestion is about a proposal or a placement")
    return Belonging.of(
        municipalities=[about.youth.municipality_code, about.room.home.municipality_code]
    )


@belonging.register
def _(object: CaseMeeting) -> Belonging:
    """``region`` holds the codes of the municipalities that meet, with spaces between."""
    return Belonging.of(municipalities=object.region.split())


@belonging.register
def _(object: MeetingItem) -> Belonging:
    return belonging(object.meeting)
