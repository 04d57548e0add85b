"""When a difference between groups of youths is worth a warning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Both have to be passed: a difference that matters, and one that chance does not explain.

    ``ratio``: warn when a group's rate is below this part of the others' rate. Four fifths is the
    rule of thumb of the Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D.
    ``chance``: warn when handing the places out blindly would give so few with a smaller chance
    than this, divided by the number of groups looked at (Bonferroni); the same guidelines ask
    for 'statistical and practical' significance, and 5 % is the usual line.
    ``fewest``: groups with fewer youths than this, or against fewer others, are never warned about.
    """

    ratio: float = 0.8
    chance: float = 0.05
    fewest: int = 10


DEFAULTS = Thresholds()
"""For `kamermatch solve`; a round takes them from its policy."""
