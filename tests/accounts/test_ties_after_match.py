"""Who reaches a placement and what hangs on it: both regions, the organisation, both sides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy.orm import Session

from matcher.access import Action, Principal, can
from matcher.database.accounts import CareOrganisation
from matcher.database.placements import Placement
from matcher.words import PlacementStatus, Role
from tests.factories import add_account, add_municipality, add_room, add_youth

AMSTERDAM = {"code": "GM0363", "name": "Amsterdam", "province": "Noord-Holland"}
PLACEMENT_ACTIONS = (
    Action.READ_PLACEMENT,
    Action.READ_INTRODUCTION,
    Action.ANSWER_PROPOSAL,
    Action.PLAN_MEETING,
    Action.READ_AGREEMENT,
    Action.RAISE_CONCERN,
)


def a_placement(session: Session) -> Placement:
    """A youth of Utrecht, of an organisation, in a room in Amsterdam; both have accounts."""
    organisation = CareOrganisation(code="NOORD", name="Zorg Noord")
    session.add(organisation)
    session.flush()
    add_municipality(session, **AMSTERDAM)
    room = add_room(session, home={"municipality_code": "GM0363", "place_name": "Amsterdam"})
    room.home.household.account = add_account(session, Role.HOST)
    youth = add_youth(session, organisation_id=organisation.id)
    youth.account = add_account(session, Role.YOUTH)
    placement = Placement(
        room=room, youth=youth, status=PlacementStatus.ACTIVE, starts_on=date(2026, 3, 2)
    )
    session.add(placement)
    session.flush()
    return placement


def people_around(placement: Placement) -> Mapping[str, Principal]:
    """Everybody who could think to have to do with it, by what they are to it."""
    youth, household = placement.youth, placement.room.home.household

    def coordinator(*regions: str) -> Principal:
        return Principal(
            account_id=9001, roles=frozenset({Role.COORDINATOR}), regions=frozenset(regions)
        )

    def of(role: Role, account_id: int | None, organisation_id: int | None = None) -> Principal:
        return Principal(
            account_id=account_id or 0, roles=frozenset({role}), organisation_id=organisation_id
        )

    return {
        "coordinator of the youth": coordinator("GM0344"),
        "coordinator of the room": coordinator("GM0363"),
        "coordinator elsewhere": coordinator("GM0599"),
        "own organisation": of(Role.REFERRER, 9002, youth.organisation_id),
        "other organisation": of(Role.REFERRER, 9003, 999_999),
        "no organisation": of(Role.REFERRER, 9004),
        "own youth": of(Role.YOUTH, youth.account_id),
        "other youth": of(Role.YOUTH, 9005),
        "own host": of(Role.HOST, household.account_id),
        "other host": of(Role.HOST, 9006),
        "officer": Principal(
            account_id=9007,
            roles=frozenset({Role.MUNICIPALITY_OFFICER}),
            municipality="GM0344",
        ),
        "administrator": of(Role.ADMINISTRATOR, 9008),
    }


EVERYBODY = {
    "coordinator of the youth",
    "coordinator of the room",
    "own organisation",
    "own youth",
    "own host",
}
COORDINATORS = {"coordinator of the youth", "coordinator of the room"}
STAFF = COORDINATORS | {"own organisation"}
SIDES = {"own youth", "own host"}


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        *((action, EVERYBODY) for action in PLACEMENT_ACTIONS),
        (Action.GUIDE_INTRODUCTION, COORDINATORS),
        (Action.DECIDE_SUGGESTION, COORDINATORS),
        (Action.WRITE_AGREEMENT, COORDINATORS),
        (Action.MOVE_PLACEMENT, COORDINATORS),
        (Action.HANDLE_CONCERN, COORDINATORS),
        (Action.READ_EVALUATION, COORDINATORS),
        (Action.READ_MESSAGES, COORDINATORS),
        (Action.WRITE_CHECK_IN, STAFF),
        (Action.FOLLOW_UP, STAFF),
        (Action.HEAR_SIDE, SIDES),
        (Action.ACKNOWLEDGE_RULES, SIDES | COORDINATORS),
        (Action.GIVE_NOTICE, SIDES | COORDINATORS),
    ],
)
def test_who_may_do_what_to_a_placement(
    session: Session, action: Action, expected: set[str]
) -> None:
    placement = a_placement(session)
    allowed = {
        name for name, who in people_around(placement).items() if can(who, action, placement)
    }
    assert allowed == expected


def test_reaching_the_placement_opens_no_dossier(session: Session) -> None:
    placement = a_placement(session)
    people = people_around(placement)
    assert not can(people["own host"], Action.READ_YOUTH, placement.youth)
    assert not can(people["own youth"], Action.READ_HOST, placement.room.home.household)
    assert not can(people["own organisation"], Action.READ_HOST, placement.room.home.household)
