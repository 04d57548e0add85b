"""Mails about the case of a youth: that something waits, never what it is about."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "consent_withdrawn": {
        "nl": Text(
            "Een jongere heeft toestemming ingetrokken",
            "Een jongere (kenmerk {reference}) heeft toestemming ingetrokken. "
            "De jongere doet niet meer mee met de matchrondes. Een open voorstel of een "
            "kennismaking is gestopt; de kamer is vrij voor een ander.",
        ),
        "en": Text(
            "A youth took back consent",
            "A youth (reference {reference}) took back consent. The youth takes part in no "
            "matching round any more. An open proposal or an introduction has stopped; the room "
            "is free for another.",
        ),
    },
    "correction_asked": {
        "nl": Text(
            "Een jongere vraagt een verbetering",
            "Een jongere (kenmerk {reference}) zegt dat er iets niet klopt in het dossier. "
            "Kijk ernaar, liefst samen, en verbeter het.",
        ),
        "en": Text(
            "A youth asks for a correction",
            "A youth (reference {reference}) says that something is wrong in the dossier. "
            "Look at it, together if you can, and put it right.",
        ),
    },
    "exception_asked": {
        "nl": Text(
            "Er is een uitzondering gevraagd",
            "Voor een jongere (kenmerk {reference}) is een uitzondering gevraagd. "
            "Een tweede persoon besluit. Lees de reden in het dossier.",
        ),
        "en": Text(
            "An exception was asked for",
            "An exception was asked for a youth (reference {reference}). "
            "A second person decides. Read the reason in the dossier.",
        ),
    },
    "exception_decided": {
        "nl": Text(
            "Er is besloten over een uitzondering",
            "Over de uitzondering die je vroeg (kenmerk {reference}) is besloten. "
            "Je ziet het besluit in het dossier.",
        ),
        "en": Text(
            "An exception was decided on",
            "The exception that you asked for (reference {reference}) was decided on. "
            "You see the decision in the dossier.",
        ),
    },
    "youth_registered_self": {
        "nl": Text(
            "We hebben je aanmelding voor een kamer ontvangen",
            "Dank je wel voor je aanmelding. Je kenmerk is {reference}.\n\n"
            "De coördinator van je regio neemt contact met je op om kennis te maken. "
            "Je zit nergens aan vast.\n\n"
            "In een andere mail staat een link. Daarmee maak je een account en zie je wat we "
            "van je weten.",
        ),
        "en": Text(
            "We have received your registration for a room",
            "Thank you for registering. Your reference is {reference}.\n\n"
            "The coordinator of your region contacts you to get to know you. "
            "You are not committed to anything.\n\n"
            "Another mail holds a link. With it you make an account and see what we know of you.",
        ),
    },
    "youth_stopped": {
        "nl": Text(
            "Een jongere stopt met zoeken",
            "Een jongere (kenmerk {reference}) zoekt geen kamer meer via Kamermatch. "
            "Een open voorstel of een kennismaking is daarmee gestopt; de kamer is vrij voor een "
            "ander.",
        ),
        "en": Text(
            "A youth stops looking",
            "A youth (reference {reference}) is no longer looking for a room with Kamermatch. "
            "An open proposal or an introduction has stopped with it; the room is free for "
            "another.",
        ),
    },
}
