"""What an import of hosts would do: each household, home and room beside what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.database.hosts import Home, Household, Room
from matcher.exchange.column import Column
from matcher.exchange.context import Context, RowState
from matcher.exchange.host_columns import HOME, HOUSEHOLD, ROOM
from matcher.exchange.host_drafts import (
    HomeDraft,
    HouseholdDraft,
    Period,
    RoomDraft,
    address_key,
)
from matcher.exchange.host_records import StoredHosts
from matcher.exchange.rules import home_faults, household_faults, period_faults, room_faults
from matcher.exchange.settle import attributes, changes, settle
from matcher.exchange.sheet import BROKEN
from matcher.exchange.status_steps import StatusPlan
from matcher.rooms.rules import TakenOut
from matcher.rounds.rules import Window


@dataclass
class RoomPlan:
    """``changed`` holds attributes to write: all of them for a new room."""

    draft: RoomDraft
    stored: Room | None
    settled: Mapping[str, Any]
    changed: dict[str, Any]
    periods: tuple[Period, ...]
    has_new_periods: bool
    is_moved: bool = False
    taken_out: TakenOut | None = None  # of a stored room that is offered on other days

    @property
    def is_changed(self) -> bool:
        return bool(self.changed) or self.has_new_periods or self.is_moved


@dataclass
class HomePlan:
    draft: HomeDraft
    stored: Home | None
    settled: Mapping[str, Any]
    changed: dict[str, Any]
    rooms: list[RoomPlan] = field(default_factory=list)

    @property
    def has_new_address(self) -> bool:
        return self.stored is None or not {"postcode", "house_number"}.isdisjoint(self.changed)


@dataclass
class HouseholdPlan(StatusPlan):
    draft: HouseholdDraft
    stored: Household | None
    settled: Mapping[str, Any]
    changed: dict[str, Any]
    homes: list[HomePlan] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return str(self.settled["household_reference"])


def plan_hosts(
    context: Context, drafts: Iterable[HouseholdDraft], known: StoredHosts
) -> list[HouseholdPlan]:
    """Return the plans of all households; adds problems between the file and the database."""
    return [_plan_household(context, draft, known) for draft in drafts]


def _settled(
    context: Context,
    columns: tuple[Column, ...],
    values: Mapping[str, object],
    stored: object | None,
    **dynamic: object,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settled values and the attributes to write."""
    settled = settle(columns, values, context.sheet.headers, stored, dynamic)
    written = attributes(columns, settled) if stored is None else changes(columns, settled, stored)
    return settled, written


def _plan_household(context: Context, draft: HouseholdDraft, known: StoredHosts) -> HouseholdPlan:
    stored = known.household(draft.values.get("household_reference"))
    if stored and not any(context.may_touch(home.municipality_code) for home in stored.homes):
        context.report(draft.row, "household_reference", "reference_elsewhere")
    settled, changed = _settled(
        context, HOUSEHOLD, draft.values, stored, signed_up_on=context.today
    )
    plan = HouseholdPlan(draft, stored, settled, changed)
    if changed:
        context.report_faults(draft.row, household_faults(settled, context.today))
    for home_draft in draft.homes.values():
        plan.homes.append(_plan_home(context, home_draft, plan, known))
    if stored and changed:
        context.mark_updated(draft.row)
    return plan


def _plan_home(
    context: Context, draft: HomeDraft, household: HouseholdPlan, known: StoredHosts
) -> HomePlan:
    stored = _stored_home(draft, household, known)
    settled, _ = _settled(context, HOME, draft.values, stored)
    _place_on_map(context, draft, settled, stored)
    changed = attributes(HOME, settled) if stored is None else changes(HOME, settled, stored)
    code = settled["municipality"]
    if code is not None and not context.may_touch(code):
        context.report(draft.row, "municipality", "other_region")
    elif stored and not context.may_touch(stored.municipality_code):
        context.report(draft.row, "household_reference", "reference_elsewhere")
    plan = HomePlan(draft, stored, settled, changed)
    for room_draft in draft.rooms:
        plan.rooms.append(_plan_room(context, room_draft, household, plan, known))
    if stored and changed:
        context.mark_updated(draft.row)
    return plan


