"""All pages about organisations and people, one file per subject."""

from flask_babel import lazy_gettext as _

from web.menu import MenuItem
from web.people import covenants, deputies, handovers, organisation, projects, workers
from web.people.blueprint import blueprint

MENU = (MenuItem("people.mine", _("My organisation"), 210, covers=("people.",)),)

__all__ = [
    "MENU",
    "blueprint",
    "covenants",
    "deputies",
    "handovers",
    "organisation",
    "projects",
    "workers",
]
