"""What somebody chose to see of the readiness of hosts, rooms and youths, and what is left of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.readiness.obstacles import OBSTACLES, Obstacle
from matcher.readiness.service import Checked
from matcher.words import Role

VIEWS = ("blocked", "incomplete", "ready", "all")


@dataclass(frozen=True)
class Choice:
    """``view``: one of VIEWS; ``obstacle``: its code; ``whose``: the role whose turn it is."""

    view: str = "blocked"
    obstacle: str = ""
    whose: Role | None = None
    text: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.obstacle or self.whose or self.text)

    def leaves(self, checked: Checked) -> bool:
        """Say whether somebody who chose this sees ``checked``, whatever the view."""
        found = checked.readiness
        if self.obstacle and self.obstacle not in {one.code for one in found.obstacles}:
            return False
        if self.whose and self.whose not in {one.whose for one in found.turns}:
            return False
        wanted = self.text.casefold()
        return not wanted or any(
            wanted in words.casefold()
            for words in (checked.name, checked.reference, checked.municipality)
        )


def is_in_view(checked: Checked, view: str) -> bool:
    found = checked.readiness
    if view == "blocked":
        return not found.can_be_matched and not found.is_over
    if view == "incomplete":
        return found.can_be_matched and bool(found.still_missing)
    return found.can_be_matched if view == "ready" else True


def obstacle_counts(checked: Sequence[Checked]) -> list[tuple[Obstacle, int]]:
    """Return how many have each obstacle: those that keep out first, then the most frequent."""
    counts = Counter(one.code for each in checked for one in each.readiness.obstacles)
    found = [(OBSTACLES[code], number) for code, number in counts.items()]
    return sorted(found, key=lambda row: (not row[0].keeps_out, -row[1], row[0].order))
