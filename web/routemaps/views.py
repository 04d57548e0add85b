"""Route maps for everybody: on screen and on paper, without an account."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from matcher.routemaps import service
from matcher.routemaps.service import Shown
from matcher.words import RouteMapKind
from web.access import allow_everyone
from web.routemaps import drafting, manage
from web.routemaps.blueprint import blueprint
from web.session import database

__all__ = ["blueprint", "drafting", "manage"]


@blueprint.get("/housing", defaults={"kind": "housing"})
@blueprint.get("/money", defaults={"kind": "money"})
@allow_everyone
def route_map(kind: str) -> str:
    return _page("routemaps/map.html", kind)


@blueprint.get("/housing/print", defaults={"kind": "housing"})
@blueprint.get("/money/print", defaults={"kind": "money"})
@allow_everyone
def on_paper(kind: str) -> str:
    """Show the map without anything around it, with a box to tick at each step."""
    return _page("routemaps/print.html", kind)


def _page(template: str, kind: str) -> str:
    wanted = RouteMapKind(kind)
    found: Shown = service.shown(database, wanted, request.args.get("municipality") or None)
    values: dict[str, Any] = {
        "shown": found,
        "content": found.content,
        "others": [other for other in RouteMapKind if other != wanted],
        "local": service.municipalities_with(database, wanted),
    }
    return render_template(template, **values)
