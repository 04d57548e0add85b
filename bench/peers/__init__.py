"""Who is compared: one small module per peer, each with ``choose``: arrays in, chosen pairs out.

A peer module has

- a docstring that says where the idea comes from;
- ``TITLE``, shown in the tables, and ``GROUP``: ``ours``, ``exact`` or ``rule``;
- ``choose(arrays, tiers, seconds) -> positions of the chosen pairs``, or an ``Answer`` where the
  peer may stop with something that it has not proven. ``seconds`` is what is left for it;
- optionally ``ready(folder)``: for a peer that starts from something else than the arrays, what to do
  before the clock starts; its result is passed to ``choose`` in place of ``arrays``;
- optionally ``answer(given, found)``: what to do after the clock has stopped, to make an ``Answer``
  of what ``choose`` found;
- optionally ``LIMITS = True`` when it keeps to limits and together-groups.

``choose`` raises ``DoesNotFit`` when the peer cannot hold the instance exactly, and ``TimeoutError``
when it looks at the time itself and found nothing; who does not is stopped from outside.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.arrays import Arrays, Ints

NAMES = (
    "ours",
    "ours_engine",
    "ours_command",
    "ortools_flow",
    "scipy_sparse",
    "scipy_dense",
    "ortools_assignment",
    "highs_simplex",
    "cp_sat",
    "networkx_flow",
    "stable_marriage",
    "scarcity_first",
    "greedy_by_fit",
    "first_come",
)
WITH_LIMITS = ("ours", "ours_command", "cp_sat", "highs_mip")


@dataclass(frozen=True)
class Answer:
    """Chosen pairs, with whether the peer proved them best; ``note`` goes into the table."""

    pairs: Ints
    is_proven: bool = True
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """What a peer's module says of itself."""

    title: str
    group: str
    keeps_limits: bool

    @property
    def is_exact(self) -> bool:
        return self.group in ("ours", "exact")

    @classmethod
    def of(cls, name: str) -> Facts:
        """Read from the source: solvers must not be loaded beside each other in one process."""
        spec = importlib.util.find_spec(_path(name))
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"there is no peer {name!r}; choose from {', '.join(NAMES)}")
        said = {
            part.targets[0].id: ast.literal_eval(part.value)
            for part in ast.parse(Path(spec.origin).read_text()).body
            if isinstance(part, ast.Assign)
            and isinstance(part.targets[0], ast.Name)
            and part.targets[0].id in ("TITLE", "GROUP", "LIMITS")
        }
        return cls(said["TITLE"], said["GROUP"], said.get("LIMITS", False))


@dataclass(frozen=True)
class Peer:
    """A peer's module, ready to run."""

    module: ModuleType

    @classmethod
    def named(cls, name: str) -> Peer:
        return cls(importlib.import_module(_path(name)))

    def ready(self, folder: Path) -> Any:
        """What ``choose`` gets: the arrays, or what the peer reads in their place."""
        prepare = getattr(self.module, "ready", None)
        return prepare(folder) if prepare else Arrays.load(folder / "arrays.npz")

    def choose(self, given: Any, tiers: tuple[str, ...], seconds: float) -> Any:
        return self.module.choose(given, tiers, seconds)

    def answer(self, given: Any, found: Any) -> Answer:
        """What was chosen, after the clock."""
        finish = getattr(self.module, "answer", None)
        found = finish(given, found) if finish else found
        return found if isinstance(found, Answer) else Answer(found)


def _path(name: str) -> str:
    """Names with a dot are modules elsewhere."""
    return name if "." in name else f"bench.peers.{name}"
