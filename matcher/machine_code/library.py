"""Where the compiled functions are kept, and whether they still belong to the lines in the source."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
MODULES = (
    "matcher.eligibility.distance",
    "matcher.eligibility.kernel",
    "matcher.optimiser.kernel.auction",
    "matcher.optimiser.kernel.backward",
    "matcher.optimiser.kernel.forward",
    "matcher.optimiser.kernel.heap",
    "matcher.optimiser.kernel.layout",
    "matcher.optimiser.kernel.lowest",
    "matcher.optimiser.kernel.optimum",
    "matcher.optimiser.network",
    "matcher.optimiser.questions.paths",
    "matcher.optimiser.regions",
)
"""Modules that hold compiled functions, or numbers that such functions use."""


def load() -> ModuleType | None:
    """The library for exactly these sources and this Python, if it was built and can be loaded.

    It cannot on a system that is older than the one it was built on: then Numba does the work.
    """
    if asked_for() in ("numba", "python") or not file().exists():
        return None
    spec = spec_from_file_location(name(), file(), loader=ExtensionFileLoader(name(), str(file())))
    if spec is None or spec.loader is None:
        return None
    try:
        found = module_from_spec(spec)
        spec.loader.exec_module(found)
    except ImportError:
        return None
    return found


def asked_for() -> str:
    """What the environment asks for instead of the library: ``numba``, ``python`` or nothing."""
    return os.environ.get("KAMERMATCH_MACHINE_CODE", "")


def file() -> Path:
    return FOLDER / f"{name()}{EXTENSION_SUFFIXES[0]}"


@cache
def name() -> str:
    """A name that changes with every line that was compiled: what is old is never loaded."""
    sources = [ROOT.joinpath(*module.split(".")).with_suffix(".py") for module in MODULES]
    digest = hashlib.sha256()
    for source in [*sorted(FOLDER.glob("*.py")), *sources]:
        digest.update(source.read_bytes())
    return f"loops_{digest.hexdigest()[:16]}"
