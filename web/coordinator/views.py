"""All pages of the coordinator, one file per subject; importing them hangs them on the blueprint."""

from flask_babel import lazy_gettext

from web.coordinator import (
    fairness,
    hosts,
    imports,
    overview,
    proposals,
    repair,
    rooms,
    rounds,
    whynot,
    youths,
)
from web.coordinator.blueprint import blueprint
from web.menu import MenuItem

__all__ = [
    "blueprint",
    "fairness",
    "hosts",
    "imports",
    "overview",
    "proposals",
    "repair",
    "rooms",
    "rounds",
    "whynot",
    "youths",
]

MENU = (
    MenuItem("coordinator.overview", lazy_gettext("Overview"), 100, group="today"),
    MenuItem("coordinator.proposals", lazy_gettext("Proposals"), 110, group="matching"),
    MenuItem("coordinator.repair", lazy_gettext("Repair"), 120, group="matching"),
    MenuItem("coordinator.rounds", lazy_gettext("Matching rounds"), 130, group="matching"),
    MenuItem("coordinator.hosts", lazy_gettext("Hosts"), 140, group="hosts"),
    MenuItem("coordinator.rooms", lazy_gettext("Rooms"), 150, group="hosts"),
    MenuItem("coordinator.youths", lazy_gettext("Youths"), 160, group="youths"),
    MenuItem("coordinator.imports", lazy_gettext("Files"), 190, group="figures"),
)
