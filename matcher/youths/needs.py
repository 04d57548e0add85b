"""Change what is known of a youth: facts, needs and places that matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.cases import exceptions
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.errors import NotFound, Stale
from matcher.text_rules import require_no_bsn
from matcher.words import DayActivity, GenderWish, PlaceKind, PlaceTime, TargetGroup


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
    """A place that matters; ``note``: what it means to the youth. ``radius_km`` counts for places
    to avoid only."""

    time: PlaceTime
    kind: PlaceKind
    name: str
    municipality_code: str | None
    latitude: float
    longitude: float
    radius_km: float = 5.0
    note: str = ""


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

    An exception to the age limits is only asked for: a second person decides on it. One that was
    agreed to can be taken away.

    Raises:
        NotFound: there is no such youth.
        Stale: somebody else changed it first.
        NoException: at this age no exception is needed, or none is possible.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("age_exception_reason", needs.age_exception_reason)
    youth = session.get(Youth, youth_id)
    if youth is None:
        raise NotFound("youth", youth_id)
    if youth.version != version:
        raise Stale("youth", youth_id)
    is_asked = needs.age_exception and not youth.needs.age_exception
    reason = needs.age_exception_reason
    needs = _with_agreed_exception(needs, youth.needs)
    changed = _set(youth, asdict(situation)) + _set(youth.needs, asdict(needs))
    if {_key(place) for place in youth.places} != {_key(place) for place in places}:
        youth.places = _rows(places)
        changed.append("places")
    if is_asked:
        session.flush()  # the exception is judged by the day of moving in as it is now
        if exceptions.ask_for_age(session, actor, youth, reason) is not None:
            changed.append("exception_asked")
    if not changed:
        return ()
    flag_modified(youth, "urgency")  # needs or places alone must raise the version as well
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("youth", youth_id) from error
    record(session, actor, "youth.change", youth_id, fields=sorted(changed))
    return tuple(changed)


def _with_agreed_exception(needs: Needs, stored: NeedProfile) -> Needs:
    """Return the needs with no other exception than the one that was agreed to before."""
    is_kept = needs.age_exception and stored.age_exception
    reason = stored.age_exception_reason if is_kept else ""
    return replace(needs, age_exception=is_kept, age_exception_reason=reason)


def _set(row: Youth | NeedProfile, values: dict[str, object]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _key(place: Spot | YouthPlace) -> tuple[object, ...]:
    radius = place.radius_km if place.kind == PlaceKind.AVOID else None
    return (place.time, place.kind, place.name, place.municipality_code, place.latitude,
            place.longitude, radius, place.note)  # fmt: skip


def _rows(places: Iterable[Spot]) -> list[YouthPlace]:
    return [YouthPlace(**asdict(place)) for place in places]
