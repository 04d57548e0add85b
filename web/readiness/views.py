"""Who can be matched now, and if not: what is missing and whose turn it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement

from matcher.access import Action, scope
from matcher.database.hosts import Home
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.paging import page_of_rows
from matcher.readiness import service
from matcher.readiness.obstacles import OBSTACLES, About, Effect
from matcher.readiness.service import Checked
from matcher.words import Role
from web.access import allow, principal
from web.coordinator import records
from web.formatting import label
from web.menu import MenuItem
from web.readiness.choice import VIEWS, Choice, is_in_view, obstacle_counts
from web.readiness.links import linker
from web.session import database

blueprint = Blueprint("readiness", __name__, url_prefix="/readiness")

MENU = (MenuItem("readiness.overview", _("Readiness"), 165, group="matching"),)

TITLES = {
    About.HOST: _("Which hosts can be matched"),
    About.ROOM: _("Which rooms can be matched"),
    About.YOUTH: _("Which youths can be matched"),
}
SIDES = {About.YOUTH: _("Youths"), About.ROOM: _("Rooms"), About.HOST: _("Hosts")}
VIEW_TEXTS = {
    "blocked": _("Cannot be matched"),
    "incomplete": _("Can be matched, dossier incomplete"),
    "ready": _("Can be matched now"),
    "all": _("All"),
}

EFFECTS = {
    Effect.STOPS: _("no round looks at it"),
    Effect.BARS: _("no match is possible"),
    Effect.MISSING: _("stops nothing by itself"),
}
TURNS = (Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH, Role.ADMINISTRATOR)


@blueprint.get("/")
@allow(Role.COORDINATOR, Role.REFERRER)
def overview() -> str:
    """The one list of what stands in the way: a coordinator's regions, a referrer's own youths."""
    is_coordinator = principal().has(Role.COORDINATOR)
    about = _about() if is_coordinator else About.YOUTH
    municipality = request.args.get("municipality", "")
    everyone = {side: _checked(side, municipality) for side in _sides(is_coordinator)}
    choice = _choice()
    left = [one for one in everyone[about] if choice.leaves(one)]
    shown = [one for one in left if is_in_view(one, choice.view)]
    return render_template(
        "readiness/overview.html",
        title=TITLES[about],
        about=about,
        sides=SIDES,
        everyone=everyone,
        choice=choice,
        views=VIEW_TEXTS,
        effects=EFFECTS,
        roles=[(role.value, label(role)) for role in TURNS],
        counts={view: sum(is_in_view(one, view) for one in left) for view in VIEWS},
        obstacles=obstacle_counts([one for one in everyone[about] if not one.readiness.is_over]),
        page=page_of_rows(shown, records.page_number()),
        municipality=municipality,
        municipalities=records.municipality_choices(Action.READ_READINESS),
        is_coordinator=is_coordinator,
        **linker(is_coordinator=is_coordinator),
    )


def _sides(is_coordinator: bool) -> tuple[About, ...]:
    return tuple(SIDES) if is_coordinator else (About.YOUTH,)


def _about() -> About:
    name = request.args.get("about", "")
    return About(name) if name in set(About) else About.YOUTH


def _choice() -> Choice:
    view, obstacle = request.args.get("view", ""), request.args.get("obstacle", "")
    return Choice(
        view=view if view in VIEWS else VIEWS[0],
        obstacle=obstacle if obstacle in OBSTACLES else "",
        whose=records.word_from(Role, "whose"),
        text=records.searched(),
    )


def _checked(about: About, municipality: str) -> list[Checked]:
    today, policy = today_in_the_netherlands(), policy_in_force()
    if about is About.YOUTH:
        return service.youths(database, _youths(municipality), today, policy)
    if about is About.HOST:
        return service.hosts(database, _homes(municipality), today)
    return service.rooms(database, _homes(municipality), today, policy)


def _youths(municipality: str) -> ColumnElement[bool]:
    return _within(
        scope(principal(), Action.READ_READINESS).where(
            municipality=[Youth.municipality_code], organisation=Youth.organisation_id
        ),
        Youth.municipality_code,
        municipality,
    )


def _homes(municipality: str) -> ColumnElement[bool]:
    reached = scope(principal(), Action.READ_READINESS)
    return _within(
        reached.where(municipality=[Home.municipality_code]), Home.municipality_code, municipality
    )


def _within(reached: ColumnElement[bool], column: Any, municipality: str) -> ColumnElement[bool]:
    return reached & (column == municipality) if municipality else reached
