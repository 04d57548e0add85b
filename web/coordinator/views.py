"""All pages of the coordinator, one file per subject; importing them hangs them on the blueprint."""

from web.coordinator import imports, overview, proposals, rounds
from web.coordinator.blueprint import blueprint

__all__ = ["blueprint", "imports", "overview", "proposals", "rounds"]
