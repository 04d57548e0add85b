"""What each legal ground of a rent agreement means, in plain words, with its source.

These notes help a coordinator to choose and everybody to understand what was chosen. They are no
legal advice: the coordinator chooses, and asks a lawyer where it matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.words import LegalGround


@dataclass(frozen=True)
class Ground:
    """``needs_end``: True: only with a last day, False: only without, None: either.

    ``clause``: what it adds to the agreement itself; ``note``: what it means; ``caution``: what
    the coordinator must check. Each by language.
    """

    source: str
    address: str
    needs_end: bool | None
    clause: dict[str, str]
    note: dict[str, str]
    caution: dict[str, str]
    source_en: str = ""  # where the source is no name of a law

    def source_in(self, language: str) -> str:
        return self.source_en if language == "en" and self.source_en else self.source


_CIVIL_CODE = "https://wetten.overheid.nl/BWBR0005290"
_TENANCY = f"{_CIVIL_CODE}/#Boek7_Titeldeel4"

GROUNDS: dict[LegalGround, Ground] = {
    LegalGround.HOSPITA: Ground(
        "Burgerlijk Wetboek 7:232 lid 3",
        _TENANCY,
        None,
        {
            "nl": "Het gastgezin woont zelf in deze woning. In de eerste negen maanden kan het "
            "gastgezin de huur opzeggen zonder een reden uit de wet te noemen. De opzegtermijn "
            "geldt dan ook. Na negen maanden heeft de jongere de gewone huurbescherming.",
            "en": "The host lives in this home. In the first nine months the host can give "
            "notice without naming a ground from the law. The term of notice applies then too. "
            "After nine months the youth has the ordinary protection of tenants.",
        },
        {
            "nl": "Dit heet hospitaverhuur: een kamer in het huis waar het gastgezin zelf woont.",
            "en": "This is called hospitaverhuur: a room in the home where the host lives.",
        },
        {
            "nl": "De negen maanden lopen vanaf de eerste huurdag. Spreken jullie een vaste "
            "einddatum af, dan kan geen van beiden tussendoor opzeggen (huurgeschil.nl).",
            "en": "The nine months run from the first day of the rent. If you agree on a fixed "
            "last day, neither side can give notice before it (huurgeschil.nl).",
        },
    ),
    LegalGround.TARGET_GROUP_YOUTH: Ground(
        "Burgerlijk Wetboek 7:274c",
        _TENANCY,
        None,
        {
            "nl": "Deze kamer is bedoeld voor jongeren van 18 tot en met 27 jaar. Na deze huurder "
            "gaat de kamer weer naar een jongere van die leeftijd. Na vijf jaar, of eerder als de "
            "wet dat toestaat, kan het gastgezin opzeggen om weer aan een jongere te verhuren.",
            "en": "This room is meant for young people of 18 up to and including 27. After this "
            "tenant it goes to somebody of that age again. After five years, or earlier where "
            "the law allows it, the host can give notice to let to a young person again.",
        },
        {
            "nl": "Dit heet een doelgroepcontract voor jongeren.",
            "en": "This is called a doelgroepcontract for young people.",
        },
        {
            "nl": "De jongere is bij het tekenen 18 tot en met 27 jaar. De doelgroep moet in het "
            "contract staan: dat doet deze tekst.",
            "en": "The youth is 18 up to and including 27 when signing. The contract must name "
            "the group: this text does.",
        },
    ),
    LegalGround.FIXED_LISTED: Ground(
        "Wet vaste huurcontracten, Stb. 2024, 152; Burgerlijk Wetboek 7:271 lid 1",
        "https://zoek.officielebekendmakingen.nl/stb-2024-152.html",
        True,
        {
            "nl": "Deze huur is tijdelijk, voor een groep die de wet noemt. Het gastgezin laat "
            "schriftelijk weten dat de huur stopt: niet eerder dan drie maanden en niet later dan "
            "een maand voor de laatste dag. Gebeurt dat niet, dan loopt de huur door zonder "
            "einddatum. De jongere mag ook tussendoor opzeggen.",
            "en": "This rent is for a fixed time, for a group that the law lists. The host says "
            "in writing that the rent ends: at most three months and at least one month before "
            "the last day. Without that the rent goes on with no end. The youth may also give "
            "notice in between.",
        },
        {
            "nl": "Sinds 1 juli 2024 mag een tijdelijk huurcontract alleen voor groepen die de "
            "wet noemt.",
            "en": "Since 1 July 2024 a rent contract for a fixed time is allowed only for groups "
            "that the law lists.",
        },
        {
            "nl": "Schrijf hieronder bij welke groep de jongere hoort. Een einddatum is verplicht.",
            "en": "Write below to which group the youth belongs. A last day is required.",
        },
    ),
    LegalGround.INDEFINITE: Ground(
        "Burgerlijk Wetboek 7:271 en 7:274",
        _TENANCY,
        False,
        {
            "nl": "De huur heeft geen einddatum. Het gastgezin kan alleen opzeggen met een reden "
            "die de wet noemt.",
            "en": "The rent has no last day. The host can give notice only on a ground that the "
            "law names.",
        },
        {
            "nl": "Dit is een gewoon huurcontract voor onbepaalde tijd.",
            "en": "This is an ordinary rent contract without an end.",
        },
        {
            "nl": "Laat de einddatum leeg.",
            "en": "Leave the last day empty.",
        },
    ),
    LegalGround.LODGING: Ground(
        "Burgerlijk Wetboek 7:232 lid 2",
        _TENANCY,
        None,
        {
            "nl": "De jongere woont in bij het gastgezin. Dit verblijf is naar zijn aard van korte "
            "duur.",
            "en": "The youth lodges with the host. This stay is of short duration by its nature.",
        },
        {
            "nl": "Dit is inwoning of logies: wonen bij iemand, met diensten zoals maaltijden.",
            "en": "This is lodging (inwoning of logies): living with somebody, with services such "
            "as meals.",
        },
        {
            "nl": "Een rechter kijkt naar hoe het echt gaat, niet naar de naam. Betaalt de jongere "
            "elke maand voor een eigen kamer, dan is het meestal huur.",
            "en": "A judge looks at what really happens, not at the name. Who pays every month for "
            "a room of their own mostly rents it.",
        },
    ),
    LegalGround.OTHER: Ground(
        "zoals de coördinator heeft opgeschreven",
        _TENANCY,
        None,
        {
            "nl": "Partijen kiezen voor de vorm die hieronder staat.",
            "en": "The parties choose the form that is written below.",
        },
        {
            "nl": "Dit is een andere vorm dan die hierboven.",
            "en": "This is another form than those above.",
        },
        {
            "nl": "Schrijf hieronder welke grond het is en waarom. Vraag een jurist om raad.",
            "en": "Write below which ground it is and why. Ask a lawyer for advice.",
        },
        source_en="as the coordinator wrote it down",
    ),
}

#: Grounds for which the coordinator has to explain the choice in own words.
NEEDS_NOTE = (LegalGround.FIXED_LISTED, LegalGround.OTHER)

NO_ADVICE = {
    "nl": "Kamermatch geeft geen juridisch advies. Vragen over huur? Vraag het gratis aan het "
    "Juridisch Loket of kijk op de website van de Huurcommissie.",
    "en": "Kamermatch gives no legal advice. Questions about rent? Ask the Juridisch Loket for "
    "free, or see the website of the Huurcommissie.",
}


def end_contradicts(ground: LegalGround, ends_on: date | None) -> str | None:
    """Return 'end_needed' or 'end_not_allowed' when the last day does not go with the ground."""
    needs = GROUNDS[ground].needs_end
    if needs is True and ends_on is None:
        return "end_needed"
    if needs is False and ends_on is not None:
        return "end_not_allowed"
    return None
