"""Mails on the way of a host: a sign-up half-way, a break that ends, changes to look at."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "sign_up_link": {
        "nl": Text(
            "Ga verder met je aanmelding",
            "Je bent begonnen met je aanmelding. Met deze link ga je verder waar je was, "
            "op elk apparaat:\n\n{link}\n\n"
            "De link werkt tot en met {last_on}. Geef hem aan niemand: wie hem opent, ziet je "
            "antwoorden. Heb je hier niet om gevraagd? Dan hoef je niets te doen.",
        ),
        "en": Text(
            "Go on with your sign-up",
            "You began to sign up. With this link you go on where you were, on any "
            "device:\n\n{link}\n\n"
            "The link works up to and including {last_on}. Give it to nobody: who opens it sees "
            "your answers. Did you not ask for this? Then you need not do anything.",
        ),
    },
    "host_again": {
        "nl": Text(
            "Kun je weer iemand ontvangen?",
            "Je nam een pauze (kenmerk {reference}) en wilde rond deze dag weer verder. "
            "Ben je zover? Log dan in op {url} en kies 'We zijn er weer klaar voor'. "
            "Heb je meer tijd nodig, of stop je liever? Laat het daar ook weten, of bel je "
            "coördinator. Zolang je niets doet, blijft je pauze duren.",
        ),
        "en": Text(
            "Can you host again?",
            "You took a break (reference {reference}) and meant to go on around this day. "
            "Are you ready? Then sign in at {url} and choose 'We are ready again'. "
            "Do you need more time, or would you rather stop? Tell us there too, or call your "
            "coordinator. As long as you do nothing, your break goes on.",
        ),
    },
    "host_changed_offer": {
        "nl": Text(
            "Een gastgezin heeft iets veranderd",
            "Gastgezin {reference} heeft het huishouden of een kamer veranderd, terwijl er een "
            "voorstel open staat. Kijk of het voorstel nog klopt.",
        ),
        "en": Text(
            "A host has changed something",
            "Host {reference} has changed the household or a room while a proposal is open. "
            "Check whether the proposal is still right.",
        ),
    },
    "host_added_room": {
        "nl": Text(
            "Een gastgezin biedt een kamer meer aan",
            "Gastgezin {reference} heeft na het huisbezoek een kamer toegevoegd. Niemand heeft "
            "die kamer nog gezien. Spreek af wanneer je komt kijken.",
        ),
        "en": Text(
            "A host offers one more room",
            "Host {reference} has added a room after the home visit. Nobody has seen that room "
            "yet. Make an appointment to look at it.",
        ),
    },
}
