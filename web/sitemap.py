"""What the site consists of: its blueprints, its menu, and where each role starts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _

from matcher.words import Role
from web.access import EVERYONE, who

#: Modules with a ``blueprint``. A new part of the site adds its line here.
BLUEPRINTS = (
    "web.public.views",
    "web.account.views",
    "web.host.views",
    "web.coordinator.views",
    "web.municipality.views",
    "web.hostvalue.views",
    "web.referrer.views",
    "web.youth.views",
    "web.admin.views",
)


@dataclass(frozen=True)
class MenuItem:
    """A link of the main menu; people see it when the endpoint lets them in."""

    endpoint: str
    text: Any
    for_visitors: bool = False  # also shown to people who are not signed in


#: In the order of the screen. Items whose endpoint does not exist (yet) are left out.
MENU = (
    MenuItem("coordinator.overview", _("Overview")),
    MenuItem("coordinator.proposals", _("Proposals")),
    MenuItem("coordinator.repair", _("Repair")),
    MenuItem("coordinator.rounds", _("Matching rounds")),
    MenuItem("coordinator.hosts", _("Hosts")),
    MenuItem("coordinator.rooms", _("Rooms")),
    MenuItem("coordinator.youths", _("Youths")),
    MenuItem("coordinator.imports", _("Files")),
    MenuItem("referrer.youths", _("My youths")),
    MenuItem("municipality.overview", _("Figures")),
    MenuItem("hostvalue.national", _("Hosts wanted")),
    MenuItem("host.home", _("My home")),
    MenuItem("youth.home", _("My dossier")),
    MenuItem("admin.accounts", _("Accounts")),
    MenuItem("admin.contracts", _("Contracts")),
    MenuItem("admin.organisations", _("Care organisations")),
    MenuItem("admin.audit", _("Audit")),
    MenuItem("public.how_it_works", _("How it works"), for_visitors=True),
    MenuItem("public.municipalities", _("For municipalities"), for_visitors=True),
    MenuItem("host.start", _("I have a room"), for_visitors=True),
)

#: The page after signing in; the first role of a person that has one wins.
LANDING = (
    (Role.COORDINATOR, "coordinator.overview"),
    (Role.REFERRER, "referrer.youths"),
    (Role.MUNICIPALITY_OFFICER, "municipality.overview"),
    (Role.ADMINISTRATOR, "admin.accounts"),
    (Role.HOST, "host.home"),
    (Role.YOUTH, "youth.home"),
)
FALLBACK = "account.overview"


def add_blueprints(app: Flask) -> None:
    for module in BLUEPRINTS:
        app.register_blueprint(import_module(module).blueprint)


def exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def menu() -> list[tuple[MenuItem, bool]]:
    """Return the items this person may open, each with 'is the present page or part of it'."""
    entrants = current_app.extensions["entrants"]
    person = who._get_current_object()
    shown = []
    for item in MENU:
        allowed = entrants.get(item.endpoint)
        if not allowed or item.for_visitors == (person is not None):
            continue
        if allowed == EVERYONE or (person and not allowed.isdisjoint(person.roles)):
            shown.append((item, request.endpoint == item.endpoint))
    return shown


def landing(roles: frozenset[Role]) -> str:
    """Return the endpoint where somebody with these roles starts."""
    for role, endpoint in LANDING:
        if role in roles and exists(endpoint):
            return endpoint
    return FALLBACK
