"""All pages of the coordinator, one file per subject; importing them hangs them on the blueprint."""

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
