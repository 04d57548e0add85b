"""Panels: what a part of the site adds to the page of a host, a room or a youth.

A part keeps its panels in ``web/<part>/panels.py`` and names the page there, so that neither the
page nor its view knows of the part::

    @panel("coordinator.host", order=30)
    def visits(household: Household) -> str:
        return render_template("visits/_panel.html", visits=..., household=household)

The page calls ``{{ panels("coordinator.host", household) }}`` where the panels go. A panel that
has nothing to say returns an empty text. Who may open the page is settled before a panel is
asked; what else the person may see is for the panel to ask of the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import FunctionType
from typing import Any, TypeVar

from flask import Flask, current_app
from markupsafe import Markup

import web

Make = TypeVar("Make", bound=Callable[[Any], str])

#: The pages with panels, and the record that each hands to them.
PAGES = {
    "coordinator.host": "Household",
    "coordinator.room": "Room",
    "coordinator.youth": "Youth",
    "referrer.youth": "Youth",
    "youth.home": "Youth",
    "host.home": "Household",
    "host.room": "Room",  # inside the card of one room on the page of the host
    "coordinator.proposal": "Proposal",
    "introduction": "Introduction",
    "placement": "Placement",  # of coordinators
    "referrer.placement": "Placement",
    "host.placement": "Placement",
    "youth.placement": "Placement",
}
#: Where on the page: buttons beside the heading, before all else, right under the status, or after
#: the facts.
PLACES = ("buttons", "first", "top", "body")


@dataclass(frozen=True)
class Panel:
    """A piece of a page. Those of one place stand by ``order``, then by name."""

    page: str
    place: str
    order: int
    name: str
    make: Callable[[Any], str]


def panel(page: str, *, order: int, place: str = "body") -> Callable[[Make], Make]:
    """Put what the function returns on ``page``; a function may be put on several.

    Raises:
        ValueError: there is no such page or place.
    """
    if page not in PAGES or place not in PLACES:
        raise ValueError(f"panels go on {sorted(PAGES)} at {PLACES}, not on {page!r} at {place!r}")

    def note(make: Make) -> Make:
        name = f"{make.__module__}.{make.__name__}"
        known = getattr(make, "panels", ())
        make.panels = (*known, Panel(page, place, order, name, make))  # type: ignore[attr-defined]
        return make

    return note


def add_panels(app: Flask) -> None:
    """Find the panels of all parts of the site."""
    found = {one for module in _modules() for made in vars(module).values() for one in _of(made)}
    app.extensions["panels"] = sorted(found, key=lambda one: (one.order, one.name))
    app.jinja_env.globals["panels"] = panels


def panels(page: str, record: Any, place: str = "body") -> Markup:
    """Return the panels of this place on the page, one after the other."""
    if page not in PAGES or place not in PLACES:
        raise ValueError(f"no panels on {page!r} at {place!r}")
    wanted = [
        one for one in current_app.extensions["panels"] if (one.page, one.place) == (page, place)
    ]
    # What a panel returns comes from a template, which has escaped it.
    return Markup("\n").join(Markup(one.make(record)) for one in wanted)  # noqa: S704


def _modules() -> list[Any]:
    folders = sorted(info.name for info in iter_modules(web.__path__) if info.ispkg)
    names = [f"web.{folder}.panels" for folder in folders]
    return [import_module(name) for name in names if find_spec(name)]


def _of(made: Any) -> tuple[Panel, ...]:
    """Return the panels that a function makes; of anything else, such as a proxy, none."""
    return getattr(made, "panels", ()) if isinstance(made, FunctionType) else ()
