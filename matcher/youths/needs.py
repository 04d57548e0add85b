"""Register a youth, and change what is known of one: facts, needs and places that matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.errors import AlreadyTaken, NotFound, Stale
from matcher.geography.names import key_of
from matcher.hosts.service import new_reference
from matcher.text_rules import require_no_bsn
from matcher.words import DayActivity, Gender, GenderWish, PlaceKind, PlaceTime, TargetGroup
from matcher.youths.rules import lottery_number


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a youth needs and wishes: the columns of the need profile."""

    budget_cents: int
    guidance_kind: int
    day_activity: DayActivity
    max_distance_km: float
    smokes: bool
    has_pet: bool
    allergic_to_cats: bool
    allergic_to_dogs: bool
    needs_step_free: bool
    household_gender_wish: GenderWish
    accepts_children: bool
    accepts_smoking_household: bool
    accepts_pets: bool
    languages: str
    interests: str
    attention_wish: int
    age_exception: bool
    age_exception_reason: str


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What of the youth's own row can change later."""

    ready_on: date
    out_of_care_on: date | None
    target_group: TargetGroup
    urgency: int


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place that matters. ``radius_km`` counts for places to avoid only."""

    time: PlaceTime
    kind: PlaceKind
    name: str
    municipality_code: str | None
    latitude: float
    longitude: float
    radius_km: float = 5.0


@dataclass(frozen=True, kw_only=True)
class YouthRegistration:
    """A youth who is referred, with consent."""

    first_name: str
    last_name: str
    birth_date: date
    gender: Gender
    email: str
    phone: str
    municipality_code: str
    organisation_id: int | None
    situation: Situation
    needs: Needs
    places: tuple[Spot, ...]


def register(
    session: Session,
    actor: Actor,
    details: YouthRegistration,
    today: date,
    *,
    is_somebody_else: bool = False,
) -> Youth:
    """Store a youth with consent given now; a coordinator then looks whether all is there.

    ``is_somebody_else``: people checked that a youth of the same name and birthday is another.

    Raises:
        AlreadyTaken: 'youth': one of this name and birthday is known, here or elsewhere.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("age_exception_reason", details.needs.age_exception_reason)
    if not is_somebody_else and same_person(session, details) is not None:
        raise AlreadyTaken("youth")
    reference = new_reference("J")
    youth = Youth(
        reference=reference,
        first_name=details.first_name.strip(),
        last_name=details.last_name.strip(),
        birth_date=details.birth_date,
        gender=details.gender,
        email=details.email.strip().lower(),
        phone=details.phone.strip(),
        municipality_code=details.municipality_code,
        organisation_id=details.organisation_id,
        registered_on=today,
        consent_at=now(),
        lottery=lottery_number(reference),
        needs=NeedProfile(**asdict(details.needs)),
        places=_rows(details.places),
        **asdict(details.situation),
    )
    session.add(youth)
    session.flush()
    record(
        session, actor, "youth.register", youth.id,
        places=len(details.places), lottery=youth.lottery,
    )  # fmt: skip
    return youth


def same_person(session: Session, details: YouthRegistration) -> Youth | None:
    """Return a youth with this name, however it is typed, and this birthday."""
    wanted = key_of(f"{details.first_name} {details.last_name}")
    born = select(Youth).where(Youth.birth_date == details.birth_date).order_by(Youth.id)
    return next((youth for youth in session.scalars(born) if key_of(youth.name) == wanted), None)


def change_needs(
    session: Session,
    actor: Actor,
    youth_id: int,
    version: int,
    situation: Situation,
    needs: Needs,
    places: tuple[Spot, ...],
) -> tuple[str, ...]:
    """Store what is known by now and return the names of what changed.

    Raises:
        NotFound: there is no such youth.
        Stale: somebody else changed it first.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("age_exception_reason", needs.age_exception_reason)
    youth = session.get(Youth, youth_id)
    if youth is None:
        raise NotFound("youth", youth_id)
    if youth.version != version:
        raise Stale("youth", youth_id)
    changed = _set(youth, asdict(situation)) + _set(youth.needs, asdict(needs))
    if {_key(place) for place in youth.places} != {_key(place) for place in places}:
        youth.places = _rows(places)
        changed.append("places")
    if not changed:
        return ()
    flag_modified(youth, "urgency")  # needs or places alone must raise the version as well
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("youth", youth_id) from error
    record(session, actor, "youth.change", youth_id, fields=sorted(changed))
    return tuple(changed)


def _set(row: Youth | NeedProfile, values: dict[str, object]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _key(place: Spot | YouthPlace) -> tuple[object, ...]:
    radius = place.radius_km if place.kind == PlaceKind.AVOID else None
    return (place.time, place.kind, place.name, place.municipality_code, place.latitude,
            place.longitude, radius)  # fmt: skip


def _rows(places: Iterable[Spot]) -> list[YouthPlace]:
    return [YouthPlace(**asdict(place)) for place in places]
