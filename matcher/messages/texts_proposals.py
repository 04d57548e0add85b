"""Mails about proposals."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "proposal_lapsed": {
        "nl": Text(
            "Een open voorstel is vervallen: iemand doet nu niet mee",
            "Een open voorstel is vervallen: een van de twee doet nu niet mee. De ander zoekt "
            "verder en houdt de plek op de lijst. Wie er nu in aanmerking komt, lees je hier:\n\n"
            "{url}/coordinator/proposals/{proposal}",
        ),
        "en": Text(
            "An open proposal has lapsed: one of the two is not taking part",
            "An open proposal has lapsed: one of the two does not take part now. The other goes "
            "on looking and keeps the place on the list. Read here who could be next:\n\n"
            "{url}/coordinator/proposals/{proposal}",
        ),
    },
    "proposal_overtaken": {
        "nl": Text(
            "Een open voorstel is vervallen: niet meer vrij op die dagen",
            "Een open voorstel is vervallen: de kamer of de jongere is op die dagen niet meer "
            "vrij. Dat komt doordat de dagen van een plaatsing zijn veranderd. De volgende ronde "
            "kijkt opnieuw. Wie er nu in aanmerking komt, lees je hier:\n\n"
            "{url}/coordinator/proposals/{proposal}",
        ),
        "en": Text(
            "An open proposal has lapsed: no longer free on those days",
            "An open proposal has lapsed: the room or the youth is no longer free on those days. "
            "The days of a placement have changed. The next round looks again. Read here who "
            "could be next:\n\n"
            "{url}/coordinator/proposals/{proposal}",
        ),
    },
    "proposal_taken_back": {
        "nl": Text(
            "Het voorstel vanaf {starts_on} gaat niet door",
            "Het voorstel vanaf {starts_on} gaat niet door. "
            "We zoeken verder. Je coördinator of begeleider vertelt je meer.",
        ),
        "en": Text(
            "The proposal from {starts_on} is off",
            "The proposal from {starts_on} is off. "
            "We go on looking. Your coordinator or counsellor tells you more.",
        ),
    },
}
