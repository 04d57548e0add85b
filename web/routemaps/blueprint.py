"""The blueprint of the route maps, for all modules of this part."""

from __future__ import annotations

import re
from datetime import date

from flask import Blueprint
from markupsafe import Markup, escape

blueprint = Blueprint("routemaps", __name__, url_prefix="/routes")


@blueprint.app_template_filter("iso_day")
def iso_day(text: str) -> date:
    """Return the day that contents keep as text."""
    return date.fromisoformat(text)


_SITE_OR_PHONE = re.compile(
    r"(?P<site>(?:https?://|www\.)[\w./-]*\w)|(?P<phone>\b(?:0800|0900|088)(?: ?\d){4,7}\b|\b112\b)"
)


@blueprint.app_template_filter("with_links")
def with_links(text: str) -> Markup:
    """Return the line with its sites and phone numbers as links, so that a phone can call."""
    parts: list[Markup | str] = []
    end = 0
    for found in _SITE_OR_PHONE.finditer(text):
        parts += [escape(text[end : found.start()]), _link(found)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _link(found: re.Match[str]) -> Markup:
    shown = found[0]
    if found["phone"]:
        address = "tel:" + shown.replace(" ", "")
    else:
        address = shown if shown.startswith("http") else f"https://{shown}"
    return Markup('<a class="utrecht-link" href="{}" rel="noopener noreferrer">{}</a>').format(
        address, shown
    )
