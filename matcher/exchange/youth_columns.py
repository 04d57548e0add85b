"""The columns of the file with youths: one row per youth, with needs and places."""

from __future__ import annotations

from datetime import date

from matcher.exchange.column import Column, Kind, Text
from matcher.exchange.host_columns import EXAMPLE_REFERENCE
from matcher.words import (
    Attention,
    DayActivity,
    Gender,
    GenderWish,
    GuidanceKind,
    Interest,
    TargetGroup,
    YouthStatus,
)

YOUTH = (
    Column(
        name="youth_reference",
        nl="Kenmerk jongere",
        en="Youth reference",
        meaning=Text(
            "Je eigen nummer of code voor de jongere, nooit een BSN. Een kenmerk dat al "
            "bestaat, werkt die jongere bij.",
            "Your own number or code for the youth, never a BSN. A reference that exists "
            "already updates that youth.",
        ),
        kind=Kind.REFERENCE,
        part="youth",
        attribute="reference",
        required=True,
        length=40,
        example=f"{EXAMPLE_REFERENCE}-J1",
    ),
    Column(
        name="first_name",
        nl="Voornaam",
        en="First name",
        meaning=Text("Voornaam of roepnaam.", "First name."),
        kind=Kind.TEXT,
        part="youth",
        required=True,
        length=80,
        example="Robin",
    ),
    Column(
        name="last_name",
        nl="Achternaam",
        en="Last name",
        meaning=Text("Achternaam, met tussenvoegsel.", "Last name, with its prefix."),
        kind=Kind.TEXT,
        part="youth",
        required=True,
        length=120,
        example="van Voorbeeld",
    ),
    Column(
        name="birth_date",
        nl="Geboortedatum",
        en="Date of birth",
        meaning=Text("Geboortedatum.", "Date of birth."),
        kind=Kind.DATE,
        part="youth",
        required=True,
        example=date(2006, 5, 17),
    ),
    Column(
        name="gender",
        nl="Geslacht",
        en="Gender",
        meaning=Text("Geslacht van de jongere.", "Gender of the youth."),
        kind=Kind.WORD,
        word=Gender,
        part="youth",
        required=True,
        example=Gender.FEMALE,
    ),
    Column(
        name="email",
        nl="E-mail",
        en="E-mail",
        meaning=Text("E-mailadres van de jongere.", "E-mail address of the youth."),
        kind=Kind.EMAIL,
        part="youth",
        default="",
        length=254,
        example="robin@example.org",
    ),
    Column(
        name="phone",
        nl="Telefoon",
        en="Phone",
        meaning=Text(
            "Telefoonnummer, met een 0 of + vooraan.", "Phone number, starting with 0 or +."
        ),
        kind=Kind.PHONE,
        part="youth",
        default="",
        length=30,
        example="06 00000000",
    ),
    Column(
        name="municipality",
        nl="Gemeente",
        en="Municipality",
        meaning=Text(
            "Gemeente die verantwoordelijk is voor de jongere: naam of CBS-code.",
            "Municipality that is responsible for the youth: name or CBS code.",
        ),
        kind=Kind.MUNICIPALITY,
        part="youth",
        attribute="municipality_code",
        required=True,
        length=80,
        example="GM0344",
    ),
    Column(
        name="care_organisation",
        nl="Zorgorganisatie",
        en="Care organisation",
        meaning=Text(
            "Organisatie die de jongere begeleidt: code of naam, zoals bekend in Kamermatch.",
            "Organisation that guides the youth: code or name, as known to Kamermatch.",
        ),
        kind=Kind.ORGANISATION,
        part="youth",
        attribute="organisation_id",
        length=120,
    ),
    Column(
        name="status",
        nl="Status jongere",
        en="Youth status",
        meaning=Text(
            "Hoe ver de jongere is. Alleen wie klaar is voor een match, doet mee aan een "
            "matchronde. 'Geplaatst' volgt uit een plaatsing en kan niet via een bestand.",
            "How far the youth is. Only who is ready to be matched enters a matching round. "
            "'Placed' follows from a placement and cannot come from a file.",
        ),
        kind=Kind.WORD,
        word=YouthStatus,
        part="youth",
        default=str(YouthStatus.REGISTERED),
        example=YouthStatus.REGISTERED,
    ),
    Column(
        name="registered_on",
        nl="Aangemeld op",
        en="Registered on",
        meaning=Text(
            "Datum van aanmelding; de wachttijd telt vanaf deze dag.",
            "Date of registration; waiting time counts from this day.",
        ),
        kind=Kind.DATE,
        part="youth",
        keeps=True,
        default_text=Text("de dag van de import", "the day of the import"),
        example=date(2026, 1, 5),
    ),
    Column(
        name="ready_on",
        nl="Kan verhuizen vanaf",
        en="Can move from",
        meaning=Text(
            "Eerste dag waarop de jongere kan verhuizen.",
            "First day on which the youth can move.",
        ),
        kind=Kind.DATE,
        part="youth",
        required=True,
        example=date(2026, 3, 1),
    ),
    Column(
        name="out_of_care_on",
        nl="Uit zorg op",
        en="Out of care on",
        meaning=Text(
            "Datum waarop de jeugdzorg stopt of stopte.", "Date on which youth care ends or ended."
        ),
        kind=Kind.DATE,
        part="youth",
        example=date(2026, 6, 1),
    ),
    Column(
        name="target_group",
        nl="Doelgroep",
        en="Target group",
        meaning=Text("Hoe zwaar de hulpvraag is.", "How heavy the need for help is."),
        kind=Kind.WORD,
        word=TargetGroup,
        part="youth",
        required=True,
        example=TargetGroup.LIGHT,
    ),
    Column(
        name="urgency",
        nl="Urgentie",
        en="Urgency",
        meaning=Text(
            "Van 0 (geen haast) tot en met 3 (geen dak boven het hoofd).",
            "From 0 (no hurry) to 3 (no roof).",
        ),
        kind=Kind.WHOLE,
        part="youth",
        default=0,
        low=0,
        high=3,
        example=1,
    ),
    Column(
        name="consent_on",
        nl="Toestemming op",
        en="Consent on",
        meaning=Text(
            "Datum waarop de jongere toestemming gaf om de gegevens te gebruiken.",
            "Date on which the youth consented to the use of the details.",
        ),
        kind=Kind.DATE,
        part="youth",
        attribute="consent_at",
        keeps=True,
        example=date(2026, 1, 5),
    ),
)

