"""The fairness of a result in a few lines of a terminal, in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.rounds.fairness_words import CAUSES, trait_name, value_name, warning_text

MOST_WARNINGS = 8


def fairness_lines(
    warnings: Iterable[Mapping[str, Any]], passed_over: Mapping[str, int]
) -> list[str]:
    """Return the proof in one line, and a line per group that is passed over."""
    warnings = list(warnings)
    found = [_proof(passed_over)]
    serious = [warning for warning in warnings if warning["code"] != "by_priority"]
    for warning in serious[:MOST_WARNINGS]:
        what, why, _ = warning_text(warning, "en")
        found.append(f"warning: {what} {why}")
    if len(serious) > MOST_WARNINGS:
        found.append(f"... and {len(serious) - MOST_WARNINGS} more warnings, see fairness.csv")
    names = [
        f"{trait_name(warning['trait'], 'en')}: "
        f"{value_name(warning['trait'], warning['value'], 'en')}"
        for warning in warnings
        if warning["code"] == "by_priority"
    ]
    if names:
        found.append(f"placed less because they have less priority: {', '.join(names)}")
    return found


def _proof(passed_over: Mapping[str, int]) -> str:
    wrong = {CAUSES[tier][1]: number for tier, number in passed_over.items() if number}
    if not wrong:
        return "nobody was passed over for somebody whom the order of the tiers puts after them"
    told = ", ".join(f"{number} on {tier}" for tier, number in wrong.items())
    return f"passed over although the order puts them first (the best was not proven): {told}"
