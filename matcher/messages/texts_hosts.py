"""Mails to hosts."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "host_signed_up": {
        "nl": Text(
            "We hebben je aanmelding als gastgezin ontvangen",
            "Dank je wel voor je aanmelding. Je kenmerk is {reference}.\n\n"
            "De coördinator van je regio belt of mailt je om een bezoek af te spreken, "
            "meestal binnen een week. Je zit nergens aan vast.",
        ),
        "en": Text(
            "We have received your sign-up as a host",
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
}
