"""Records for tests: valid as they come, each value can be given. Names are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from matcher.accounts.service import create_account
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.agreements import Agreement, AgreementRule
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.places import Contract, Municipality
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.words import (
    AgreementKind,
    AgreementStatus,
    DayActivity,
    DeclineReason,
    Gender,
    HouseholdGender,
    HouseholdKind,
    HouseholdStatus,
    HouseRuleKind,
    IntroductionStage,
    LegalGround,
    PlaceKind,
    PlacementStatus,
    PlaceTime,
    ProposalStatus,
    Role,
    RoundStatus,
    Side,
    TargetGroup,
    YouthStatus,
)

UTRECHT = "GM0344"
TODAY = date(2026, 3, 2)
_numbers = count(1)


def add_municipality(session: Session, **values: Any) -> Municipality:
    """Return the municipality with this code, made with a running contract when it is new."""
    given = {
        "code": UTRECHT,
        "name": "Utrecht",
        "province": "Utrecht",
        "latitude": 52.0907,
        "longitude": 5.1214,
        **values,
    }
    found = session.get(Municipality, given["code"])
    if found is None:
        found = Municipality(**given)
        found.contracts.append(Contract(starts_on=date(2025, 1, 1)))
        session.add(found)
        session.flush()
    return found


def add_account(session: Session, *roles: Role, **values: Any) -> Account:
    """Add somebody who cannot sign in with a passphrase yet; ties as ``create_account`` takes."""
    given = {"email": f"persoon{next(_numbers)}@example.org", "name": "Noor Jansen", **values}
    return create_account(
        session, COMMAND_LINE, given.pop("email"), given.pop("name"), roles, **given
    )


def add_room(session: Session, *, home: dict[str, Any] | None = None, **values: Any) -> Room:
    """Add an approved household with one home and one room, free from TODAY."""
    number = next(_numbers)
    municipality = add_municipality(session)
    household = Household(
        reference=f"H{number}",
        contact_name="Familie Voorbeeld",
        email=f"host{number}@example.org",
        kind=HouseholdKind.COUPLE,
        gender=HouseholdGender.MIXED,
        status=HouseholdStatus.APPROVED,
        signed_up_on=TODAY,
    )
    place = Home(
        household=household,
        **{
            "street": "Voorbeeldstraat",
            "house_number": str(number),
            "postcode": "3511 AB",
            "place_name": "Utrecht",
            "municipality_code": municipality.code,
            "latitude": 52.09,
            "longitude": 5.12,
            **(home or {}),
        },
    )
    defaults = {"reference": f"K{number}", "rent_cents": 40000}
    room = Room(home=place, **{**defaults, **values})
    room.availabilities.append(RoomAvailability(free_from=TODAY))
    session.add(household)
    session.flush()
    return room


def add_youth(session: Session, *, needs: dict[str, Any] | None = None, **values: Any) -> Youth:
    """Add a youth of 19 who is ready to be matched, at home in Utrecht."""
    number = next(_numbers)
    municipality = add_municipality(session)
    youth = Youth(
        **{
            "reference": f"J{number}",
            "first_name": "Sam",
            "last_name": f"Fictief {number}",
            "birth_date": date(2007, 1, 1),
            "gender": Gender.OTHER,
            "municipality_code": municipality.code,
            "status": YouthStatus.READY,
            "registered_on": TODAY,
            "ready_on": TODAY,
            "target_group": TargetGroup.LIGHT,
            "lottery": number,
            **values,
        }
    )
    youth.needs = NeedProfile(
        **{
            "budget_cents": 45000,
            "guidance_kind": 4,
            "day_activity": DayActivity.SCHOOL,
            **(needs or {}),
        }
    )
    youth.places.append(
        YouthPlace(
            time=PlaceTime.NOW,
            kind=PlaceKind.HOME,
            name="Utrecht",
            municipality_code=municipality.code,
            latitude=52.09,
            longitude=5.12,
        )
    )
    session.add(youth)
    session.flush()
    return youth


def add_placement(
    session: Session, *, room: Room | None = None, youth: Youth | None = None, **values: Any
) -> Placement:
    """Add a booking from TODAY without an end; ``status`` may be any, as in an import."""
    placement = Placement(
        room=room or add_room(session),
        youth=youth or add_youth(session, status=YouthStatus.PLACED),
        **{"starts_on": TODAY, "status": PlacementStatus.BOOKED, **values},
    )
    session.add(placement)
    session.flush()
    return placement


def add_proposal(
    session: Session, *, room: Room | None = None, youth: Youth | None = None, **values: Any
) -> Proposal:
    """Add an open proposal from TODAY; a round, a room and a youth are made where none is given."""
    if "round_id" not in values:
        values.setdefault("round", MatchingRound(status=RoundStatus.DONE, today=TODAY))
    proposal = Proposal(
        room=room or add_room(session),
        youth=youth or add_youth(session),
        **{
            "starts_on": TODAY,
            "nights": 100,
            "fit": 500,
            "priority": 100,
            "distance_km": 2.0,
            "fit_parts": {},
            **values,
        },
    )
    session.add(proposal)
    session.flush()
    return proposal


def add_introduction(
    session: Session,
    *,
    stage: IntroductionStage = IntroductionStage.INTEREST,
    proposal: Proposal | None = None,
    **values: Any,
) -> Introduction:
    """Add an approved proposal with its booking, at ``stage`` of the introduction.

    At 'started' both agreements are signed and the youth lives there; at 'stopped' the proposal
    is declined and the booking cancelled.
    """
    proposal = proposal or add_proposal(session)
    is_stopped = stage is IntroductionStage.STOPPED
    proposal.status = ProposalStatus.DECLINED if is_stopped else ProposalStatus.APPROVED
    proposal.decline_reason = DeclineReason.WITHDREW if is_stopped else None
    proposal.youth.status = YouthStatus.READY if is_stopped else YouthStatus.PLACED
    placement = add_placement(
        session,
        room=proposal.room,
        youth=proposal.youth,
        proposal_id=None if is_stopped else proposal.id,
        starts_on=proposal.starts_on,
        status=PlacementStatus.CANCELLED if is_stopped else PlacementStatus.BOOKED,
    )
    since_at = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=9)
    given: dict[str, Any] = {"stage": stage, "stage_since_at": since_at, "placement": placement}
    if is_stopped:
        given |= {"stopped_by": Side.YOUTH, "stop_reason": DeclineReason.WITHDREW}
        given["stopped_at"] = since_at
    elif stage is not IntroductionStage.STARTED:
        given["due_at"] = since_at + timedelta(hours=24)
    introduction = Introduction(proposal=proposal, **{**given, **values})
    session.add(introduction)
    if stage is IntroductionStage.STARTED:
        sign_agreements(session, placement)
        placement.status = PlacementStatus.ACTIVE
    session.flush()
    return introduction


def sign_agreements(
    session: Session, placement: Placement, rules: Sequence[tuple[HouseRuleKind, str]] = ()
) -> tuple[Agreement, Agreement]:
    """Add a signed rent agreement and a signed coaching agreement, coupled, to the placement.

    ``rules``: the house rules in both; they go in before the signature, as the guards want it.
    """
    rent, coaching = (
        Agreement(
            placement=placement,
            kind=kind,
            number=1,
            status=AgreementStatus.DRAFT if rules else AgreementStatus.SIGNED,
            legal_ground=LegalGround.HOSPITA if kind is AgreementKind.RENT else None,
            starts_on=placement.starts_on,
            ends_on=placement.ends_on,
            notice_days_youth=30,
            notice_days_host=90,
            rent_cents=placement.room.rent_cents if kind is AgreementKind.RENT else None,
            pdf=b"%PDF-1.7 fictief",
            pdf_sha256=sha256(b"%PDF-1.7 fictief").hexdigest(),
            signed_copy=b"%PDF-1.7 getekend",
            signed_copy_sha256=sha256(b"%PDF-1.7 getekend").hexdigest(),
            signed_on=placement.starts_on,
        )
        for kind in AgreementKind
    )
    session.add_all([rent, coaching])
    session.flush()
    for agreement in (rent, coaching) if rules else ():
        for position, (kind, text) in enumerate(rules, 1):
            session.add(
                AgreementRule(agreement_id=agreement.id, position=position, kind=kind, text=text)
            )
        session.flush()
        agreement.status = AgreementStatus.SIGNED
    rent.coupled_id, coaching.coupled_id = coaching.id, rent.id
    session.flush()
    return rent, coaching
