"""The explanation of a proposal in sentences, Dutch (B1) and English. Numbers come from the round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matcher.rounds import againwords

Name = Callable[[int], str]
Values = Mapping[str, Any]

# Per tier: the word for 1, and the word for more.
TIER_NAMES: dict[str, dict[str, tuple[str, str]]] = {
    "nl": {
        "nights": ("nacht", "nachten"),
        "priority": ("punt voorrang", "punten voorrang"),
        "fit": ("punt passendheid", "punten passendheid"),
    },
    "en": {
        "nights": ("night", "nights"),
        "priority": ("point of priority", "points of priority"),
        "fit": ("point of fit", "points of fit"),
    },
}

REPLACES_NL = "Dit is een herstel: het komt in de plaats van voorstel {number}."
REPLACES_EN = "This is a repair: it comes in the place of proposal {number}."
FREE_NL = "Dit is een herstel: de kamer en de jongere waren na de ronde nog of weer vrij."
FREE_EN = "This is a repair: after the round the room and the youth were still or again free."

# Per code: the sentence for 1, and the sentence for more.
REASONS: dict[str, dict[str, tuple[str, str]]] = {
    "nl": {
        "rooms_for_youth": (
            "Dit is de enige kamer die mogelijk is voor deze jongere.",
            "Er zijn {number} kamers mogelijk voor deze jongere. Dit is er één van.",
        ),
        "youths_for_room": (
            "Dit is de enige jongere die in deze kamer kan wonen.",
            "Er zijn {number} jongeren die in deze kamer kunnen wonen. Deze jongere is er één van.",
        ),
        "nights": (
            "Zo staat de kamer 1 nacht minder leeg.",
            "Zo staat de kamer {number} nachten minder leeg.",
        ),
        "youth_rank": (
            "Van alle jongeren die hier kunnen wonen, past niemand beter.",
            "Van de {number} jongeren die hier kunnen wonen, past deze jongere als nummer {rank}.",
        ),
        "repair_of": (REPLACES_NL, REPLACES_NL),
        "repair_free": (FREE_NL, FREE_NL),
        "free_youths": (
            "Van alle jongeren die nu vrij zijn en hier kunnen wonen, is dit de beste.",
            "Van de {number} jongeren die nu vrij zijn en hier kunnen wonen, "
            "is deze jongere nummer {rank}.",
        ),
        "free_rooms": (
            "Van alle kamers die nu vrij zijn en mogelijk zijn, is dit de beste.",
            "Van de {number} kamers die nu vrij zijn en mogelijk zijn, is deze nummer {rank}.",
        ),
        "room_price": (
            "De kamer is gewild: zonder deze kamer telt de hele ronde {number} {tier} minder.",
            "De kamer is gewild: zonder deze kamer telt de hele ronde {number} {tier} minder.",
        ),
        "fit_rank": (
            "Van alle kamers die mogelijk zijn, past er geen beter ({fit} van 1000 punten).",
            "Van de {number} kamers die mogelijk zijn, past deze als nummer {rank} "
            "({fit} punten; de best passende heeft er {best}).",
        ),
    },
    "en": {
        "rooms_for_youth": (
            "This is the only room that is possible for this youth.",
            "{number} rooms are possible for this youth. This is one of them.",
        ),
        "youths_for_room": (
            "This is the only youth who can live in this room.",
            "{number} youths can live in this room. This youth is one of them.",
        ),
        "nights": (
            "This way the room stands empty for 1 fewer night.",
            "This way the room stands empty for {number} fewer nights.",
        ),
        "youth_rank": (
            "Of all youths who can live here, nobody fits better.",
            "Of the {number} youths who can live here, this youth fits as number {rank}.",
        ),
        "repair_of": (REPLACES_EN, REPLACES_EN),
        "repair_free": (FREE_EN, FREE_EN),
        "free_youths": (
            "Of all youths who are free now and can live here, this one is the best.",
            "Of the {number} youths who are free now and can live here, this one is number {rank}.",
        ),
        "free_rooms": (
            "Of all rooms that are free now and possible, this one is the best.",
            "Of the {number} rooms that are free now and possible, this one is number {rank}.",
        ),
        "room_price": (
            "The room is in demand: without it the whole round has {number} {tier} fewer.",
            "The room is in demand: without it the whole round has {number} {tier} fewer.",
        ),
        "fit_rank": (
            "Of all rooms that are possible, none fits better than this one "
            "({fit} of 1000 points).",
            "Of the {number} rooms that are possible, this one fits as number {rank} "
            "({fit} points; the best fit has {best}).",
        ),
    },
}

RIVALS: dict[str, dict[str, str]] = {
    "nl": {
        "better_there": "{youth} kan hier ook wonen, maar krijgt {room} voorgesteld: "
        "dat is {by} {tier} meer.",
        "together_placed": "{youth} kan hier ook wonen, maar krijgt {room} voorgesteld: "
        "zo zijn alle voorstellen samen het best.",
        "less_here": "{youth} kan hier ook wonen, maar dat is {by} {tier} minder.",
        "lottery": "{youth} past hier even goed. Het lot heeft beslist.",
        "limit": "{youth} kan hier ook wonen, maar er is een grens. {limit}",
        "together": "{youth} kan hier ook wonen, maar zo zijn alle voorstellen samen het best.",
    },
    "en": {
        "better_there": "{youth} could live here too, but {room} is proposed: "
        "that is {by} {tier} more.",
        "together_placed": "{youth} could live here too, but {room} is proposed: "
        "this way all proposals together are at their best.",
        "less_here": "{youth} could live here too, but that is {by} {tier} less.",
        "lottery": "{youth} fits here just as well. The lottery decided.",
        "limit": "{youth} could live here too, but there is a limit. {limit}",
        "together": "{youth} could live here too, but this way all proposals together are at their best.",
    },
}

LIMITS: dict[str, dict[str, str]] = {
    "nl": {
        "limit contract": "Het contract van {key} heeft geen plek meer.",
        "limit guarantee": "De garantie voor {key} gaat voor.",
        "limit share": "Een ronde-afspraak over wie minstens een kamer krijgt, gaat voor.",
        "limit organisation": "De zorgorganisatie heeft geen plek meer bij haar begeleiders.",
        "limit inflow": "{key} neemt niet meer jongeren van elders op.",
        "limit outflow": "Niet meer jongeren van {key} mogen buiten de eigen gemeente wonen.",
        "limit": "Een afspraak houdt dit tegen ({key}).",
    },
    "en": {
        "limit contract": "The contract of {key} has no place left.",
        "limit guarantee": "The guarantee for {key} goes first.",
        "limit share": "The minimum share that this round gives to others goes first.",
        "limit organisation": "The care organisation has no coach with a free place.",
        "limit inflow": "{key} takes in no more youths from elsewhere.",
        "limit outflow": "No more youths of {key} may live outside their own municipality.",
        "limit": "An agreement prevents this ({key}).",
    },
}

OWN_MUNICIPALITY = {"nl": "de eigen gemeente", "en": "the own municipality"}

UNMATCHED: dict[str, dict[str, dict[str, str]]] = {
    "nl": {
        "youth": {
            "no_eligible_pair": "Er is geen kamer mogelijk voor deze jongere.",
            "all_outbid": "Er zijn kamers mogelijk, maar daarvoor is nu iemand anders voorgesteld.",
            "changed_meanwhile": "Gegevens zijn veranderd terwijl de ronde liep. "
            "De volgende ronde kijkt opnieuw.",
        },
        "room": {
            "no_eligible_pair": "Er is geen jongere die in deze kamer kan wonen.",
            "all_outbid": "Er zijn jongeren die hier kunnen wonen, "
            "maar zij krijgen een andere kamer voorgesteld.",
            "changed_meanwhile": "Gegevens zijn veranderd terwijl de ronde liep. "
            "De volgende ronde kijkt opnieuw.",
        },
    },
    "en": {
        "youth": {
            "no_eligible_pair": "There is no room that is possible for this youth.",
            "all_outbid": "Some rooms are possible, but somebody else is proposed for them now.",
            "changed_meanwhile": "Records changed while the round was running. "
            "The next round looks again.",
        },
        "room": {
            "no_eligible_pair": "There is no youth who can live in this room.",
            "all_outbid": "Some youths can live here, but another room is proposed to them.",
            "changed_meanwhile": "Records changed while the round was running. "
            "The next round looks again.",
        },
    },
}


def why_this_room(explanation: Values, language: str) -> list[str]:
    """Return why this room for this youth, one sentence per reason."""
    language = _known(language)
    sentences = (_reason(reason, language) for reason in explanation.get("reasons", ()))
    return [sentence for sentence in sentences if sentence]


def who_else(
    explanation: Values,
    language: str,
    youth_name: Name,
    room_name: Name,
    municipality: Callable[[str], str] = str,
) -> list[str]:
    """Return who else could live here, and why somebody else is proposed.

    ``youth_name`` and ``room_name`` turn ids, ``municipality`` a code, into what the reader may
    see.
    """
    language = _known(language)
    return [
        _rival(rival, language, youth_name, room_name, municipality)
        for rival in explanation.get("rivals", ())
    ]


def why_without_proposal(
    side: str, reason: str, language: str, municipality: Callable[[str], str] = str
) -> str:
    """Return why a ``side`` ('youth' or 'room') was left without a proposal.

    ``municipality`` turns a code into a name.
    """
    language = _known(language)
    if reason.startswith("limit "):
        return _limit(reason.removeprefix("limit "), language, municipality)
    return UNMATCHED[language][side].get(reason, reason)


def _known(language: str) -> str:
    return "en" if language == "en" else "nl"


def _limit(name: str, language: str, municipality: Callable[[str], str]) -> str:
    """Return the sentence for a limit such as 'contract GM0344'."""
    kind, _, key = name.partition(" ")
    texts = LIMITS[language]
    if f"limit {kind}" in texts:
        # Where limits of one kind are counted together, the name of each is left out.
        whose = municipality(key) if key else OWN_MUNICIPALITY[language]
        return _sentence(texts[f"limit {kind}"].format(key=whose))
    return texts["limit"].format(key=name)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _tier(name: str, number: int, language: str) -> str:
    single, several = TIER_NAMES[language][name]
    return single if number == 1 else several


def _reason(reason: Values, language: str) -> str:
    """Return the sentence of a reason; '' for a reason that says nothing here."""
    code = reason["code"]
    if code in againwords.CODES:
        return againwords.again(reason, language)
    if code not in REASONS[language]:
        return ""
    single, several = REASONS[language][code]
    if code == "room_price" and not reason["number"]:
        return ""
    # A rank among one says no more than 'the only one' did.
    if code in ("youth_rank", "fit_rank", "free_youths", "free_rooms") and reason["number"] == 1:
        return ""
    count = reason["rank"] if "rank" in reason else reason["number"]
    values = dict(reason)
    if "tier" in reason:
        values["tier"] = _tier(reason["tier"], reason["number"], language)
    return (single if count == 1 else several).format(**values)


def _rival(
    rival: Values,
    language: str,
    youth_name: Name,
    room_name: Name,
    municipality: Callable[[str], str],
) -> str:
    values = dict(rival)
    code = rival["code"]
    values["youth"] = youth_name(rival["youth"])
    if rival["room"] is not None:
        values["room"] = room_name(rival["room"])
        code = "together_placed" if code == "together" else code
    if "limit" in rival:
        values["limit"] = _limit(rival["limit"], language, municipality)
    if "tier" in rival:
        values["tier"] = _tier(rival["tier"], rival["by"], language)
    return RIVALS[language][code].format(**values)