def _stored_home(draft: HomeDraft, household: HouseholdPlan, known: StoredHosts) -> Home | None:
    """Return the home at this address, or the one its rooms are in when the address is new."""
    if household.stored is None:
        return None
    homes = {address_key(h.postcode, h.house_number): h for h in household.stored.homes}
    key = address_key(draft.values.get("postcode"), draft.values.get("house_number"))
    if key in homes:
        return homes[key]
    in_file = set(household.draft.homes)
    rooms = [known.room(room.values.get("room_reference")) for room in draft.rooms]
    moved = {
        room.home
        for room in rooms
        if room is not None
        and room.home.household is household.stored
        and address_key(room.home.postcode, room.home.house_number) not in in_file
    }
    return moved.pop() if len(moved) == 1 else None


def _place_on_map(
    context: Context, draft: HomeDraft, settled: dict[str, Any], stored: Home | None
) -> None:
    """Fill in the position when the file gives none: that of the address, or as it was."""
    given = [draft.values.get(name) for name in ("latitude", "longitude")]
    if BROKEN in given:
        return
    if any(value is not None for value in given):
        context.report_faults(draft.row, home_faults(draft.values))
        return
    address = ("postcode", "house_number", "place_name", "municipality")
    if any(settled[name] is None for name in address):
        return
    if stored is not None and not changes(
        [column for column in HOME if column.name in address], settled, stored
    ):
        return
    found = context.gazetteer.position(
        settled["postcode"], settled["place_name"], settled["municipality"]
    )
    if found is None:
        context.report(draft.row, "postcode", "position_unknown")
    else:
        settled["latitude"], settled["longitude"] = found


def _plan_room(
    context: Context,
    draft: RoomDraft,
    household: HouseholdPlan,
    home: HomePlan,
    known: StoredHosts,
) -> RoomPlan:
    stored = known.room(draft.values.get("room_reference"))
    if stored is not None and stored.home.household is not household.stored:
        _report_other_household(context, draft, stored)
        stored = None
    settled, changed = _settled(context, ROOM, draft.values, stored)
    periods = tuple(sorted((period for period, _ in draft.periods), key=_by_start))
    before = tuple((a.free_from, a.free_until) for a in stored.availabilities) if stored else ()
    plan = RoomPlan(
        draft,
        stored,
        settled,
        changed,
        periods,
        has_new_periods=stored is None or periods != tuple(sorted(before, key=_by_start)),
        is_moved=stored is not None and stored.home is not home.stored,
    )
    if stored is not None and plan.has_new_periods:
        plan.taken_out = TakenOut(stored.id, _windows(before), _windows(periods))
    if changed:
        context.report_faults(draft.row, room_faults(settled))
    if plan.has_new_periods:
        for row in draft.rows:
            values = {k: v for k, v in row.values.items() if v is not BROKEN}
            if "free_from" in values and len(values) == len(row.values):
                context.report_faults(row, period_faults(values, context.today))
    state = RowState.NEW if stored is None else RowState.UPDATED
    for row in draft.rows:
        context.states[row.number] = state if plan.is_changed else RowState.UNCHANGED
    return plan


def _windows(periods: Iterable[Period]) -> tuple[Window, ...]:
    return tuple(Window(*period) for period in periods)


def _by_start(period: Period) -> date:
    return period[0]


def _report_other_household(context: Context, draft: RoomDraft, stored: Room) -> None:
    if context.may_touch(stored.home.municipality_code):
        reference = stored.home.household.reference
        context.report(draft.row, "room_reference", "room_of_other_household", reference=reference)
    else:
        context.report(draft.row, "room_reference", "reference_elsewhere")
