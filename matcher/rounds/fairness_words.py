"""The fairness of a round in Dutch and English: names of groups, and warnings with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from matcher.words import Gender, GuidanceKind, TargetGroup

Name = Callable[[str], str]

TRAITS: dict[str, tuple[str, str]] = {
    "severity": ("zwaarte", "severity"),
    "guidance": ("soort begeleiding", "kind of guidance"),
    "waiting": ("hoe lang iemand wacht", "how long somebody waits"),
    "care_end": ("einde van de jeugdzorg", "end of youth care"),
    "gender": ("geslacht", "gender"),
    "population": ("inwoners van de gemeente", "inhabitants of the municipality"),
    "options": ("aantal mogelijke kamers", "number of possible rooms"),
    "priority": ("voorrang", "priority"),
    "municipality_size": (
        "aantal jongeren van de gemeente",
        "number of youths of the municipality",
    ),
    "organisation": ("organisatie", "organisation"),
}
"""In the order in which they are shown."""

VALUES: dict[str, dict[str, tuple[str, str]]] = {
    "severity": {word: (word.label("nl"), word.label("en")) for word in TargetGroup},
    "guidance": {word: (word.label("nl"), word.label("en")) for word in GuidanceKind},
    "gender": {word: (word.label("nl"), word.label("en")) for word in Gender},
    "care_end": {
        "over": ("zorg is al gestopt", "care has ended"),
        "soon": ("zorg stopt binnenkort", "care ends soon"),
        "later": ("zorg stopt later", "care ends later"),
        "no_date": ("geen datum bekend", "no date known"),
    },
    "population": {
        "under_20k": ("minder dan 20.000", "fewer than 20,000"),
        "20k_to_50k": ("20.000 tot 50.000", "20,000 to 50,000"),
        "50k_to_100k": ("50.000 tot 100.000", "50,000 to 100,000"),
        "from_100k": ("100.000 of meer", "100,000 or more"),
    },
    "priority": {
        "lowest_quarter": ("laagste kwart", "lowest quarter"),
        "lower_quarter": ("daarboven", "quarter above it"),
        "higher_quarter": ("daar weer boven", "quarter above that"),
        "highest_quarter": ("hoogste kwart", "highest quarter"),
    },
}

UNITS: dict[str, tuple[str, str, str, str]] = {
    "waiting": ("dag", "dagen", "day", "days"),
    "options": ("kamer", "kamers", "room", "rooms"),
    "municipality_size": ("jongere", "jongeren", "youth", "youths"),
}

CAUSES: dict[str, tuple[str, str]] = {
    "no_room": ("geen mogelijke kamer", "no possible room"),
    "limit": ("een grens, zoals een contract", "a limit, such as a contract"),
    "nights": ("nachten", "nights"),
    "priority": ("voorrang", "priority"),
    "fit": ("passendheid", "fit"),
    "lottery": ("het lot", "the lottery"),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "without_room": (
        "{trait}, {value}: voor {share} is er een mogelijke kamer ({number} van {out_of}), "
        "bij de anderen voor {share_of_others}.",
        "{trait}, {value}: {share} have a possible room ({number} of {out_of}), "
        "of the others {share_of_others}.",
    ),
    "passed_over": (
        "{trait}, {value}: van wie een mogelijke kamer heeft, krijgt {share} een voorstel "
        "({number} van {out_of}), bij de anderen {share_of_others}.",
        "{trait}, {value}: of those with a possible room, {share} have a proposal "
        "({number} of {out_of}), of the others {share_of_others}.",
    ),
}
WARNINGS["by_priority"] = WARNINGS["passed_over"]

BECAUSE: dict[str, tuple[str, str]] = {
    "limit": (
        "Bij {because} van hen houdt een grens een plek tegen, zoals een contract dat op is of een "
        "minimumaandeel.",
        "For {because} of them a limit stands in the way, such as a contract that is used up or a "
        "minimum share.",
    ),
    "nights": (
        "Bij {because} van hen ging de kamer naar iemand die er meer nachten woont.",
        "For {because} of them the room went to somebody who lives there for more nights.",
    ),
    "priority": (
        "Bij {because} van hen ging de kamer naar iemand met meer voorrang. "
        "Dat is de volgorde die is afgesproken.",
        "For {because} of them the room went to somebody with more priority. "
        "That is the order that was agreed on.",
    ),
    "fit": (
        "Bij {because} van hen ging de kamer naar iemand die er beter past.",
        "For {because} of them the room went to somebody who fits better.",
    ),
    "lottery": (
        "Bij {because} van hen besliste het lot.",
        "For {because} of them the lottery decided.",
    ),
    "no_room": (
        "De harde regels laten voor {because} van hen geen enkele kamer over.",
        "The hard rules leave no room at all for {because} of them.",
    ),
}

WHAT_TO_DO: dict[str, tuple[str, str]] = {
    "limit": (
        "Bekijk of het contract van de gemeente ruimer kan, of het minimumaandeel lager.",
        "See whether the contract of the municipality can be wider, or the minimum share lower.",
    ),
    "nights": (
        "Spreek een minimumaandeel af voor deze groep, of maak deze jongeren eerder klaar om te "
        "verhuizen.",
        "Agree on a minimum share for this group, or get these youths ready to move sooner.",
    ),
    "priority": (
        "Vind je dat niet eerlijk? Bespreek dan de voorrang in het beleid.",
        "Is that not fair? Then discuss the priority in the policy.",
    ),
    "fit": (
        "Spreek een minimumaandeel af voor deze groep, of zoek gastgezinnen die bij deze groep passen.",
        "Agree on a minimum share for this group, or look for hosts who suit this group.",
    ),
    "lottery": (
        "Draai volgende week weer een ronde: wie langer wacht, krijgt meer voorrang.",
        "Run another round next week: who waits longer gets more priority.",
    ),
    "no_room": (
        "Zoek gastgezinnen voor deze groep. Bij elke jongere staat welke regel in de weg staat.",
        "Look for hosts for this group. Each youth's page tells which rule stands in the way.",
    ),
}


def trait_name(trait: str, language: str) -> str:
    """Return the name of a trait; one from a file as it stands there."""
    return _pick(TRAITS.get(trait, (trait, trait)), language)


def value_name(trait: str, value: str, language: str, organisation: Name | None = None) -> str:
    """Return the name of a value; ``organisation`` names an organisation by its code."""
    if trait == "organisation" and organisation is not None:
        return organisation(value)
    known = VALUES.get(trait, {}).get(value)
    if known is not None:
        return _pick(known, language)
    return _band(trait, value, language)


def warning_text(
    warning: Mapping[str, Any], language: str, organisation: Name | None = None
) -> tuple[str, str, str]:
    """Return what is the matter, what decided, and what can be done: a sentence or two each."""
    values = {
        **warning,
        "trait": trait_name(warning["trait"], language).capitalize(),
        "value": value_name(warning["trait"], warning["value"], language, organisation),
        "share": _percent(warning["share"]),
        "share_of_others": _percent(warning["share_of_others"]),
    }
    cause = warning["cause"]
    texts = WARNINGS[warning["code"]], BECAUSE[cause], WHAT_TO_DO[cause]
    what, why, do = (_pick(text, language).format(**values) for text in texts)
    return what, why, do


def order_of_traits(trait: str) -> tuple[int, str]:
    """Return a sort key: the traits of a round as they are shown, then those of a file by name."""
    names = list(TRAITS)
    return (names.index(trait) if trait in names else len(names), trait)


def order_of_values(trait: str, value: str) -> int:
    """Return a sort key among the values of one trait; bands keep the order that they have."""
    names = list(VALUES.get(trait, {}))
    return names.index(value) if value in names else len(names)


def _band(trait: str, value: str, language: str) -> str:
    found = re.fullmatch(r"(\d+)(?:-(\d+)|(\+))?", value)
    unit = UNITS.get(trait)
    if found is None or unit is None:
        return value
    first, last, more = found.groups()
    one, many = unit[:2] if language == "nl" else unit[2:]
    if last:
        return f"{first} {'tot en met' if language == 'nl' else 'to'} {last} {many}"
    if more:
        return f"{first} {many} {'of meer' if language == 'nl' else 'or more'}"
    return f"{first} {one if first == '1' else many}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _pick(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "nl" else pair[1]
