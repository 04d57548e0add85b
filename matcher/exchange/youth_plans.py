"""What an import of youths would do: each youth, needs and places beside what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.database.youths import Youth, YouthPlace
from matcher.exchange.column import name_key
from matcher.exchange.columns import EXAMPLE_REFERENCE
from matcher.exchange.context import Context, RowState, chunks
from matcher.exchange.gazetteer import Spot
from matcher.exchange.place_lists import DEFAULT_RADIUS_KM, PlaceThatMatters
from matcher.exchange.rules import youth_faults
from matcher.exchange.settle import attributes, changes, settle
from matcher.exchange.sheet import BROKEN, Row
from matcher.exchange.status_steps import StatusPlan
from matcher.exchange.youth_columns import NEEDS, YOUTH, YOUTH_COLUMNS
from matcher.words import PlaceKind, PlaceTime, YouthStatus

#: The columns with one place each: code name -> (time, kind).
SLOTS: dict[str, tuple[str, str]] = {
    "home_town": (str(PlaceTime.NOW), str(PlaceKind.HOME)),
    "birth_town": (str(PlaceTime.PAST), str(PlaceKind.BIRTH)),
    "study_town": (str(PlaceTime.NOW), str(PlaceKind.STUDY)),
    "work_town": (str(PlaceTime.NOW), str(PlaceKind.WORK)),
    "avoid_place": (str(PlaceTime.NOW), str(PlaceKind.AVOID)),
}


@dataclass
class YouthPlan(StatusPlan):
    """``changed`` and ``changed_needs`` hold attributes to write; ``places`` the whole list."""

    row: Row
    stored: Youth | None
    settled: Mapping[str, Any]
    changed: dict[str, Any]
    changed_needs: dict[str, Any]
    places: tuple[PlaceThatMatters, ...]
    has_new_places: bool

    @property
    def reference(self) -> str:
        return str(self.settled["youth_reference"])

    @property
    def is_changed(self) -> bool:
        return bool(self.changed or self.changed_needs or self.has_new_places)


def plan_youths(context: Context) -> list[YouthPlan]:
    """Return the plan of each row that has a reference; adds all problems between cells."""
    known = _stored_youths(context)
    plans: list[YouthPlan] = []
    seen: dict[object, Row] = {}
    for row in context.sheet.rows:
        if context.problems.is_full:
            break
        for column in YOUTH_COLUMNS:
            if column.required and column.name not in row.values:
                context.report(row, column.name, "required", meaning=column.meaning)
        reference = row.values.get("youth_reference")
        if isinstance(reference, str):
            if reference.upper().startswith(f"{EXAMPLE_REFERENCE}-"):
                context.report(row, "youth_reference", "example_row")
                continue
            if reference in seen:
                other = seen[reference]
                code = "double_row" if other.values == row.values else "double_reference"
                context.report(row, "youth_reference", code, other=other.number)
                continue
            seen[reference] = row
        plans.append(_plan_youth(context, row, known.get(reference)))
    return plans


def _stored_youths(context: Context) -> dict[object, Youth]:
    references = {row.values.get("youth_reference") for row in context.sheet.rows}
    found: dict[object, Youth] = {}
    for some in chunks({text for text in references if isinstance(text, str)}):
        query = (
            select(Youth)
            .where(Youth.reference.in_(some))
            .options(joinedload(Youth.needs), selectinload(Youth.places))
        )
        found.update({youth.reference: youth for youth in context.session.scalars(query)})
    return found


def _plan_youth(context: Context, row: Row, stored: Youth | None) -> YouthPlan:
    present = context.sheet.headers
    settled = settle(YOUTH, row.values, present, stored, {"registered_on": context.today})
    needs = settle(NEEDS, row.values, present, stored.needs if stored else None)
    places = _places(context, row, stored)
    before = sorted(str(place.key) for place in stored_places(stored)) if stored else None
    plan = YouthPlan(
        row,
        stored,
        {**settled, **needs},
        attributes(YOUTH, settled) if stored is None else changes(YOUTH, settled, stored),
        attributes(NEEDS, needs) if stored is None else changes(NEEDS, needs, stored.needs),
        places,
        has_new_places=before != sorted(str(place.key) for place in places),
    )
    _check(context, plan)
    return plan


def _check(context: Context, plan: YouthPlan) -> None:
    """Add the problems of a youth who is new or changes; count the row."""
    row, stored = plan.row, plan.stored
    code = plan.settled["municipality"]
    if stored is not None and not context.may_touch(stored.municipality_code):
        context.report(row, "youth_reference", "reference_elsewhere")
    elif code is not None and not context.may_touch(code):
        context.report(row, "municipality", "other_region")
    if not plan.is_changed:
        context.states[row.number] = RowState.UNCHANGED
        return
    context.states[row.number] = RowState.NEW if stored is None else RowState.UPDATED
    lowest, highest = context.ages
    faults = youth_faults(plan.settled, context.today, lowest_age=lowest, highest_age=highest)
    context.report_faults(row, faults)
    if stored is None and plan.settled["status"] == YouthStatus.PLACED:
        context.report(row, "status", "placed_by_file")
    place_cells = {*SLOTS, "other_places"}
    has_broken_place = any(row.values.get(name) is BROKEN for name in place_cells)
    if not has_broken_place and all(p.kind == PlaceKind.AVOID for p in plan.places):
        context.report(row, "home_town", "no_place")


def _places(context: Context, row: Row, stored: Youth | None) -> tuple[PlaceThatMatters, ...]:
    """Return the places of the row; columns that the file lacks keep the stored ones."""
    slots, others = split_places(stored_places(stored) if stored else ())
    present = context.sheet.headers
    places: list[PlaceThatMatters] = []
    for name, (time, kind) in SLOTS.items():
        spot = row.values.get(name)
        if isinstance(spot, Spot):
            radius = _radius(row, slots.get(name)) if name == "avoid_place" else DEFAULT_RADIUS_KM
            places.append(PlaceThatMatters(time, kind, spot, radius))
        elif name not in present and name in slots:
            places.append(slots[name])
    given = row.values.get("other_places")
    if isinstance(given, tuple):
        places += given
    elif "other_places" not in present:
        places += others
    return tuple(places)


def _radius(row: Row, stored: PlaceThatMatters | None) -> float:
    given = row.values.get("avoid_radius_km")
    if isinstance(given, float):
        return given
    return stored.radius_km if stored else DEFAULT_RADIUS_KM


def stored_places(youth: Youth) -> tuple[PlaceThatMatters, ...]:
    """Return the places of a stored youth, in the order in which they were told."""
    return tuple(_from_table(place) for place in youth.places)


def _from_table(place: YouthPlace) -> PlaceThatMatters:
    spot = Spot(place.name, place.municipality_code, place.latitude, place.longitude)
    return PlaceThatMatters(str(place.time), str(place.kind), spot, place.radius_km)


def split_places(
    places: tuple[PlaceThatMatters, ...],
) -> tuple[dict[str, PlaceThatMatters], list[PlaceThatMatters]]:
    """Return the places by column, and those for which there is no column of their own."""
    names = {slot: name for name, slot in SLOTS.items()}
    slots: dict[str, PlaceThatMatters] = {}
    others: list[PlaceThatMatters] = []
    for place in places:
        name = names.get((place.time, place.kind))
        if name is None or name in slots:
            others.append(place)
        else:
            slots[name] = place
    return slots, others


def report_double_youths(context: Context, plans: list[YouthPlan]) -> None:
    """Add a problem for each new youth who is in the file or the database already."""
    seen: dict[object, list[YouthPlan]] = {}
    for plan in plans:
        key = _person(plan.settled)
        if key is None:
            continue
        for other in seen.setdefault(key, []):
            is_new = plan.stored is None or other.stored is None
            if is_new and _may_be_same(plan.settled["email"], other.settled["email"]):
                context.report(plan.row, "last_name", "double_youth", other=other.row.number)
                break
        seen[key].append(plan)
    new = {_person(plan.settled): plan for plan in plans if plan.stored is None}
    new.pop(None, None)
    _report_known(context, new)


def _person(settled: Mapping[str, Any]) -> object:
    """Return what makes a person: name and date of birth; None when one is missing."""
    first, last = settled["first_name"], settled["last_name"]
    birth_date = settled["birth_date"]
    if first is None or last is None or birth_date is None:
        return None
    return name_key(f"{first} {last}"), birth_date


def _may_be_same(email: str, other: str) -> bool:
    return not email or not other or email.casefold() == other.casefold()


def _report_known(context: Context, new: Mapping[object, YouthPlan]) -> None:
    for reference, name, birth_date, email, municipality in _people(context.session, new):
        plan = new.get((name, birth_date))
        if plan is None or reference == plan.reference:
            continue
        if not _may_be_same(str(plan.settled["email"]), email):
            continue
        if context.may_touch(municipality):
            context.report(plan.row, "last_name", "known_youth", reference=reference)
        else:
            context.report(plan.row, "last_name", "known_elsewhere")


def _people(
    session: Session, new: Mapping[object, YouthPlan]
) -> list[tuple[str, str, Any, str, str]]:
    """Return (reference, name key, birth date, e-mail, municipality) of the stored youths."""
    if not new:
        return []
    query = select(
        Youth.reference,
        Youth.first_name,
        Youth.last_name,
        Youth.birth_date,
        Youth.email,
        Youth.municipality_code,
    ).order_by(Youth.reference)
    return [
        (reference, name_key(f"{first} {last}"), birth_date, email, municipality)
        for reference, first, last, birth_date, email, municipality in session.execute(query)
    ]
