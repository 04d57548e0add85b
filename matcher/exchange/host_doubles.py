"""Rooms and homes that are probably in the file or the database already, under another name."""

from __future__ import annotations

from matcher.exchange.column import name_key, plain
from matcher.exchange.context import Context
from matcher.exchange.host_drafts import address_key
from matcher.exchange.host_plans import HomePlan, HouseholdPlan, RoomPlan
from matcher.exchange.host_records import homes_by_postcode, households_by_email


def report_doubles(context: Context, plans: list[HouseholdPlan]) -> None:
    """Add a problem for each record that is new here but known under another reference."""
    _homes_in_file(context, plans)
    _homes_in_database(context, plans)
    _households_in_database(context, plans)
    for household in plans:
        for home in household.homes:
            _rooms_in_home(context, home)


def _homes_in_file(context: Context, plans: list[HouseholdPlan]) -> None:
    seen: dict[object, tuple[HomePlan, HouseholdPlan]] = {}
    for household in plans:
        for home in household.homes:
            key = _address(home)
            if key is None:
                continue
            first, its_household = seen.setdefault(key, (home, household))
            if first is not home and (first.has_new_address or home.has_new_address):
                context.report(
                    home.draft.row,
                    "house_number",
                    "double_home",
                    other=first.draft.row.number,
                    reference=its_household.reference,
                )


def _address(home: HomePlan) -> object:
    postcode, number = home.settled["postcode"], home.settled["house_number"]
    return None if postcode is None or number is None else address_key(postcode, number)


def _homes_in_database(context: Context, plans: list[HouseholdPlan]) -> None:
    new = [(h, home) for h in plans for home in h.homes if home.has_new_address and _address(home)]
    postcodes = {home.settled["postcode"] for _, home in new}
    stored: dict[object, list[tuple[str, str]]] = {}
    for postcode, number, reference, municipality in homes_by_postcode(context.session, postcodes):
        stored.setdefault(address_key(postcode, number), []).append((reference, municipality))
    for household, home in new:
        for reference, municipality in stored.get(_address(home), []):
            if reference == household.reference:
                continue
            if context.may_touch(municipality):
                context.report(home.draft.row, "house_number", "known_home", reference=reference)
            else:
                context.report(home.draft.row, "house_number", "known_elsewhere")
            break


def _households_in_database(context: Context, plans: list[HouseholdPlan]) -> None:
    new = [plan for plan in plans if plan.stored is None and plan.settled["email"]]
    stored: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for household in households_by_email(context.session, {p.settled["email"] for p in new}):
        is_near = any(context.may_touch(home.municipality_code) for home in household.homes)
        key = (household.email, name_key(household.contact_name))
        stored.setdefault(key, []).append((household.reference, is_near))
    for plan in new:
        key = (plan.settled["email"], name_key(str(plan.settled["contact_name"])))
        for reference, is_near in stored.get(key, [])[:1]:
            if is_near:
                context.report(plan.draft.row, "email", "known_household", reference=reference)
            else:
                context.report(plan.draft.row, "email", "known_elsewhere")


def _rooms_in_home(context: Context, home: HomePlan) -> None:
    """Two rooms may be alike; the same description, size, rent and dates are one room twice."""
    seen: dict[object, RoomPlan] = {}
    for room in home.rooms:
        key = (
            plain(str(room.settled["description"])),
            room.settled["area_m2"],
            room.settled["rent"],
            room.periods,
        )
        first = seen.setdefault(key, room)
        is_new = first.stored is None or room.stored is None
        if first is not room and key[0] and is_new:
            context.report(
                room.draft.row, "room_reference", "double_room", other=first.draft.row.number
            )
