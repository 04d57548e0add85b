"""Mails about the work list: that something waits, and how much. What it is, is read on the site."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "work_reminder": {
        "nl": Text(
            "Er wacht iets op je",
            "Een collega herinnert je aan werk dat op je wacht. "
            "Je vindt het op je werklijst: {url}/work",
        ),
        "en": Text(
            "Something waits for you",
            "A colleague reminds you of work that waits for you. "
            "You find it on your work list: {url}/work",
        ),
    },
    "work_digest": {
        "nl": Text(
            "Je werklijst van vandaag",
            "Vandaag wacht er werk op je. Aantal: {number}. Daarvan te laat: {late}.\n\n"
            "Bekijk je werklijst: {url}/work\n\n"
            "Wil je deze mail niet meer? Zet hem uit onderaan je werklijst.",
        ),
        "en": Text(
            "Your work list of today",
            "Work waits for you today. Number: {number}. Of these late: {late}.\n\n"
            "Look at your work list: {url}/work\n\n"
            "No more of these mails? Turn them off at the bottom of your work list.",
        ),
    },
    "work_given": {
        "nl": Text(
            "Een collega draagt werk aan je over",
            "Een collega heeft werk aan je overgedragen. Aantal: {number}. "
            "Je vindt het op je werklijst: {url}/work\n\n"
            "Kun je het niet doen? Vink het daar aan, en geef het terug.",
        ),
        "en": Text(
            "A colleague hands work over to you",
            "A colleague handed work over to you. Number: {number}. "
            "You find it on your work list: {url}/work\n\n"
            "Can you not do it? Tick it there, and give it back.",
        ),
    },
    "work_given_back": {
        "nl": Text(
            "Je krijgt werk terug",
            "Een collega geeft werk terug dat je had overgedragen. Aantal: {number}. "
            "Bekijk je werklijst: {url}/work",
        ),
        "en": Text(
            "Work comes back to you",
            "A colleague gives back work that you had handed over. Number: {number}. "
            "Look at your work list: {url}/work",
        ),
    },
}
