"""What a proposal says of a pair that was proposed before: why not then, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.declines.fields import PairField
from matcher.declines.rests import BY_HAND, CHANGED, RESTED
from matcher.words import DeclineReason

CODES = frozenset({CHANGED, RESTED})

TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "before": "Deze twee zijn eerder voorgesteld (voorstel {number}). Toen was de reden: {reason}.",
        "stay": "Deze twee woonden eerder samen. Toen was de reden om te stoppen: {reason}.",
        CHANGED: "Sindsdien is veranderd: {changed}.",
        RESTED: "De rusttijd is voorbij.",
        BY_HAND: "Een coördinator vindt dat het weer kan.",
        "and": " en ",
    },
    "en": {
        "before": "These two were proposed before (proposal {number}). The reason then: {reason}.",
        "stay": "These two lived together before. The reason to stop then: {reason}.",
        CHANGED: "Changed since then: {changed}.",
        RESTED: "The time of rest is over.",
        BY_HAND: "A coordinator thinks that it is possible again.",
        "and": " and ",
    },
}


def again(told: Mapping[str, Any], language: str) -> str:
    """Return the sentences for a reason made by `matcher.declines.rests.told_again`."""
    texts = TEXTS[language]
    reason = DeclineReason(told["reason"]).label(language)
    before = texts["before" if told["number"] else "stay"]
    return f"{before.format(number=told['number'], reason=reason)} {since(told, language)}"


def since(told: Mapping[str, Any], language: str) -> str:
    """Return only what brought the pair back."""
    texts = TEXTS[language]
    changed: Sequence[str] = told["changed"]
    if BY_HAND in changed:
        return texts[BY_HAND]
    if not changed:
        return texts[RESTED]
    return texts[CHANGED].format(changed=listed(changed, language))


def listed(fields: Sequence[str], language: str) -> str:
    """Return the names of fields as a list in a sentence."""
    names = [PairField(field).label(language) for field in fields]
    *first, last = names
    return f"{', '.join(first)}{TEXTS[language]['and']}{last}" if first else last
