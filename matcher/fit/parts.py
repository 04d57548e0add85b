"""The visible parts of fit and priority: what each is called and what it looks at."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """``label``: a few words for tables; ``sentence``: what the part looks at."""

    label: str
    sentence: str


class Part(NamedTuple):
    """One part of a score. ``code`` is also the name of its weight in the policy."""

    code: str
    column: str
    nl: Text
    en: Text

    def text(self, language: str) -> Text:
        """Return the words in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl


FIT_PARTS: tuple[Part, ...] = (
    Part(
        "town",
        "fit_town",
        Text("eigen plek", "De kamer is in een plaats waarmee de jongere een band heeft."),
        Text("own town", "The room is in a town that the youth has ties with."),
    ),
    Part(
        "distance",
        "fit_distance",
        Text("afstand", "De kamer is dicht bij een plek die belangrijk is voor de jongere."),
        Text("distance", "The room is close to a place that matters to the youth."),
    ),
    Part(
        "attention",
        "fit_attention",
        Text("aandacht", "De jongere en het gastgezin willen evenveel contact."),
        Text("attention", "Youth and host want the same amount of contact."),
    ),
    Part(
        "interests",
        "fit_interests",
        Text("interesses", "De jongere en het gastgezin houden van dezelfde dingen."),
        Text("interests", "Youth and host like the same things."),
    ),
    Part(
        "language",
        "fit_language",
        Text("taal", "De jongere en het gastgezin spreken dezelfde taal."),
        Text("language", "Youth and host speak the same language."),
    ),
    Part(
        "guidance",
        "fit_guidance",
        Text("begeleiding", "Het gastgezin kiest juist voor deze soort begeleiding."),
        Text("guidance", "The host chooses this kind of guidance in particular."),
    ),
    Part(
        "budget",
        "fit_budget",
        Text("budget", "De jongere houdt na de huur genoeg geld over."),
        Text("budget", "The youth has enough money left after the rent."),
    ),
)

PRIORITY_PARTS: tuple[Part, ...] = (
    Part(
        "waiting",
        "priority_waiting",
        Text("wachttijd", "De jongere wacht al langer."),
        Text("waiting time", "The youth has been waiting for longer."),
    ),
    Part(
        "out_of_care",
        "priority_out_of_care",
        Text("einde jeugdzorg", "De jeugdzorg stopt binnenkort, of is al gestopt."),
        Text("end of youth care", "Youth care ends soon, or has ended."),
    ),
    Part(
        "urgency",
        "priority_urgency",
        Text("urgentie", "De begeleider geeft aan dat er haast is."),
        Text("urgency", "The youth's counsellor says that it is urgent."),
    ),
    Part(
        "target_group",
        "priority_target_group",
        Text("doelgroep", "De jongere heeft meer steun nodig en mag niet achteraan komen."),
        Text("target group", "The youth needs more support and must not come last."),
    ),
)

FIT_COLUMNS: tuple[str, ...] = tuple(part.column for part in FIT_PARTS)
PRIORITY_COLUMNS: tuple[str, ...] = tuple(part.column for part in PRIORITY_PARTS)
