"""All pages about placements, one file per kind of reader."""

from flask_babel import lazy_gettext as _

from web.menu import MenuItem
from web.placements import own, staff
from web.placements.blueprint import blueprint

MENU = (
    MenuItem("placements.index", _("Placements"), 125, group="living"),
    MenuItem(
        "placements.referrer_index",
        _("Placements"),
        205,
        covers=("placements.", "introductions.", "agreements.", "leaving.", "living."),
    ),
)

__all__ = ["MENU", "blueprint", "own", "staff"]
