"""What is asked after a stay: a few scores from 1 to 5 per side, and own words."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.words import EndingReason, EvaluationSide
from matcher.words.base import Word

LOWEST, HIGHEST = 1, 5


class YouthQuestion(Word):
    HOME = "home", "Ik voelde me er thuis.", "I felt at home."
    HOST = "host", "Het ging goed met de mensen in huis.", "I got on well with the people there."
    GUIDANCE = "guidance", "Mijn begeleider hielp me goed.", "My counsellor helped me well."
    CLEAR = "clear", "De afspraken en regels waren duidelijk.", "Agreements and rules were clear."
    NEXT = "next", "Ik ben klaar voor wat er nu komt.", "I am ready for what comes now."


class HostQuestion(Word):
    CONTACT = "contact", "Het contact met de jongere was goed.", "Contact with the youth was good."
    TOLD = (
        "told",
        "Ik wist vooraf genoeg om ja te zeggen.",
        "Beforehand I knew enough to say yes.",
    )
    HELP = "help", "Ik kreeg hulp als dat nodig was.", "I got help when I needed it."
    CLEAR = "clear", "De afspraken en regels waren duidelijk.", "Agreements and rules were clear."
    HOUSEHOLD = (
        "household",
        "Het paste bij ons leven thuis.",
        "It suited our life at home.",
    )


QUESTIONS: dict[EvaluationSide, type[Word]] = {
    EvaluationSide.YOUTH: YouthQuestion,
    EvaluationSide.HOST: HostQuestion,
}

#: After these the youth is not asked: there was no stay, or there is nobody to ask.
NOT_OF_YOUTH = frozenset({EndingReason.DECEASED, EndingReason.NEVER_CAME})


def is_asked(side: EvaluationSide, reason: EndingReason) -> bool:
    """Say whether this side is asked how it was."""
    return side == EvaluationSide.HOST or reason not in NOT_OF_YOUTH


def score_problems(side: EvaluationSide, scores: Mapping[str, int]) -> list[str]:
    """Return the questions whose score cannot be. Not every question needs one."""
    known = QUESTIONS[side].codes()
    wrong = [code for code in scores if code not in known]
    return wrong + [c for c in known if c in scores and not LOWEST <= scores[c] <= HIGHEST]


def average(scores: Mapping[str, int]) -> float | None:
    """Return the mean score, or None when no question was answered."""
    return sum(scores.values()) / len(scores) if scores else None
