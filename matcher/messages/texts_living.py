"""Mails about living there: check-ins, actions, concerns, who is responsible, days that come near.

Never what it is about, nor about whom: a link, a day, a reference.
"""

from __future__ import annotations

from matcher.messages.text import Text

WORK_NL = "\n\nOpen de plaatsing als je bent ingelogd:\n{url}/living/{placement}"
WORK_EN = "\n\nOpen the placement when you have signed in:\n{url}/living/{placement}"

TEXTS: dict[str, dict[str, Text]] = {
    "care_team_responsible": {
        "nl": Text(
            "Je bent verantwoordelijk voor een plaatsing",
            "Je bent vanaf nu verantwoordelijk voor een plaatsing. Kijk of de nummers voor "
            "noodgevallen kloppen." + WORK_NL,
        ),
        "en": Text(
            "You are responsible for a placement",
            "From now on you are responsible for a placement. Check that the numbers for "
            "emergencies are right." + WORK_EN,
        ),
    },
    "care_team_deputy": {
        "nl": Text(
            "Je bent vervanger bij een plaatsing",
            "Je bent vervanger bij een plaatsing. Je springt in als je collega er niet is."
            + WORK_NL,
        ),
        "en": Text(
            "You are deputy for a placement",
            "You are deputy for a placement. You step in when your colleague is away." + WORK_EN,
        ),
    },
    "emergency_numbers": {
        "nl": Text(
            "Wie je kunt bellen",
            "Bewaar dit bericht. Via deze link zie je altijd wie je kunt bellen. Je hoeft niet in "
            "te loggen:\n\n{link}\n\nIs er direct gevaar? Bel 112.",
        ),
        "en": Text(
            "Who you can call",
            "Keep this message. This link always shows who you can call. You do not have to sign "
            "in:\n\n{link}\n\nIs somebody in danger right now? Call 112.",
        ),
    },
    "check_in_coming_youth": {
        "nl": Text(
            "Hoe gaat het met je kamer?",
            "Rond {planned_on} praten we met je over hoe het gaat. Vertel alvast in je eigen "
            "woorden hoe het gaat. Je gastgezin leest dat niet.\n\n"
            "{url}/youth/placements/{placement}",
        ),
        "en": Text(
            "How are things in your room?",
            "Around {planned_on} we talk with you about how things are. Tell us in your own words "
            "already. Your host does not read it.\n\n{url}/youth/placements/{placement}",
        ),
    },
    "check_in_coming_host": {
        "nl": Text(
            "Hoe gaat het bij jullie thuis?",
            "Rond {planned_on} praten we met je over hoe het gaat. Vertel alvast in je eigen "
            "woorden hoe het gaat. De jongere leest dat niet.\n\n"
            "{url}/host/placements/{placement}",
        ),
        "en": Text(
            "How are things at your home?",
            "Around {planned_on} we talk with you about how things are. Tell us in your own words "
            "already. The youth does not read it.\n\n{url}/host/placements/{placement}",
        ),
    },
    "check_in_due": {
        "nl": Text(
            "Contactmoment op {planned_on}",
            "Op {planned_on} staat een contactmoment gepland. Schrijf daarna op hoe het ging."
            + WORK_NL,
        ),
        "en": Text(
            "Check-in on {planned_on}",
            "A check-in is planned for {planned_on}. Write down afterwards how it went." + WORK_EN,
        ),
    },
    "check_in_missed": {
        "nl": Text(
            "Een contactmoment is niet vastgelegd",
            "Van het contactmoment van {planned_on} is niets vastgelegd. Het telt nu als niet "
            "doorgegaan. Er staat een nieuw moment gepland." + WORK_NL,
        ),
        "en": Text(
            "A check-in was not recorded",
            "Nothing was recorded about the check-in of {planned_on}. It now counts as missed. "
            "A new one is planned." + WORK_EN,
        ),
    },
    "check_in_sooner": {
        "nl": Text(
            "Een contactmoment is naar voren gehaald",
            "Iemand laat weten dat het niet goed gaat. Daarom is het contactmoment verzet naar "
            "{planned_on}. Lees wat er staat en neem contact op." + WORK_NL,
        ),
        "en": Text(
            "A check-in was brought forward",
            "Somebody tells us that things are not going well. So the check-in is now on "
            "{planned_on}. Read what it says and get in touch." + WORK_EN,
        ),
    },
    "action_remind": {
        "nl": Text(
            "Een actie is klaar op {due_on}",
            "Een actie uit het plan moet klaar zijn op {due_on}. Is het gedaan? Vink de actie dan "
            "af." + WORK_NL,
        ),
        "en": Text(
            "An action is due on {due_on}",
            "An action of the plan is due on {due_on}. Is it done? Then tick it off." + WORK_EN,
        ),
    },
    "action_chase": {
        "nl": Text(
            "Een actie is te laat",
            "Een actie uit het plan moest klaar zijn op {due_on}. Is het gedaan? Vink de actie dan "
            "af. Lukt het niet? Spreek een andere dag af." + WORK_NL,
        ),
        "en": Text(
            "An action is late",
            "An action of the plan was due on {due_on}. Is it done? Then tick it off. "
            "Does it not work out? Agree on another day." + WORK_EN,
        ),
    },
    "action_escalate": {
        "nl": Text(
            "Een actie blijft liggen",
            "Een actie uit een plan moest klaar zijn op {due_on} en is nog open. Vraag wat er "
            "nodig is, of haal de actie uit het plan." + WORK_NL,
        ),
        "en": Text(
            "An action is still not done",
            "An action of a plan was due on {due_on} and is still open. Ask what is needed, or "
            "take the action out of the plan." + WORK_EN,
        ),
    },
    "concern_raised": {
        "nl": Text(
            "Er is een zorgsignaal",
            "Er is een zorgsignaal over een plaatsing. Pak het op vóór {due_on} om {due_time} "
            "uur. Daarna gaat het naar een hoger niveau.\n\n{url}/living/concerns/{concern}",
        ),
        "en": Text(
            "A concern was raised",
            "A concern was raised about a placement. Pick it up before {due_on}, {due_time}. "
            "After that it goes to a higher level.\n\n{url}/living/concerns/{concern}",
        ),
    },
    "concern_escalated": {
        "nl": Text(
            "Een zorgsignaal is opgeschaald",
            "Een zorgsignaal over een plaatsing is opgeschaald. Er is een reactie nodig vóór "
            "{due_on} om {due_time} uur.\n\n{url}/living/concerns/{concern}",
        ),
        "en": Text(
            "A concern was escalated",
            "A concern about a placement was escalated. It needs an answer before {due_on}, "
            "{due_time}.\n\n{url}/living/concerns/{concern}",
        ),
    },
    "concern_municipality": {
        "nl": Text(
            "Opgeschaald zorgsignaal {reference}",
            "Een zorgsignaal in je gemeente is opgeschaald naar de gemeente. Het kenmerk is "
            "{reference}. Er is een reactie nodig vóór {due_on} om {due_time} uur. De coördinator "
            "vertelt je aan de telefoon meer.\n\n{url}/living/escalated",
        ),
        "en": Text(
            "Escalated concern {reference}",
            "A concern in your municipality was escalated to the municipality. Its reference is "
            "{reference}. It needs an answer before {due_on}, {due_time}. The coordinator tells "
            "you more on the phone.\n\n{url}/living/escalated",
        ),
    },
    "concern_answered": {
        "nl": Text(
            "De gemeente pakt een zorgsignaal op",
            "De gemeente heeft gezien dat een zorgsignaal is opgeschaald en neemt contact met je "
            "op.\n\n{url}/living/concerns/{concern}",
        ),
        "en": Text(
            "The municipality picks up a concern",
            "The municipality has seen that a concern was escalated and gets in touch with you."
            "\n\n{url}/living/concerns/{concern}",
        ),
    },
    "concern_picked_up": {
        "nl": Text(
            "We zijn met je zorgsignaal bezig",
            "Dank je wel dat je aan de bel trok. Iemand van ons is er nu mee bezig en neemt "
            "contact met je op.\n\n{url}/living/concerns/{concern}",
        ),
        "en": Text(
            "We are working on your concern",
            "Thank you for letting us know. One of us is working on it now and gets in touch with "
            "you.\n\n{url}/living/concerns/{concern}",
        ),
    },
    "concern_closed": {
        "nl": Text(
            "Je zorgsignaal is afgesloten",
            "Je zorgsignaal is afgesloten. Ben je het er niet mee eens? Bel ons, of geef een "
            "nieuw signaal door.\n\n{url}/living/concerns/{concern}",
        ),
        "en": Text(
            "Your concern is closed",
            "Your concern is closed. Do you not agree? Call us, or raise a new concern.\n\n"
            "{url}/living/concerns/{concern}",
        ),
    },
    "signal_birthday": {
        "nl": Text(
            "Een jongere wordt 27 op {day_on}",
            "Een jongere in een plaatsing van jou wordt 27 op {day_on}. Dat telt mee voor de "
            "kostendelersnorm. Bespreek met het gastgezin wat dat betekent." + WORK_NL,
        ),
        "en": Text(
            "A youth turns 27 on {day_on}",
            "A youth in a placement of yours turns 27 on {day_on}. That counts for the "
            "kostendelersnorm. Talk with the host about what that means." + WORK_EN,
        ),
    },
    "signal_contract_end": {
        "nl": Text(
            "Een contract eindigt op {day_on}",
            "Het contract van een plaatsing van jou eindigt op {day_on}. Spreek af hoe het verder "
            "gaat: verlengen of weggaan." + WORK_NL,
        ),
        "en": Text(
            "A contract ends on {day_on}",
            "The contract of a placement of yours ends on {day_on}. Agree on what comes next: "
            "extend it or move out." + WORK_EN,
        ),
    },
    "signal_vog": {
        "nl": Text(
            "Een VOG verloopt op {day_on}",
            "Een VOG in een huis waar een jongere woont verloopt op {day_on}. Vraag op tijd een "
            "nieuwe aan." + WORK_NL,
        ),
        "en": Text(
            "A VOG expires on {day_on}",
            "A VOG in a home where a youth lives expires on {day_on}. Ask for a new one in time."
            + WORK_EN,
        ),
    },
    "signal_review": {
        "nl": Text(
            "Een plan herzien op {day_on}",
            "Op {day_on} kijken jullie opnieuw naar het plan van een plaatsing." + WORK_NL,
        ),
        "en": Text(
            "Review a plan on {day_on}",
            "On {day_on} it is time to look again at the plan of a placement." + WORK_EN,
        ),
    },
    "signal_trial_end": {
        "nl": Text(
            "De eerste maanden zijn voorbij op {day_on}",
            "Tot {day_on} kan een hospita opzeggen zonder reden. Bespreek vóór die dag of het "
            "goed gaat." + WORK_NL,
        ),
        "en": Text(
            "The first months are over on {day_on}",
            "Until {day_on} a hospita can give notice without a reason. Talk before that day "
            "about whether it goes well." + WORK_EN,
        ),
    },
}
