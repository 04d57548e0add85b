"""The texts of all mails, in Dutch and English: a link and a date, never care data or an address.

Whoever reads along in a mailbox learns that somebody takes part, and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from babel.dates import format_date


class Text(NamedTuple):
    """``{url}`` is the address of the site; other names come from the message's values."""

    subject: str
    body: str


CLOSING = {"nl": "Groeten van Kamermatch\n{url}", "en": "Kind regards, Kamermatch\n{url}"}

TEXTS: dict[str, dict[str, Text]] = {
    "host_signed_up": {
        "nl": Text(
            "We hebben je aanmelding ontvangen",
            "Dank je wel voor je aanmelding. Je kenmerk is {reference}.\n\n"
            "De coördinator van je regio belt of mailt je om een bezoek af te spreken, "
            "meestal binnen een week. Je zit nergens aan vast.",
        ),
        "en": Text(
            "We have received your sign-up",
            "Thank you for signing up. Your reference is {reference}.\n\n"
            "The coordinator of your region calls or mails you to arrange a visit, "
            "usually within a week. You are not committed to anything.",
        ),
    },
    "host_approved": {
        "nl": Text(
            "Je doet mee",
            "Je huis is goedgekeurd (kenmerk {reference}). Zodra er iemand past, "
            "belt je coördinator je. Je leert elkaar eerst kennen; daarna beslis je.",
        ),
        "en": Text(
            "You are taking part",
            "Your home is approved (reference {reference}). As soon as somebody fits, "
            "your coordinator calls you. You meet first; then you decide.",
        ),
    },
    "host_refused": {
        "nl": Text(
            "Over je aanmelding",
            "We kunnen nu geen jongere bij je plaatsen (kenmerk {reference}). "
            "Je coördinator kan uitleggen waarom. Bel of mail gerust.",
        ),
        "en": Text(
            "About your sign-up",
            "We cannot place a young person with you now (reference {reference}). "
            "Your coordinator can explain why. Feel free to call or mail.",
        ),
    },
    "proposal_approved": {
        "nl": Text(
            "Er is een voorstel voor je",
            "Er is een voorstel dat bij je past, vanaf {starts_on}. "
            "Je coördinator of begeleider neemt contact met je op over de kennismaking.",
        ),
        "en": Text(
            "There is a proposal for you",
            "There is a proposal that suits you, from {starts_on}. "
            "Your coordinator or counsellor will be in touch about the introduction.",
        ),
    },
    "proposal_taken_back": {
        "nl": Text(
            "Een voorstel gaat niet door",
            "Het voorstel vanaf {starts_on} gaat niet door. "
            "We zoeken verder. Je coördinator of begeleider vertelt je meer.",
        ),
        "en": Text(
            "A proposal is off",
            "The proposal from {starts_on} is off. "
            "We go on looking. Your coordinator or counsellor tells you more.",
        ),
    },
}


def compose(template: str, language: str, values: Mapping[str, Any], url: str) -> Text:
    """Return subject and body of a message. Dates in ``values`` are ISO texts.

    Raises:
        KeyError: there is no such template, or a value that it needs is missing.
    """
    language = "en" if language == "en" else "nl"
    text = TEXTS[template][language]
    known = {name: _shown(name, value, language) for name, value in values.items()} | {"url": url}
    body = f"{text.body}\n\n{CLOSING[language]}\n"
    return Text(text.subject.format(**known), body.format(**known))


def _shown(name: str, value: Any, language: str) -> str:
    if name.endswith("_on"):
        return format_date(date.fromisoformat(value), "d MMMM y", locale=language)
    return str(value)
