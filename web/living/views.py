"""All pages about living there, one file per subject; importing them hangs them on the blueprint."""

from __future__ import annotations

from typing import Any

from flask import redirect
from flask_babel import lazy_gettext

from matcher.words import Role
from web.access import allow
from web.living import checkins, concerns, escalated, plan, raising, sanctions, say, team
from web.living.blueprint import blueprint, page_of, reached
from web.living.panels import numbers_to_call
from web.menu import MenuItem

MENU = (
    MenuItem(
        "living.concerns", lazy_gettext("Concerns"), 155, group="living", covers=("living.concern",)
    ),
    MenuItem("living.escalated", lazy_gettext("Escalated concerns"), 330),
)

__all__ = [
    "blueprint", "checkins", "concerns", "escalated", "plan", "raising", "sanctions", "say", "team",
]  # fmt: skip

blueprint.add_app_template_global(numbers_to_call)


@blueprint.get("/<int:placement_id>")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def stay(placement_id: int) -> Any:
    """The address in mails: the page of the placement for whoever opens it."""
    reached(placement_id)
    return redirect(page_of(placement_id), code=303)