NEEDS = (
    Column(
        name="budget",
        nl="Budget huur per maand",
        en="Rent budget per month",
        meaning=Text(
            "Hoogste huur per maand in euro die de jongere kan betalen.",
            "Highest rent per month in euros that the youth can pay.",
        ),
        kind=Kind.MONEY,
        part="needs",
        attribute="budget_cents",
        required=True,
        low=0,
        high=500_000,
        example=45000,
    ),
    Column(
        name="guidance_kind",
        nl="Soort begeleiding",
        en="Kind of guidance",
        meaning=Text("Welke begeleiding de jongere krijgt.", "Which guidance the youth gets."),
        kind=Kind.WORD,
        word=GuidanceKind,
        is_number=True,
        part="needs",
        required=True,
        example=4,
    ),
    Column(
        name="day_activity",
        nl="Dagbesteding",
        en="Day activity",
        meaning=Text("Wat de jongere overdag doet.", "What the youth does by day."),
        kind=Kind.WORD,
        word=DayActivity,
        part="needs",
        required=True,
        example=DayActivity.SCHOOL,
    ),
    Column(
        name="max_distance_km",
        nl="Afstand hoogstens (km)",
        en="Distance at most (km)",
        meaning=Text(
            "Hoe ver de kamer hoogstens mag liggen van een plaats die telt.",
            "How far the room may be at most from a place that matters.",
        ),
        kind=Kind.DECIMAL,
        part="needs",
        default=15.0,
        low=0.5,
        high=400,
        example=15.0,
    ),
    Column(
        name="smokes",
        nl="Rookt",
        en="Smokes",
        meaning=Text("Of de jongere rookt.", "Whether the youth smokes."),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="has_pet",
        nl="Heeft huisdier",
        en="Has a pet",
        meaning=Text("Of er een huisdier mee verhuist.", "Whether a pet moves in as well."),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="allergic_to_cats",
        nl="Allergisch voor katten",
        en="Allergic to cats",
        meaning=Text("Of de jongere niet tegen katten kan.", "Whether cats make the youth ill."),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="allergic_to_dogs",
        nl="Allergisch voor honden",
        en="Allergic to dogs",
        meaning=Text("Of de jongere niet tegen honden kan.", "Whether dogs make the youth ill."),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="needs_step_free",
        nl="Kan geen trap lopen",
        en="Needs step-free access",
        meaning=Text(
            "Of de kamer zonder trap te bereiken moet zijn.",
            "Whether the room must be reachable without stairs.",
        ),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="household_gender_wish",
        nl="Wil wonen bij",
        en="Wants to live with",
        meaning=Text(
            "Met welke volwassenen de jongere in huis wil wonen.",
            "With which adults the youth wants to live.",
        ),
        kind=Kind.WORD,
        word=GenderWish,
        part="needs",
        default=str(GenderWish.ANY),
        example=GenderWish.ANY,
    ),
    Column(
        name="accepts_children",
        nl="Kinderen in huis is goed",
        en="Accepts children",
        meaning=Text(
            "Of kinderen in huis goed zijn voor de jongere.",
            "Whether the youth can live with children.",
        ),
        kind=Kind.YES_NO,
        part="needs",
        default=True,
        example=True,
    ),
    Column(
        name="accepts_smoking_household",
        nl="Rokers in huis is goed",
        en="Accepts smokers",
        meaning=Text(
            "Of de jongere kan wonen waar gerookt wordt.",
            "Whether the youth can live where people smoke.",
        ),
        kind=Kind.YES_NO,
        part="needs",
        default=True,
        example=False,
    ),
    Column(
        name="accepts_pets",
        nl="Huisdieren in huis is goed",
        en="Accepts pets",
        meaning=Text(
            "Of de jongere kan wonen waar huisdieren zijn.",
            "Whether the youth can live with pets.",
        ),
        kind=Kind.YES_NO,
        part="needs",
        default=True,
        example=True,
    ),
    Column(
        name="languages",
        nl="Talen",
        en="Languages",
        meaning=Text(
            "Talen die de jongere spreekt, met een komma ertussen.",
            "Languages that the youth speaks, separated by commas.",
        ),
        kind=Kind.LANGUAGES,
        part="needs",
        default="nl",
        length=1000,
        example="nl ar",
    ),
    Column(
        name="interests",
        nl="Interesses",
        en="Interests",
        meaning=Text(
            "Wat de jongere graag doet, met een komma ertussen.",
            "What the youth likes to do, separated by commas.",
        ),
        kind=Kind.WORDS,
        word=Interest,
        part="needs",
        default="",
        length=1000,
        example="music sport",
    ),
    Column(
        name="attention_wish",
        nl="Aandacht die ik wil",
        en="Attention wanted",
        meaning=Text(
            "Hoeveel aandacht de jongere wil van het huishouden.",
            "How much attention the youth wants from the household.",
        ),
        kind=Kind.WORD,
        word=Attention,
        is_number=True,
        part="needs",
        default=2,
        example=2,
    ),
    Column(
        name="age_exception",
        nl="Uitzondering op leeftijd",
        en="Age exception",
        meaning=Text(
            "Of de jongere mee mag doen buiten de gewone leeftijd; dan is een reden nodig. "
            "Op het scherm besluit een tweede persoon; wie een bestand inleest, staat er zelf "
            "voor in dat dit is afgesproken.",
            "Whether the youth may take part outside the usual ages; this needs a reason. On "
            "screen a second person decides; whoever imports a file answers for it that this "
            "was agreed.",
        ),
        kind=Kind.YES_NO,
        part="needs",
        default=False,
        example=False,
    ),
    Column(
        name="age_exception_reason",
        nl="Reden uitzondering leeftijd",
        en="Reason for the age exception",
        meaning=Text("Waarom de uitzondering geldt.", "Why the exception holds."),
        kind=Kind.TEXT,
        part="needs",
        default="",
        length=2000,
    ),
)

