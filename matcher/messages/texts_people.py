"""Mails to workers and coordinators about handing over and standing in."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "handover_asked": {
        "nl": Text(
            "Een collega vraagt je om over te nemen",
            "Een collega vraagt je om een of meer jongeren over te nemen. "
            "Log in, en kies bij 'Overdracht' of je dat doet. "
            "Tot die tijd verandert er niets.",
        ),
        "en": Text(
            "A colleague asks you to take over",
            "A colleague asks you to take over one or more youths. "
            "Sign in, and choose under 'Hand-overs' whether you do. "
            "Nothing changes until then.",
        ),
    },
    "handover_accepted": {
        "nl": Text(
            "Je overdracht is aangenomen",
            "Je collega heeft een jongere van je overgenomen. Log in om te zien wie.",
        ),
        "en": Text(
            "Your hand-over is accepted",
            "Your colleague has taken a youth over from you. Sign in to see who it is.",
        ),
    },
    "handover_refused": {
        "nl": Text(
            "Je overdracht gaat niet door",
            "Je collega kan een jongere niet overnemen. De jongere blijft bij jou. "
            "Log in om iemand anders te vragen.",
        ),
        "en": Text(
            "Your hand-over is off",
            "Your colleague cannot take a youth over. The youth stays with you. "
            "Sign in to ask somebody else.",
        ),
    },
    "deputy_named": {
        "nl": Text(
            "Je vervangt een collega",
            "Vanaf {starts_on} vervang je een collega-coördinator. "
            "Vanaf die dag zie je de regio van je collega als je bent ingelogd.",
        ),
        "en": Text(
            "You stand in for a colleague",
            "From {starts_on} you stand in for another coordinator. "
            "From that day you see your colleague's region when you sign in.",
        ),
    },
    "covenant_ends": {
        "nl": Text(
            "Een convenant loopt af",
            "Een convenant met een zorgorganisatie loopt af op {ends_on}. "
            "Maak op tijd een nieuwe afspraak, of laat weten dat de samenwerking stopt.",
        ),
        "en": Text(
            "A covenant ends",
            "A covenant with a care organisation ends on {ends_on}. "
            "Make a new agreement in time, or let us know that the cooperation stops.",
        ),
    },
}
