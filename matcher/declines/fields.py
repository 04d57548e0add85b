"""What of a youth, a room and a home can make a pair worth proposing again, in words. Pure."""

from __future__ import annotations

from typing import Literal

from matcher.words import Word

Shape = Literal["money", "date", "kilometres", "number", "flag", "guidance", "word", "print"]


class PairField(Word):
    """``side.column``: one fact about a pair."""

    READY_ON = "youth.ready_on", "wanneer de jongere kan verhuizen", "when the youth can move"
    TARGET_GROUP = "youth.target_group", "doelgroep van de jongere", "target group of the youth"
    BUDGET = "youth.budget_cents", "budget van de jongere", "budget of the youth"
    GUIDANCE = "youth.guidance_kind", "soort begeleiding van de jongere", "guidance of the youth"
    DAY_ACTIVITY = (
        "youth.has_day_activity",
        "of de jongere overdag iets te doen heeft",
        "whether the youth has something to do by day",
    )
    MAX_DISTANCE = (
        "youth.max_distance_km",
        "hoe ver de jongere wil reizen",
        "how far the youth will travel",
    )
    YOUTH_SMOKES = "youth.smokes", "of de jongere rookt", "whether the youth smokes"
    YOUTH_PET = (
        "youth.has_pet",
        "of de jongere een huisdier heeft",
        "whether the youth has a pet",
    )
    GENDER_WISH = (
        "youth.household_gender_wish",
        "bij wie de jongere wil wonen",
        "with whom the youth can live",
    )
    ACCEPTS_CHILDREN = (
        "youth.accepts_children",
        "of de jongere bij kinderen wil wonen",
        "whether the youth can live with children",
    )
    ACCEPTS_SMOKING = (
        "youth.accepts_smoking_household",
        "of de jongere bij rokers wil wonen",
        "whether the youth can live with smokers",
    )
    ACCEPTS_PETS = (
        "youth.accepts_pets",
        "of de jongere bij huisdieren wil wonen",
        "whether the youth can live with pets",
    )
    YOUTH_LANGUAGES = "youth.languages", "talen van de jongere", "languages of the youth"
    YOUTH_INTERESTS = "youth.interests", "interesses van de jongere", "interests of the youth"
    ATTENTION_WISH = (
        "youth.attention_wish",
        "hoeveel contact de jongere wil",
        "how much contact the youth wants",
    )
    PLACES = "youth.places", "plekken van de jongere", "places of the youth"
    YOUTH_STATUS = "youth.status", "of de jongere een kamer zoekt", "whether the youth wants a room"
    RENT = "room.rent_cents", "huur van de kamer", "rent of the room"
    MIN_AGE = "room.min_age", "laagste leeftijd voor de kamer", "lowest age for the room"
    MAX_AGE = "room.max_age", "hoogste leeftijd voor de kamer", "highest age for the room"
    ACCEPTS_GENDER = (
        "room.accepts_gender",
        "wie het gastgezin zoekt",
        "whom the host is looking for",
    )
    SMOKING_ALLOWED = (
        "room.smoking_allowed",
        "of roken mag",
        "whether smoking is allowed",
    )
    PETS_WELCOME = "room.pets_welcome", "of een huisdier mag", "whether a pet is welcome"
    ACCEPTS_GUIDANCE = (
        "room.accepts_guidance",
        "welke begeleiding bij het gastgezin past",
        "which guidance suits the host",
    )
    REQUIRES_DAY_ACTIVITY = (
        "room.requires_day_activity",
        "of een jongere overdag iets te doen moet hebben",
        "whether a youth must have something to do by day",
    )
    PERIODS = "room.periods", "wanneer de kamer vrij is", "when the room is free"
    RULES = "home.rules", "huisregels", "house rules"
    HAS_CHILDREN = (
        "home.has_children",
        "of er kinderen in huis zijn",
        "whether children live there",
    )
    HOME_SMOKES = "home.smokes", "of er in huis gerookt wordt", "whether the household smokes"
    HAS_CAT = "home.has_cat", "of er een kat is", "whether there is a cat"
    HAS_DOG = "home.has_dog", "of er een hond is", "whether there is a dog"
    HOME_GENDER = "home.gender", "wie er in huis wonen", "who lives in the home"
    HOME_LANGUAGES = "home.languages", "talen in huis", "languages in the home"
    HOME_INTERESTS = "home.interests", "interesses van het gastgezin", "interests of the host"
    ATTENTION_OFFER = (
        "home.attention_offer",
        "hoeveel contact het gastgezin biedt",
        "how much contact the host offers",
    )
    HOME_PLACE = "home.place", "waar de woning ligt", "where the home is"

    @property
    def side(self) -> str:
        """'youth', 'room' or 'home'."""
        return self.partition(".")[0]

    @property
    def column(self) -> str:
        return self.partition(".")[2]

    @property
    def shape(self) -> Shape:
        """Return what kind of value it holds; 'print': only a fingerprint is kept of it."""
        return _SHAPES.get(self, "word")