_HOW_TO_WRITE = Text(
    "Naam van een plaats of gemeente; is de naam niet uniek, zet dan de gemeente erachter: "
    "Beek (Montferland). Een eigen plek op de kaart kan ook: Noordpark (Utrecht) [52.11, 5.11].",
    "Name of a town or municipality; if the name is not unique, add the municipality: "
    "Beek (Montferland). An own spot on the map works too: Noordpark (Utrecht) [52.11, 5.11].",
)


def _place(name: str, nl: str, en: str, meaning: Text, example: str | None) -> Column:
    return Column(
        name=name,
        nl=nl,
        en=en,
        meaning=Text(
            f"{meaning.nl} {_HOW_TO_WRITE.nl}" if name == "home_town" else meaning.nl,
            f"{meaning.en} {_HOW_TO_WRITE.en}" if name == "home_town" else meaning.en,
        ),
        kind=Kind.PLACE,
        part="places",
        length=200,
        example=example,
    )


PLACES = (
    _place(
        "home_town",
        "Woonplaats",
        "Home town",
        Text("Waar de jongere nu woont.", "Where the youth lives now."),
        "Utrecht",
    ),
    _place(
        "birth_town",
        "Geboorteplaats",
        "Birth town",
        Text(
            "Waar de jongere geboren is. Laat leeg bij een plaats buiten Nederland.",
            "Where the youth was born. Leave empty for a place outside the Netherlands.",
        ),
        "Zwolle",
    ),
    _place(
        "study_town",
        "Studieplaats",
        "Study town",
        Text("Waar de jongere naar school gaat.", "Where the youth goes to school."),
        "Utrecht",
    ),
    _place(
        "work_town",
        "Werkplaats",
        "Work town",
        Text("Waar de jongere werkt.", "Where the youth works."),
        None,
    ),
    _place(
        "avoid_place",
        "Plek om te mijden",
        "Place to avoid",
        Text(
            "Waar de jongere niet in de buurt mag wonen.",
            "A place near which the youth must not live.",
        ),
        None,
    ),
    Column(
        name="avoid_radius_km",
        nl="Afstand tot plek om te mijden (km)",
        en="Distance to the place to avoid (km)",
        meaning=Text(
            "Hoe ver de kamer minstens van de plek om te mijden ligt.",
            "How far the room must be at least from the place to avoid.",
        ),
        kind=Kind.DECIMAL,
        part="places",
        default=5.0,
        low=0.1,
        high=100,
    ),
    Column(
        name="other_places",
        nl="Andere plekken",
        en="Other places",
        meaning=Text(
            "Meer plekken van vroeger, nu en straks, met een puntkomma ertussen. Elke plek: "
            "wanneer, komma, soort, dubbele punt, plaats. Achter een plek om te mijden kan een "
            "afstand staan: nu, plek om te mijden: Zwolle 10 km.",
            "More places of past, now and later, separated by semicolons. Each place: when, "
            "comma, kind, colon, town. A place to avoid may end in a distance: "
            "now, place to avoid: Zwolle 10 km.",
        ),
        kind=Kind.PLACES,
        part="places",
        length=2000,
        example="straks, werkplaats: Zwolle",
    ),
)

YOUTH_COLUMNS = YOUTH + NEEDS + PLACES
