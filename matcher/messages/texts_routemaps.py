"""Mails about route maps."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "routemap_review": {
        "nl": Text(
            "Kijk je routekaart na",
            "De routekaart '{reference}' moet uiterlijk {review_on} worden nagekeken. Jongeren "
            "gebruiken hem zonder hulp: kloppen de voorwaarden, adressen en telefoonnummers nog?\n\n"
            "Log in op {url} en ga naar {url}/routes/manage. Klopt alles nog? Eén knop is "
            "genoeg.",
        ),
        "en": Text(
            "Look at your route map",
            "The route map '{reference}' must be looked at by {review_on}. Young people use it "
            "without help: are the conditions, addresses and phone numbers still right?\n\n"
            "Sign in at {url} and go to {url}/routes/manage. Is all still right? One button is "
            "enough.",
        ),
    },
}
