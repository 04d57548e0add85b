"""Mails between an approval and moving in: what is asked, until when, and where to answer.

None says who the other side is, where the home is, or why somebody said no.
"""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "introduction_interest": {
        "nl": Text(
            "Er is misschien een kamer voor je",
            "Er is een kamer die bij je kan passen. Wil je kennismaken met de mensen die er "
            "wonen? Lees hier meer, en zeg ja of nee:\n\n{link}\n\n"
            "Zeg het vóór {due_on}, {time} uur. Nee zeggen mag altijd. Je houdt dan je plek in "
            "de rij.",
        ),
        "en": Text(
            "There may be a room for you",
            "There is a room that may suit you. Would you like to meet the people who live "
            "there? Read more here, and say yes or no:\n\n{link}\n\n"
            "Tell us before {due_on}, {time}. You may always say no. You then keep your place "
            "in the line.",
        ),
    },
    "introduction_begun": {
        "nl": Text(
            "Een van jouw jongeren krijgt een vraag over een kamer",
            "We hebben een van jouw jongeren gevraagd of die een kamer wil bekijken. Praat er "
            "samen over. Het antwoord moet er zijn vóór {due_on}, {time} uur.\n\n"
            "Lukt het de jongere niet zelf? Dan kun jij het antwoord vastleggen:\n\n"
            "{url}/introductions/{introduction}",
        ),
        "en": Text(
            "One of your youths is asked about a room",
            "We have asked one of your youths whether a room is of interest. Talk about it "
            "together. We need the answer before {due_on}, {time}.\n\n"
            "Can the youth not do it alone? Then you can write the answer down:\n\n"
            "{url}/introductions/{introduction}",
        ),
    },
    "introduction_meet": {
        "nl": Text(
            "Er is iemand die je kamer wil zien",
            "Een jongere heeft interesse in je kamer. Lees hier wie het is, nog zonder naam. Wil "
            "je kennismaken?\n\n{link}\n\n"
            "Zeg het vóór {due_on}, {time} uur. Nee zeggen mag. We zoeken dan verder.",
        ),
        "en": Text(
            "Somebody would like to see your room",
            "A young person is interested in your room. Read here who it is, without a name for "
            "now. Would you like to meet?\n\n{link}\n\n"
            "Tell us before {due_on}, {time}. You may say no. We then keep looking.",
        ),
    },
    "introduction_moments": {
        "nl": Text(
            "Wanneer kun je kennismaken?",
            "Er zijn momenten om kennis te maken. Zeg welke bij jou passen:\n\n{link}\n\n"
            "Doe het vóór {due_on}, {time} uur. Het eerste moment dat iedereen kan, gaat door.",
        ),
        "en": Text(
            "When can you meet?",
            "There are moments to meet. Tell us which suit you:\n\n{link}\n\n"
            "Please do so before {due_on}, {time}. The first moment that suits everybody is "
            "fixed.",
        ),
    },
    "introduction_moments_staff": {
        "nl": Text(
            "Zoek een datum voor een kennismaking",
            "Een jongere en een gastgezin willen kennismaken. Kies momenten waarop jij mee kunt, "
            "of zeg welke jou passen:\n\n{url}/introductions/{introduction}\n\n"
            "Doe het vóór {due_on}, {time} uur.",
        ),
        "en": Text(
            "Find a date for an introduction",
            "A youth and a host would like to meet. Choose moments on which you can come along, "
            "or tell which suit you:\n\n{url}/introductions/{introduction}\n\n"
            "Please do so before {due_on}, {time}.",
        ),
    },
    "introduction_no_moment": {
        "nl": Text(
            "Geen moment past bij iedereen",
            "Voor een kennismaking zijn nu {number} momenten aangeboden. Geen ervan past bij "
            "iedereen. Kies nieuwe momenten:\n\n"
            "{url}/introductions/{introduction}",
        ),
        "en": Text(
            "No moment suits everybody",
            "So far {number} moments were offered for an introduction. None suits everybody. "
            "Choose new moments:\n\n"
            "{url}/introductions/{introduction}",
        ),
    },
    "introduction_fixed": {
        "nl": Text(
            "Kennismaking op {meeting_on}",
            "De kennismaking is op {meeting_on} om {time} uur. Het duurt ongeveer {minutes} "
            "minuten. De begeleider is erbij. Waar het is, staat op je eigen pagina of hoor je "
            "van de begeleider.\n\nZet het in je agenda:\n\n{link}\n\n"
            "Kun je toch niet? Zeg het op tijd. Dat kan op {url}.",
        ),
        "en": Text(
            "Introduction on {meeting_on}",
            "The introduction is on {meeting_on} at {time}. It takes about {minutes} minutes. "
            "The counsellor comes along. Your own page or the counsellor tells you where it "
            "is.\n\nPut it in your calendar:\n\n{link}\n\n"
            "Can you not come after all? Tell us in time at {url}.",
        ),
    },
    "introduction_fixed_staff": {
        "nl": Text(
            "Een datum voor een kennismaking is gevonden",
            "Een kennismaking heeft een datum. Je leest de datum hier:\n\n"
            "{url}/introductions/{introduction}",
        ),
        "en": Text(
            "A date for an introduction is found",
            "An introduction has a date. Read the date here:\n\n{url}/introductions/{introduction}",
        ),
    },
    "introduction_soon": {
        "nl": Text(
            "Bijna kennismaken: {meeting_on} om {time} uur",
            "Denk aan de kennismaking op {meeting_on} om {time} uur. Zet het in je agenda:\n\n{link}\n\n"
            "Kun je toch niet? Zeg het nu. Dat kan op {url}, of bel de begeleider of de coördinator.",
        ),
        "en": Text(
            "Meeting soon: {meeting_on} at {time}",
            "Remember the introduction on {meeting_on} at {time}. Put it in your calendar:\n\n{link}\n\n"
            "Can you not come after all? Tell us now at {url}, or call the counsellor or the "
            "coordinator.",
        ),
    },
    "introduction_moved": {
        "nl": Text(
            "De kennismaking van {meeting_on} wordt een andere dag",
            "De kennismaking op {meeting_on} om {time} uur gaat niet door. We zoeken een nieuwe "
            "datum. Je krijgt daarover een bericht.\n\nHaal de oude afspraak uit je agenda:\n\n{link}",
        ),
        "en": Text(
            "The introduction of {meeting_on} moves to another day",
            "The introduction on {meeting_on} at {time} is off. We look for a new date. You get "
            "a message about it.\n\nTake the old one out of your calendar:\n\n{link}",
        ),
    },
    "introduction_again": {
        "nl": Text(
            "We zoeken een nieuwe datum",
            "De kennismaking is niet doorgegaan. We zoeken een nieuwe datum. Je krijgt daarover "
            "een bericht.",
        ),
        "en": Text(
            "We look for a new date",
            "The introduction did not take place. We look for a new date. You get a message "
            "about it.",
        ),
    },
    "introduction_off": {
        "nl": Text(
            "De kennismaking van {meeting_on} gaat niet door",
            "De kennismaking op {meeting_on} om {time} uur gaat niet door. Dit voorstel stopt. "
            "We zoeken verder.\n\nHaal de afspraak uit je agenda:\n\n{link}\n\n"
            "Heb je vragen? Bel of mail je coördinator of begeleider.",
        ),
        "en": Text(
            "The introduction of {meeting_on} is off",
            "The introduction on {meeting_on} at {time} is off. This proposal stops. We keep "
            "looking.\n\nTake it out of your calendar:\n\n{link}\n\n"
            "Do you have questions? Call or mail your coordinator or counsellor.",
        ),
    },
    "introduction_record": {
        "nl": Text(
            "Is de kennismaking doorgegaan?",
            "De datum van een kennismaking is voorbij. Leg vast of die is doorgegaan. Pas daarna "
            "vragen we beide kanten om een besluit:\n\n{url}/introductions/{introduction}",
        ),
        "en": Text(
            "Did the introduction take place?",
            "The date of an introduction has passed. Write down whether it took place. Only then "
            "we ask both sides for their decision:\n\n{url}/introductions/{introduction}",
        ),
    },
    "introduction_decide": {
        "nl": Text(
            "Hoe was de kennismaking?",
            "Jullie hebben kennisgemaakt. Wil je verder met elkaar? Zeg ja of nee:\n\n{link}\n\n"
            "Zeg het vóór {due_on}, {time} uur. Twijfel je? Je kunt ook eerst een paar "
            "proefnachten kiezen.",
        ),
        "en": Text(
            "How was the introduction?",
            "You have met. Would you like to go on with each other? Say yes or no:\n\n{link}\n\n"
            "Tell us before {due_on}, {time}. Not sure? You can also choose a few try-out nights "
            "first.",
        ),
    },
    "introduction_both_yes": {
        "nl": Text(
            "Goed nieuws: jullie zeggen allebei ja",
            "Jullie willen allebei verder. Nu maken we samen afspraken over de huur en het "
            "samen wonen. Je coördinator of begeleider neemt contact met je op. Op je eigen "
            "pagina lees je hoe jullie elkaar bereiken:\n\n{url}",
        ),
        "en": Text(
            "Good news: both of you say yes",
            "Both of you would like to go on. Now we make agreements about the rent and living "
            "together. Your coordinator or counsellor gets in touch. Your own page says how to "
            "reach each other:\n\n{url}",
        ),
    },
    "introduction_agree": {
        "nl": Text(
            "Beide kanten zeggen ja: maak de afspraken",
            "Een jongere en een gastgezin willen allebei verder. Maak nu de afspraken op "
            "papier:\n\n{url}/introductions/{introduction}",
        ),
        "en": Text(
            "Both sides say yes: make the agreements",
            "A youth and a host both want to go on. Now make the agreements on paper:\n\n"
            "{url}/introductions/{introduction}",
        ),
    },
    "introduction_both_yes_trial": {
        "nl": Text(
            "Jullie zeggen allebei ja: eerst proefnachten",
            "Jullie willen allebei verder, en beginnen met proefnachten. Je begeleider of "
            "coördinator spreekt de nachten met jullie af.",
        ),
        "en": Text(
            "Both of you say yes: first some try-out nights",
            "Both of you would like to go on, and begin with try-out nights. Your counsellor or "
            "coordinator agrees on the nights with you.",
        ),
    },
    "introduction_plan_trial": {
        "nl": Text(
            "Spreek proefnachten af",
            "Een jongere en een gastgezin willen proefnachten. Spreek de nachten af en leg ze "
            "vast:\n\n{url}/introductions/{introduction}",
        ),
        "en": Text(
            "Agree on try-out nights",
            "A youth and a host want try-out nights. Agree on the nights and write them down:"
            "\n\n{url}/introductions/{introduction}",
        ),
    },
    "introduction_trial": {
        "nl": Text(
            "Proefnachten vanaf {from_on}",
            "De proefnachten zijn van {from_on} tot de ochtend van {until_on}. Daarna vragen we "
            "jullie allebei of jullie verder willen. Meer lees je op je eigen pagina:\n\n{url}",
        ),
        "en": Text(
            "Try-out nights from {from_on}",
            "The try-out nights are from {from_on} until the morning of {until_on}. Then we ask "
            "both of you whether you want to go on. Your own page tells more:\n\n{url}",
        ),
    },
    "introduction_after_trial": {
        "nl": Text(
            "Hoe waren de proefnachten?",
            "De proefnachten zijn voorbij. Wil je verder met elkaar? Zeg ja of nee:\n\n{link}\n\n"
            "Zeg het vóór {due_on}, {time} uur.",
        ),
        "en": Text(
            "How were the try-out nights?",
            "The try-out nights are over. Would you like to go on with each other? Say yes or "
            "no:\n\n{link}\n\nTell us before {due_on}, {time}.",
        ),
    },
    "introduction_stopped": {
        "nl": Text(
            "Een voorstel gaat niet door",
            "Het voorstel voor een kamer gaat niet door. We zoeken verder. Heb je vragen? Bel of "
            "mail je coördinator of begeleider. Je eigen pagina vind je hier:\n\n{url}",
        ),
        "en": Text(
            "A proposal is off",
            "The proposal for a room is off. We keep looking. Do you have questions? Call or "
            "mail your coordinator or counsellor. You find your own page here:\n\n{url}",
        ),
    },
    "introduction_stopped_staff": {
        "nl": Text(
            "Een kennismaking is gestopt",
            "Een kennismaking is gestopt. Kamer en jongere zijn weer vrij. Je leest hier "
            "waarom, en wie er nu in aanmerking komt:\n\n{url}/introductions/{introduction}",
        ),
        "en": Text(
            "An introduction has stopped",
            "An introduction has stopped. Room and youth are free again. Read here why, and "
            "who could be next:\n\n"
            "{url}/introductions/{introduction}",
        ),
    },
}
