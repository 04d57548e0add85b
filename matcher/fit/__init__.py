"""How well a pair suits, and how pressing a youth's need is: whole points in visible parts."""

from matcher.fit.parts import FIT_COLUMNS, FIT_PARTS, PRIORITY_COLUMNS, PRIORITY_PARTS, Part
from matcher.fit.score import priority, score

__all__ = [
    "FIT_COLUMNS",
    "FIT_PARTS",
    "PRIORITY_COLUMNS",
    "PRIORITY_PARTS",
    "Part",
    "priority",
    "score",
]
