"""Mails about the two agreements and moving in. No names, no amounts and no address."""

from __future__ import annotations

from matcher.messages.text import Text

TEXTS: dict[str, dict[str, Text]] = {
    "agreement_rules": {
        "nl": Text(
            "Lees de huisregels",
            "De huisregels staan klaar. Lees ze één voor één en zeg bij elke regel of je ermee "
            "akkoord gaat. Je hoeft niet in te loggen:\n\n{link}\n\n"
            "Begrijp je een regel niet, of ben je het er niet mee eens? Bel je coördinator. Vink "
            "die regel dan nog niet aan.",
        ),
        "en": Text(
            "Read the house rules",
            "The house rules are ready. Read them one by one and say for each rule whether you "
            "agree. You do not have to sign in:\n\n{link}\n\n"
            "Is a rule not clear, or do you not agree? Call your coordinator, and do not tick "
            "that rule yet.",
        ),
    },
    "agreement_rules_reminder": {
        "nl": Text(
            "Wil je de huisregels nog lezen?",
            "Je hebt nog niet bij alle huisregels gezegd of je akkoord gaat. Pas daarna kan de "
            "overeenkomst klaar. Het kost een paar minuten:\n\n{link}\n\n"
            "Lukt het niet? Bel je coördinator.",
        ),
        "en": Text(
            "Will you still read the house rules?",
            "You have not yet said for every house rule whether you agree. The agreement can be "
            "finished only after that. It takes a few minutes:\n\n{link}\n\n"
            "Any trouble? Call your coordinator.",
        ),
    },
    "agreement_explained": {
        "nl": Text(
            "Iedereen is akkoord met de huisregels",
            "Bij plaatsing {placement} zijn jongere, gastgezin en coördinator akkoord met elke "
            "huisregel. Je kunt de overeenkomsten nu klaarmaken om te tekenen:\n\n"
            "{url}/placements/{placement}/agreements",
        ),
        "en": Text(
            "Everybody agrees to the house rules",
            "For placement {placement}, youth, host and coordinator agree to every house rule. "
            "You can now make the agreements ready to sign:\n\n"
            "{url}/placements/{placement}/agreements",
        ),
    },
    "agreement_offered": {
        "nl": Text(
            "De overeenkomst is klaar om te tekenen",
            "De overeenkomst is klaar. Heb je een account? Dan staat die op je eigen pagina:"
            "\n\n{url}\n\n"
            "Je coördinator spreekt met je af wanneer je tekent. Lees alles rustig. Vraag uitleg "
            "als je iets niet begrijpt.",
        ),
        "en": Text(
            "The agreement is ready to sign",
            "The agreement is ready. Do you have an account? Then it stands on your own page:"
            "\n\n{url}\n\n"
            "Your coordinator agrees with you when you sign. Take your time to read it. Ask when "
            "something is not clear.",
        ),
    },
    "agreement_signed": {
        "nl": Text(
            "Beide overeenkomsten zijn getekend",
            "De huurovereenkomst en de begeleidingsovereenkomst zijn getekend. De huur begint op "
            "{starts_on}. Je coördinator spreekt met je af hoe die dag gaat.\n\n{url}",
        ),
        "en": Text(
            "Both agreements are signed",
            "The rent agreement and the coaching agreement are signed. The rent begins on "
            "{starts_on}. Your coordinator agrees with you how that day will go.\n\n{url}",
        ),
    },
    "agreement_to_sign": {
        "nl": Text(
            "Nog niet getekend: de overeenkomsten van plaatsing {placement}",
            "De overeenkomsten van plaatsing {placement} liggen al sinds {offered_on} klaar en "
            "zijn nog niet allebei getekend. Maak een afspraak, en zet daarna de getekende "
            "versie op de pagina:\n\n{url}/placements/{placement}/agreements",
        ),
        "en": Text(
            "Not signed yet: the agreements of placement {placement}",
            "The agreements of placement {placement} have been ready since {offered_on} and are "
            "not both signed. Make an appointment, and put the signed copy on the page after "
            "that:\n\n{url}/placements/{placement}/agreements",
        ),
    },
}
