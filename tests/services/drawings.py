"""Puts the tables of arrows into ``docs/rounds.md``: ``python -m tests.services.drawings``."""

from __future__ import annotations

import re
from pathlib import Path

from matcher.placements import rules as placements
from matcher.proposals import rules as proposals
from matcher.rounds import rules as rounds

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rounds.md"


def drawn(page: str) -> str:
    """Return the page with every drawing as the tables are now."""
    for steps in (rounds.STEPS, proposals.STEPS, placements.STEPS):
        mark = f"%% {steps.subject}"
        block = rf"```mermaid\n(?:<!-- {steps.subject} -->|{mark}\n.*?)\n```"
        text = f"```mermaid\n{mark}\n{steps.drawing()}\n```"
        page, number = re.subn(block, text, page, flags=re.DOTALL)
        if number != 1:
            raise ValueError(f"docs/rounds.md has {number} places for the arrows of {mark}")
    return page


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
