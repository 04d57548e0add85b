"""The ties of hosts, youths and what is on the way to a proposal."""

from __future__ import annotations

from matcher.belonging.ties import Belonging, belonging
from matcher.database.accounts import CareOrganisation
from matcher.database.cases import (
    Consent,
    Correction,
    Intake,
    ListedName,
    NameList,
    YouthCase,
    YouthException,
)
from matcher.database.hosts import Home, Household, Room
from matcher.database.people import Covenant, Handover, Team, Worker
from matcher.database.photos import Photo
from matcher.database.places import Municipality
from matcher.database.rentpoints import RoomPoints
from matcher.database.rounds import Proposal
from matcher.database.routemaps import RouteMap
from matcher.database.screening import Screening
from matcher.database.visits import HomeVisit, HouseholdDocument
from matcher.database.woonkaart import School
from matcher.database.youths import Youth


@belonging.register
def _(object: Municipality) -> Belonging:
    return Belonging.of(municipalities=[object.code])


@belonging.register
def _(object: Youth) -> Belonging:
    return Belonging.of(
        municipalities=[object.municipality_code],
        organisation_id=object.organisation_id,
        account_ids=[object.account_id],
    )


@belonging.register
def _(object: Household) -> Belonging:
    return Belonging.of(
        municipalities=[home.municipality_code for home in object.homes],
        account_ids=[object.account_id],
    )


@belonging.register
def _(object: Home) -> Belonging:
    return Belonging.of(
        municipalities=[object.municipality_code], account_ids=[object.household.account_id]
    )


@belonging.register
def _(object: Room) -> Belonging:
    return belonging(object.home)


@belonging.register
def _(object: Proposal) -> Belonging:
    """A proposal belongs to the regions of both sides: either coordinator may act on it."""
    return Belonging.of(
        municipalities=[object.youth.municipality_code, object.room.home.municipality_code]
    )


@belonging.register
def _(object: HomeVisit) -> Belonging:
    """The region of the household, and the visitors; not the host, who may not read the notes."""
    return Belonging.of(
        municipalities=[home.municipality_code for home in object.household.homes],
        account_ids=[visitor.account_id for visitor in object.visitors],
    )


@belonging.register(HouseholdDocument)
@belonging.register(Photo)
def _(object: HouseholdDocument | Photo) -> Belonging:
    return belonging(object.household)


@belonging.register
def _(object: RoomPoints) -> Belonging:
    return belonging(object.room)


@belonging.register(YouthCase)
@belonging.register(Intake)
@belonging.register(YouthException)
@belonging.register(Correction)
@belonging.register(Screening)
@belonging.register(Handover)
def _(
    object: YouthCase | Intake | YouthException | Correction | Screening | Handover,
) -> Belonging:
    return belonging(object.youth)


@belonging.register
def _(object: Consent) -> Belonging:
    return belonging(object.youth if object.youth is not None else object.household)


@belonging.register
def _(object: NameList) -> Belonging:
    return Belonging.of(municipalities=[object.municipality_code])


@belonging.register
def _(object: ListedName) -> Belonging:
    """The region of the list, and the one organisation that takes the name up."""
    return Belonging.of(
        municipalities=[object.name_list.municipality_code],
        organisation_id=object.organisation_id,
        account_ids=[object.account_id],
    )


@belonging.register
def _(object: CareOrganisation) -> Belonging:
    return Belonging.of(organisation_id=object.id)


@belonging.register(Team)
@belonging.register(Covenant)
def _(object: Team | Covenant) -> Belonging:
    return Belonging.of(organisation_id=object.organisation_id)


@belonging.register
def _(object: Worker) -> Belonging:
    return Belonging.of(
        organisation_id=object.account.organisation_id, account_ids=[object.account_id]
    )


@belonging.register
def _(object: RouteMap) -> Belonging:
    return Belonging.of(
        municipalities=[object.municipality_code],
        account_ids=[object.owner_id, object.second_owner_id],
    )


@belonging.register
def _(object: School) -> Belonging:
    return Belonging.of(municipalities=[object.municipality_code])
