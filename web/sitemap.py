"""What the site consists of: its blueprints, the items of its menu, and where each role starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from flask import Flask, current_app

import web
from matcher.words import Role
from web.menu import MenuItem

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


def parts() -> list[ModuleType]:
    """Return the ``views`` modules of all packages in ``web`` that have one, by name.

    A part of the site is there as soon as its ``web/<part>/views.py`` is: nothing else has to
    name it. Such a module has a ``blueprint``, and a ``MENU`` when the part is in the main menu.
    """
    folders = (info.name for info in iter_modules(web.__path__) if info.ispkg)
    names = (f"web.{folder}.views" for folder in sorted(folders))
    return [import_module(name) for name in names if find_spec(name)]


def add_blueprints(app: Flask) -> None:
    items: list[MenuItem] = []
    for views in parts():
        app.register_blueprint(views.blueprint)
        items += getattr(views, "MENU", ())
    app.extensions["menu"] = sorted(items, key=lambda item: item.order)


def exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def landing(roles: frozenset[Role]) -> str:
    """Return the endpoint where somebody with these roles starts."""
    for role, endpoint in LANDING:
        if role in roles and exists(endpoint):
            return endpoint
    return FALLBACK