_SHAPES: dict[PairField, Shape] = {
    PairField.READY_ON: "date",
    PairField.BUDGET: "money",
    PairField.RENT: "money",
    PairField.MAX_DISTANCE: "kilometres",
    PairField.MIN_AGE: "number",
    PairField.MAX_AGE: "number",
    PairField.ACCEPTS_GUIDANCE: "guidance",
    PairField.PLACES: "print",
    PairField.PERIODS: "print",
    PairField.RULES: "print",
    PairField.HOME_PLACE: "print",
    **dict.fromkeys(
        (
            PairField.DAY_ACTIVITY,
            PairField.YOUTH_SMOKES,
            PairField.YOUTH_PET,
            PairField.ACCEPTS_CHILDREN,
            PairField.ACCEPTS_SMOKING,
            PairField.ACCEPTS_PETS,
            PairField.SMOKING_ALLOWED,
            PairField.PETS_WELCOME,
            PairField.REQUIRES_DAY_ACTIVITY,
            PairField.HAS_CHILDREN,
            PairField.HOME_SMOKES,
            PairField.HAS_CAT,
            PairField.HAS_DOG,
        ),
        "flag",
    ),
}


class Question(Word):
    """What to ask after a 'no', so that the next proposal is better."""

    WHY_YOUTH = (
        "why_youth",
        "Wat had er anders moeten zijn voor een ja?",
        "What should have been different for a yes?",
    )
    WHY_HOST = (
        "why_host",
        "Wat had er anders moeten zijn voor een ja van het gastgezin?",
        "What should have been different for a yes from the host?",
    )
    WHEN_YOUTH = (
        "when_youth",
        "Wanneer is de jongere er wel aan toe, en wat is daarvoor nodig?",
        "When will the youth be ready, and what is needed for that?",
    )
    WHEN_HOST = (
        "when_host",
        "Wanneer is het gastgezin er wel aan toe?",
        "When will the host be ready?",
    )
    WHEN_ROOM = (
        "when_room",
        "Wanneer komt de kamer weer vrij, en tot wanneer?",
        "When is the room free again, and until when?",
    )
    WHICH_RULE = (
        "which_rule",
        "Welke huisregel past niet, en kan die anders?",
        "Which house rule does not fit, and can it be different?",
    )
    LOWER_RENT = (
        "lower_rent",
        "Kan de huur lager, of kan de rest ergens anders vandaan komen?",
        "Can the rent be lower, or can the rest be paid in another way?",
    )
    FURTHER = (
        "further",
        "Is er een plek die nog niet op de plekkenkaart staat?",
        "Is there a place that is not on the map of places yet?",
    )
    CARE = (
        "care",
        "Klopt de soort begeleiding nog?",
        "Is the kind of guidance still right?",
    )
    REACH_YOUTH = (
        "reach_youth",
        "Hoe is de jongere het best te bereiken?",
        "What is the best way to reach the youth?",
    )
    REACH_HOST = (
        "reach_host",
        "Hoe is het gastgezin het best te bereiken?",
        "What is the best way to reach the host?",
    )
    STILL_YOUTH = (
        "still_youth",
        "Zoekt de jongere nog een kamer?",
        "Is the youth still looking for a room?",
    )
    STILL_HOST = (
        "still_host",
        "Wil het gastgezin nog een jongere ontvangen?",
        "Does the host still want to receive a youth?",
    )
    RECORD = (
        "record",
        "Wat klopt er niet in de gegevens? Pas het aan.",
        "What is wrong in the record? Correct it.",
    )
    SAFETY = (
        "safety",
        "Wat is er nodig voor de veiligheid, en wie moet dit weten?",
        "What does safety need, and who must know of this?",
    )
    NEVER_MET = (
        "never_met",
        "Waarom ging de kennismaking niet door?",
        "Why did the introduction not take place?",
    )
    TRIAL = (
        "trial",
        "Wat ging er mis in de proefnachten?",
        "What went wrong in the try-out nights?",
    )
    MET = (
        "met",
        "Wat miste er bij de kennismaking?",
        "What was missing at the introduction?",
    )
    AGREEMENTS = (
        "agreements",
        "Over welke afspraak werden ze het niet eens?",
        "On which agreement did they not agree?",
    )
