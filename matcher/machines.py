"""All status machines in one list, and a refused step in words.

The documentation (`docs/machines.md`), the model test and the pages read this list; a machine
that is not in it is not known to anybody, and a test fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matcher.agreements import rules as agreements
from matcher.concerns import rules as concerns
from matcher.endings import rules as endings
from matcher.errors import StepNotAllowed
from matcher.hosts import rules as households
from matcher.introductions import rules as introductions
from matcher.meetings import rules as meetings
from matcher.placements import rules as placements
from matcher.proposals import rules as proposals
from matcher.rounds import rules as rounds
from matcher.steps import Steps
from matcher.visits import rules as visits
from matcher.words import Condition, Role
from matcher.youths import rules as youths

ALL: tuple[Steps[Any], ...] = (
    proposals.STEPS,
    introductions.STEPS,
    agreements.STEPS,
    placements.STEPS,
    endings.STEPS,
    concerns.STEPS,
    youths.STEPS,
    households.STEPS,
    visits.STEPS,
    meetings.STEPS,
    rounds.STEPS,
)
BY_SUBJECT = {steps.subject: steps for steps in ALL}

#: subject → (Dutch with its article, English with its article)
SUBJECTS = {
    "proposal": ("dit voorstel", "this proposal"),
    "introduction": ("deze kennismaking", "this introduction"),
    "agreement": ("deze overeenkomst", "this agreement"),
    "placement": ("deze plaatsing", "this placement"),
    "ending": ("dit vertrek", "this ending"),
    "concern": ("dit zorgsignaal", "this concern"),
    "youth": ("deze aanmelding", "this registration"),
    "household": ("dit gastgezin", "this host"),
    "visit": ("dit huisbezoek", "this home visit"),
    "meeting": ("dit casusoverleg", "this case meeting"),
    "matching round": ("deze matchronde", "this matching round"),
}


def explain(error: StepNotAllowed, language: str) -> str:
    """Return in one or two sentences why a step was refused, and what it would need.

    A subject that is no machine (a screening, an import) gives the sentence without its status.
    """
    is_english = language == "en"
    if error.missing:
        wanted = _listed(
            (Condition(code).label(language) for code in error.missing), "en", is_english
        )
        if is_english:
            return f"This is not possible yet. Still needed: {wanted}."
        return f"Dit kan nog niet. Er is nog nodig: {wanted}."
    if error.whose:
        who = _listed((_role(code, language) for code in error.whose), "of", is_english)
        if is_english:
            return f"This step is not yours to take. It is for: {who}."
        return f"Deze stap mag jij niet zetten. Dat doet: {who}."
    return _no_arrow(error, language)


def _no_arrow(error: StepNotAllowed, language: str) -> str:
    is_english = language == "en"
    steps, names = BY_SUBJECT.get(error.subject), SUBJECTS.get(error.subject)
    if steps is None or names is None:
        return (
            "This step is not possible now. Load the page again to see how things stand."
            if is_english
            else "Deze stap kan nu niet. Laad de pagina opnieuw om te zien hoe het ervoor staat."
        )
    status = next((state for state in steps.states() if state == error.from_), None)
    at = error.from_ if status is None else status.label(language)
    if is_english:
        return f"This step is not possible now: {names[1]} is in the state ‘{at}’."
    return f"Deze stap kan nu niet: {names[0]} staat op ‘{at}’."


def _role(code: str, language: str) -> str:
    if code == "program":
        return "the program itself" if language == "en" else "het programma zelf"
    return Role(code).label(language)


def _listed(words: Iterable[str], dutch_last: str, is_english: bool) -> str:
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    last = {"en": "and", "of": "or"}[dutch_last] if is_english else dutch_last
    return f"{', '.join(found[:-1])} {last} {found[-1]}"
