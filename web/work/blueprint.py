"""The blueprint of the work list, and the way back to the tab where something was done."""

from __future__ import annotations

from flask import Blueprint, request, url_for

from matcher.words import WorkKind
from matcher.work.views import MINE, VIEWS

blueprint = Blueprint("work", __name__, url_prefix="/work")


def kind() -> WorkKind | None:
    code = request.values.get("kind", "")
    return WorkKind(code) if code in WorkKind.codes() else None


def back() -> str:
    """Return the tab from which something was done."""
    view, chosen = request.form.get("view", MINE), kind()
    return url_for(
        "work.index",
        view=view if view in VIEWS and view != MINE else None,
        kind=chosen.value if chosen else None,
    )
