"""What forcing a pair costs everybody, and who would move, as sentences in Dutch (B1) and English."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from babel.numbers import format_decimal

from matcher.rounds.explain import TIER_NAMES
from matcher.rounds.whynot import Move

Name = Callable[[int], str]

_AND = {"nl": " en ", "en": " and "}
_COST = {
    "nl": "Dan hebben alle voorstellen samen {changes}.",
    "en": "Then all proposals together have {changes}.",
}
_ORDER = {
    "nl": " Wat eerst staat, telt zwaarder.",
    "en": " What comes first weighs more.",
}
_LESS = {"nl": "{amount} minder", "en": "{amount} less"}
_MORE = {"nl": "{amount} meer", "en": "{amount} more"}
_LOTTERY = {
    "nl": "Dat kost niemand iets: er waren gelijke kansen, en het lot heeft beslist.",
    "en": "That costs nobody anything: the chances were equal, and the lottery decided.",
}

#: (who has this room, who moves on) × (gets another, gets none); and who gets a first room.
_MOVES: dict[str, dict[str, str]] = {
    "nl": {
        "this_other": "{youth} verliest deze kamer en krijgt {after}.",
        "this_none": "{youth} verliest deze kamer en krijgt geen andere.",
        "other": "{youth} gaat van {before} naar {after}.",
        "none": "{youth} verliest {before} en krijgt geen andere.",
        "first": "{youth} krijgt {after}, en had nog niets.",
    },
    "en": {
        "this_other": "{youth} loses this room and gets {after}.",
        "this_none": "{youth} loses this room and gets no other.",
        "other": "{youth} goes from {before} to {after}.",
        "none": "{youth} loses {before} and gets no other.",
        "first": "{youth} gets {after}, and had nothing yet.",
    },
}


def cost_sentence(costs: Sequence[tuple[str, int]], language: str) -> str:
    """Return what forcing a pair costs. ``costs``: (tier, lost) with the most important first."""
    changes = [
        (_LESS if value > 0 else _MORE)[language].format(amount=amount(tier, abs(value), language))
        for tier, value in costs
        if value and tier in TIER_NAMES[language]
    ]
    if not changes:
        return _LOTTERY[language]
    text = _COST[language].format(changes=_listed(changes, language))
    return text + (_ORDER[language] if len(changes) > 1 else "")


def move_sentence(
    move: Move, room_id: int, language: str, youth_name: Name, room_name: Name
) -> str:
    """Return who would move where when the room ``room_id`` goes to another.

    ``youth_name`` and ``room_name`` turn ids into what the reader may see.
    """
    if move.before is None:
        code = "first"
    elif move.before == room_id:
        code = "this_none" if move.after is None else "this_other"
    else:
        code = "none" if move.after is None else "other"
    text = _MOVES[language][code].format(
        youth=youth_name(move.youth_id),
        before=room_name(move.before) if move.before is not None else "",
        after=room_name(move.after) if move.after is not None else "",
    )
    return text[:1].upper() + text[1:]


def amount(tier: str, value: int, language: str) -> str:
    """Return '130 nights'."""
    single, several = TIER_NAMES[language][tier]
    word = single if value == 1 else several
    return f"{format_decimal(value, locale=language)}\N{NO-BREAK SPACE}{word}"


def _listed(words: Sequence[str], language: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND[language] + words[-1]
