"""Mails about leaving and what comes after. None says why, where to, or who somebody is."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "ending_known_youth": {
        "nl": Text(
            "Je laatste dag in je kamer",
            "Op {ends_on} is je laatste dag in je kamer. Je begeleider maakt met jou een plan "
            "voor daarna. Klopt de dag niet? Bel dan je coördinator.\n\n"
            "Heb je een account? Je leest alles op je eigen pagina:\n\n{url}",
        ),
        "en": Text(
            "Your last day in your room",
            "Your last day in your room is {ends_on}. Your counsellor makes a plan with you for "
            "what comes after. Is the day wrong? Then call your coordinator.\n\n"
            "Do you have an account? You read everything on your own page:\n\n{url}",
        ),
    },
    "ending_known_host": {
        "nl": Text(
            "De laatste dag van de jongere in je huis",
            "De laatste dag van de jongere in je huis is {ends_on}. Vanaf die dag is de kamer "
            "weer vrij. We kijken nu al wie er daarna past, als jij dat wilt. Wil je rust, of "
            "wil je stoppen? Zeg het op je pagina of bel je coördinator:\n\n{url}",
        ),
        "en": Text(
            "The last day of the young person in your home",
            "The last day of the young person in your home is {ends_on}. The room is free again "
            "from that day. We already look who may come after, if you wish. Would you like a "
            "rest, or stop? Say so on your page, or call your coordinator:\n\n{url}",
        ),
    },
    "ending_known_staff": {
        "nl": Text(
            "Einde bekend van plaatsing {placement}",
            "Plaatsing {placement} eindigt op {ends_on}. De kamer staat vanaf nu weer in het "
            "aanbod. Vul in waar de jongere heen gaat, en maak samen het toekomstplan:\n\n"
            "{url}/placements/{placement}/ending",
        ),
        "en": Text(
            "End known of placement {placement}",
            "Placement {placement} ends on {ends_on}. The room is in the pool again from now. "
            "Fill in where the youth goes, and make the future plan together:\n\n"
            "{url}/placements/{placement}/ending",
        ),
    },
    "ending_withdrawn": {
        "nl": Text(
            "De opzegging gaat niet door",
            "De opzegging is ingetrokken. De afspraken blijven zoals ze waren. Vragen? Bel je "
            "coördinator.\n\n{url}",
        ),
        "en": Text(
            "The notice was taken back",
            "The notice was taken back. What was agreed stays as it was. Questions? Call your "
            "coordinator.\n\n{url}",
        ),
    },
    "ending_withdrawn_staff": {
        "nl": Text(
            "Opzegging ingetrokken van plaatsing {placement}",
            "Plaatsing {placement} gaat toch door. De kamer is uit het aanbod.\n\n"
            "{url}/placements/{placement}",
        ),
        "en": Text(
            "Notice taken back of placement {placement}",
            "Placement {placement} goes on after all. The room is out of the pool.\n\n"
            "{url}/placements/{placement}",
        ),
    },
    "evaluation_asked_youth": {
        "nl": Text(
            "Hoe was het in je kamer?",
            "Je hebt bij een gastgezin gewoond. Hoe was dat? Een paar vragen, vijf minuten. Je "
            "hoeft niet in te loggen:\n\n{link}\n\n"
            "Het gastgezin leest je antwoorden niet. Het kan tot en met {due_on}.",
        ),
        "en": Text(
            "How was it in your room?",
            "You lived with a host. How was it? A few questions, five minutes. You do not have "
            "to sign in:\n\n{link}\n\n"
            "The host does not read your answers. You can do it until {due_on}.",
        ),
    },
    "evaluation_asked_host": {
        "nl": Text(
            "Hoe was het met een jongere in huis?",
            "Er heeft een jongere bij je gewoond. Hoe was dat? Een paar vragen, vijf minuten. Je "
            "zegt ook of je weer een jongere wilt. Je hoeft niet in te loggen:\n\n{link}\n\n"
            "De jongere leest je antwoorden niet. Het kan tot en met {due_on}.",
        ),
        "en": Text(
            "How was it with a young person at home?",
            "A young person lived with you. How was it? A few questions, five minutes. You also "
            "say whether you would like another guest. You do not have to sign in:\n\n{link}\n\n"
            "The young person does not read your answers. You can do it until {due_on}.",
        ),
    },
    "evaluation_reminder_youth": {
        "nl": Text(
            "Wil je nog vertellen hoe het was in je kamer?",
            "We zijn benieuwd hoe je het vond in je kamer. Andere jongeren hebben er iets aan. "
            "Het kan tot en met {due_on}:\n\n{link}",
        ),
        "en": Text(
            "Would you still like to tell us how your room was?",
            "We would like to know how you liked your room. It helps other young people. You can "
            "do it until {due_on}:\n\n{link}",
        ),
    },
    "evaluation_reminder_host": {
        "nl": Text(
            "Wil je nog vertellen hoe het was met een jongere in huis?",
            "We horen graag hoe het voor jou was. Andere gastgezinnen hebben er iets aan. Het kan "
            "tot en met {due_on}:\n\n{link}",
        ),
        "en": Text(
            "Would you still like to tell us about your young guest?",
            "We would like to hear how it was for you. It helps other hosts. You can do it until "
            "{due_on}:\n\n{link}",
        ),
    },
    "evaluation_given_youth": {
        "nl": Text(
            "Evaluatie van de jongere binnen: plaatsing {placement}",
            "De jongere van plaatsing {placement} heeft de evaluatie ingevuld. De coördinator leest "
            "de antwoorden hier:\n\n{url}/placements/{placement}/ending",
        ),
        "en": Text(
            "The youth gave the evaluation: placement {placement}",
            "The youth of placement {placement} gave the evaluation. The coordinator reads it "
            "here:\n\n{url}/placements/{placement}/ending",
        ),
    },
    "evaluation_given_host": {
        "nl": Text(
            "Evaluatie van het gastgezin binnen: plaatsing {placement}",
            "Het gastgezin van plaatsing {placement} heeft de evaluatie ingevuld. De coördinator leest "
            "de antwoorden hier:\n\n{url}/placements/{placement}/ending",
        ),
        "en": Text(
            "The host gave the evaluation: placement {placement}",
            "The host of placement {placement} gave the evaluation. The coordinator reads it "
            "here:\n\n{url}/placements/{placement}/ending",
        ),
    },
    "warm_handover_asked": {
        "nl": Text(
            "Wil je bevestigen dat je het overneemt?",
            "Iemand van Kamermatch draagt een jongere aan je over. Jullie hebben daar samen over "
            "gepraat, of doen dat nog. Wil je bevestigen dat je het overneemt?\n\n{link}\n\n"
            "Weet je niet waar dit over gaat? Bevestig dan niet, en zeg dat op dezelfde pagina.",
        ),
        "en": Text(
            "Will you confirm that you take over?",
            "Somebody of Kamermatch hands a young person over to you. You have talked about it, "
            "or will do so. Will you confirm that you take over?\n\n{link}\n\n"
            "Do you not know what this is about? Then do not confirm, and say so on that page.",
        ),
    },
    "warm_handover_reminder": {
        "nl": Text(
            "Nog niet bevestigd: de overdracht aan jou",
            "We hebben nog niet gehoord of je het overneemt. Wil je het laten weten?\n\n{link}",
        ),
        "en": Text(
            "Not yet confirmed: the hand-over to you",
            "We have not heard yet whether you take over. Will you let us know?\n\n{link}",
        ),
    },
    "warm_handover_confirmed": {
        "nl": Text(
            "Overdracht bevestigd bij plaatsing {placement}",
            "De ontvanger neemt het over. Plaatsing {placement}:\n\n{url}/placements/{placement}",
        ),
        "en": Text(
            "Hand-over confirmed for placement {placement}",
            "The receiver takes over. Placement {placement}:\n\n{url}/placements/{placement}",
        ),
    },
    "warm_handover_refused": {
        "nl": Text(
            "Overdracht niet aangenomen bij plaatsing {placement}",
            "De ontvanger neemt het niet over. Bel even, of vraag iemand anders. Plaatsing "
            "{placement}:\n\n{url}/placements/{placement}",
        ),
        "en": Text(
            "Hand-over not accepted for placement {placement}",
            "The receiver does not take over. Call, or ask somebody else. Placement "
            "{placement}:\n\n{url}/placements/{placement}",
        ),
    },
    "warm_handover_silent": {
        "nl": Text(
            "Geen antwoord op de overdracht bij plaatsing {placement}",
            "De ontvanger heeft niet geantwoord. Bel even, of vraag iemand anders. Plaatsing "
            "{placement}:\n\n{url}/placements/{placement}",
        ),
        "en": Text(
            "No answer to the hand-over of placement {placement}",
            "The receiver has not answered. Call, or ask somebody else. Placement "
            "{placement}:\n\n{url}/placements/{placement}",
        ),
    },
    "follow_up_asked": {
        "nl": Text(
            "Hoe gaat het nu met je?",
            "Een tijd geleden woonde je bij een gastgezin. We zijn benieuwd hoe het nu gaat. Het "
            "zijn drie vragen:\n\n{link}\n\n"
            "Wil je dat iemand je belt? Dat kun je daar ook zeggen. En nee zeggen mag.",
        ),
        "en": Text(
            "How are you now?",
            "Some time ago you lived with a host. We would like to know how you are now. It is "
            "three questions:\n\n{link}\n\n"
            "Would you like somebody to call? You can say so there too. And you may say no.",
        ),
    },
    "follow_up_staff": {
        "nl": Text(
            "Tijd voor nazorg bij plaatsing {placement}",
            "De jongere van plaatsing {placement} kreeg een mail met de vraag hoe het gaat. Bel "
            "ook zelf, en leg vast wat je hoort:\n\n{url}/placements/{placement}/follow-up",
        ),
        "en": Text(
            "Time for the follow-up of placement {placement}",
            "The youth of placement {placement} got a mail that asks how things are. Call too, "
            "and write down what you hear:\n\n{url}/placements/{placement}/follow-up",
        ),
    },
    "follow_up_answered": {
        "nl": Text(
            "Antwoord op de nazorg bij plaatsing {placement}",
            "De jongere van plaatsing {placement} vertelde hoe het gaat. Lees het, en kijk of er "
            "iets nodig is:\n\n{url}/placements/{placement}/follow-up",
        ),
        "en": Text(
            "An answer to the follow-up of placement {placement}",
            "The youth of placement {placement} told how things are. Read it, and see whether "
            "something is needed:\n\n{url}/placements/{placement}/follow-up",
        ),
    },
    "follow_up_contact": {
        "nl": Text(
            "Een jongere vraagt om contact",
            "De jongere van plaatsing {placement} wil dat iemand belt. Doe dat vandaag nog:\n\n"
            "{url}/placements/{placement}/follow-up",
        ),
        "en": Text(
            "A youth asks for contact",
            "The youth of placement {placement} would like somebody to call. Please do so today:"
            "\n\n{url}/placements/{placement}/follow-up",
        ),
    },
}
