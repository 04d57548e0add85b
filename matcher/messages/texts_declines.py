"""Mails to coordinators after a 'no': what stands ready. A number and a page, nothing more."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "backups_ready": {
        "nl": Text(
            "Een voorstel gaat niet door: de reserves staan klaar",
            "Voorstel {proposal} gaat niet door. De kamer en de jongere zijn weer vrij. "
            "Op deze pagina zie je wie er nu in aanmerking komt. "
            "Met één klik stel je de volgende voor:\n"
            "{url}/coordinator/proposals/{proposal}#backups",
        ),
        "en": Text(
            "A proposal is off: the back-ups are ready",
            "Proposal {proposal} is off. The room and the youth are free again. "
            "This page shows who could be next. "
            "With one click you propose the next one:\n"
            "{url}/coordinator/proposals/{proposal}#backups",
        ),
    },
    "backups_after_stay": {
        "nl": Text(
            "Een plaatsing stopt eerder: de reserves staan klaar",
            "Plaatsing {placement} stopt eerder dan gedacht. "
            "Op deze pagina zie je wie er voor de kamer in aanmerking komt. "
            "Zoekt de jongere weer een kamer? Dan staan die er ook:\n"
            "{url}/placements/{placement}#backups",
        ),
        "en": Text(
            "A stay ends early: the back-ups are ready",
            "Stay {placement} ends earlier than planned. "
            "This page shows who can have the room. "
            "Does the youth look for a room again? Then those are there too:\n"
            "{url}/placements/{placement}#backups",
        ),
    },
}
