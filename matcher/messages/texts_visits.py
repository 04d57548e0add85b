"""Mails about home visits: who comes when, and what waits. No address and no findings."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "visit_notice": {
        "nl": Text(
            "We komen langs op {planned_on}",
            "Op {planned_on} om {time} komen {visitors} bij je langs. Ze noemen hun naam aan de "
            "deur. Laat niemand anders binnen die zegt dat hij van Kamermatch komt.\n\n"
            "Het bezoek duurt ongeveer {minutes} minuten. Ze kijken naar de kamer, praten met "
            "iedereen in huis en vertellen hoe het verder gaat. Je hoeft niets op te ruimen.\n\n"
            "Komt het niet uit? Bel of mail je coördinator, dan kiezen we een ander moment "
            "(kenmerk {reference}).",
        ),
        "en": Text(
            "We visit you on {planned_on}",
            "On {planned_on} at {time}, {visitors} will visit you. They give their names at the "
            "door. Let nobody else in who says to come from Kamermatch.\n\n"
            "The visit takes about {minutes} minutes. They look at the room, talk with everybody "
            "in the home and tell you what happens next. There is no need to tidy up.\n\n"
            "Does it not suit you? Call or mail your coordinator and we choose another moment "
            "(reference {reference}).",
        ),
    },
    "visit_moved": {
        "nl": Text(
            "Je bezoek is veranderd",
            "Het bezoek van Kamermatch is veranderd. Op {planned_on} om {time} komen {visitors} "
            "bij je langs, ongeveer {minutes} minuten.\n\n"
            "Komt het niet uit? Bel of mail je coördinator (kenmerk {reference}).",
        ),
        "en": Text(
            "Your visit has changed",
            "The visit of Kamermatch has changed. On {planned_on} at {time}, {visitors} will "
            "visit you, for about {minutes} minutes.\n\n"
            "Does it not suit you? Call or mail your coordinator (reference {reference}).",
        ),
    },
    "visit_cancelled": {
        "nl": Text(
            "Het bezoek van {planned_on} gaat niet door",
            "Het bezoek van Kamermatch op {planned_on} gaat niet door. Je coördinator belt of "
            "mailt je over hoe het verder gaat (kenmerk {reference}).",
        ),
        "en": Text(
            "The visit of {planned_on} is off",
            "The visit of Kamermatch on {planned_on} is off. Your coordinator calls or mails you "
            "about what happens next (reference {reference}).",
        ),
    },
    "visit_again": {
        "nl": Text(
            "We willen graag nog een keer langskomen",
            "Dank je wel voor het bezoek. We willen graag nog een keer langskomen voordat we "
            "beslissen. Je krijgt een bericht met de dag en de namen (kenmerk {reference}).",
        ),
        "en": Text(
            "We would like to visit you once more",
            "Thank you for the visit. We would like to come once more before we decide. You get "
            "a message with the day and the names (reference {reference}).",
        ),
    },
    "visitor_asked": {
        "nl": Text(
            "Huisbezoek op {planned_on}",
            "Je staat ingepland voor een huisbezoek op {planned_on} om {time}, samen met "
            "{visitors}. Het adres en de checklist staan klaar als je inlogt:\n\n"
            "{url}/visits/{visit}",
        ),
        "en": Text(
            "Home visit on {planned_on}",
            "You are down for a home visit on {planned_on} at {time}, together with "
            "{visitors}. You find the address and the checklist when you sign in:\n\n"
            "{url}/visits/{visit}",
        ),
    },
    "visitor_off": {
        "nl": Text(
            "Huisbezoek van {planned_on} gaat voor jou niet door",
            "Het huisbezoek van {planned_on} gaat niet door, of iemand anders neemt het over. "
            "Je hoeft niets te doen.",
        ),
        "en": Text(
            "Your home visit of {planned_on} is off",
            "The home visit of {planned_on} is off, or somebody else takes it over. "
            "You do not have to do anything.",
        ),
    },
    "visit_to_decide": {
        "nl": Text(
            "Een verslag van een huisbezoek wacht op je besluit",
            "De bezoekers hebben hun verslag af (kenmerk {reference}). Lees het en beslis:\n\n"
            "{url}/visits/{visit}",
        ),
        "en": Text(
            "A report of a home visit awaits your decision",
            "The visitors have finished their report (reference {reference}). Read it and "
            "decide:\n\n{url}/visits/{visit}",
        ),
    },
    "visit_report_due": {
        "nl": Text(
            "Je verslag van het huisbezoek van {planned_on}",
            "Van het huisbezoek van {planned_on} is het verslag nog niet af. Schrijf je eigen "
            "indruk op zolang je het nog goed weet:\n\n{url}/visits/{visit}",
        ),
        "en": Text(
            "Your report of the home visit of {planned_on}",
            "The report of the home visit of {planned_on} is not finished yet. Write your own "
            "impression while you remember it well:\n\n{url}/visits/{visit}",
        ),
    },
    "visit_action_due": {
        "nl": Text(
            "Een afspraak na een huisbezoek: doen vóór {due_on}",
            "Na een huisbezoek is afgesproken dat jij iets doet vóór {due_on}. Log in om te "
            "lezen wat, en om het af te vinken:\n\n{url}/visits/{visit}",
        ),
        "en": Text(
            "Something to do after a home visit, before {due_on}",
            "After a home visit it was agreed that you do something before {due_on}. Sign in to "
            "read what it is, and to tick it off:\n\n{url}/visits/{visit}",
        ),
    },
    "document_expires": {
        "nl": Text(
            "Een document van een gastgezin verloopt op {expires_on}",
            "Van het gastgezin met kenmerk {reference} verloopt een document op {expires_on}. "
            "Vraag op tijd een nieuw aan:\n\n{url}/visits/households/{household}/documents",
        ),
        "en": Text(
            "A document of a host expires on {expires_on}",
            "A document of the host with reference {reference} expires on {expires_on}. Ask for "
            "a new one in time:\n\n{url}/visits/households/{household}/documents",
        ),
    },
}
