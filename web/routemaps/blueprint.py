"""The blueprint of the route maps, for all modules of this part."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

blueprint = Blueprint("routemaps", __name__, url_prefix="/routes")


@blueprint.app_template_filter("iso_day")
def iso_day(text: str) -> date:
    """Return the day that contents keep as text."""
    return date.fromisoformat(text)
