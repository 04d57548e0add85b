"""Pages for hosts: signing up, the own page, and changing what was told."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.host import changing, home, later, pausing, sign_up  # noqa: F401  (they add the pages)
from web.host.blueprint import blueprint
from web.menu import MenuItem

__all__ = ["MENU", "blueprint"]

MENU = (
    MenuItem(
        "host.home",
        lazy_gettext("My home"),
        400,
        covers=(
            "host.",
            "introductions.",
            "placements.",
            "agreements.",
            "leaving.",
            "living.",
            "photos.",
            "rentpoints.",
        ),
    ),
    MenuItem("host.start", lazy_gettext("I have a room"), 620, for_visitors=True),
)
