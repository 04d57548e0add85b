"""Mails that invite somebody to make an account. They do not say in which role."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "invitation": {
        "nl": Text(
            "Maak je account bij Kamermatch",
            "Je bent uitgenodigd voor Kamermatch. Open deze link om je account te maken:\n\n"
            "{link}\n\n"
            "De link werkt tot en met {last_on}, en maar één keer. Je kiest zelf een wachtzin; "
            "wij vragen er nooit naar.\n\n"
            "Verwacht je deze mail niet? Dan hoef je niets te doen.",
        ),
        "en": Text(
            "Make your account at Kamermatch",
            "You are invited to Kamermatch. Open this link to make your account:\n\n"
            "{link}\n\n"
            "The link works up to and including {last_on}, and only once. You choose your own "
            "passphrase; we never ask for it.\n\n"
            "Did you not expect this mail? Then you do not have to do anything.",
        ),
    },
    "invitation_has_account": {
        "nl": Text(
            "Je hebt al een account bij Kamermatch",
            "Iemand heeft met dit mailadres een aanmelding gedaan. Was jij dat? Je hebt al een "
            "account: bel of mail je coördinator, die regelt het verder met je.\n\n"
            "Was jij het niet? Dan hoef je niets te doen. Er verandert niets aan je account.",
        ),
        "en": Text(
            "You have an account at Kamermatch already",
            "Somebody signed up with this mail address. Was it you? You have an account already: "
            "call or mail your coordinator, who will sort it out with you.\n\n"
            "Was it not you? Then you do not have to do anything. Nothing changes in your account.",
        ),
    },
}
