"""Why a youth cannot have a room: one reason per hard rule, in words for people.

A reason is about one pair. Its bit is its place in the mask that the rules fill.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Text(NamedTuple):
    """``label``: a few words for tables; ``sentence``: what is so; ``remedy``: what would help."""

    label: str
    sentence: str
    remedy: str


class Reason(StrEnum):
    """``NAME = code, bit, Dutch text, English text``."""

    bit: int
    nl: Text
    en: Text

    def __new__(cls, code: str, bit: int, nl: Text, en: Text) -> Self:
        reason = str.__new__(cls, code)
        reason._value_ = code
        reason.bit = bit
        reason.nl = nl
        reason.en = en
        return reason

    def text(self, language: str) -> Text:
        """Return the words in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl

    @property
    def mask(self) -> int:
        return 1 << self.bit

    NO_PLACE_KNOWN = (
        "no_place_known",
        0,
        Text(
            "geen plek bekend",
            "Van de jongere is geen plek bekend die belangrijk is.",
            "Vraag de jongere naar woonplaats, geboorteplaats en studie- of werkplaats.",
        ),
        Text(
            "no place known",
            "No place that matters to the youth is known.",
            "Ask the youth for home town, birth town and study or work town.",
        ),
    )
    ROOM_PLACE_UNKNOWN = (
        "room_place_unknown",
        1,
        Text(
            "ligging kamer onbekend",
            "Het is niet bekend waar de kamer ligt.",
            "Vul bij de woning de postcode of de plaats in.",
        ),
        Text(
            "room's position unknown",
            "It is not known where the room is.",
            "Fill in the postcode or the town of the home.",
        ),
    )
    TOO_FAR = (
        "too_far",
        2,
        Text(
            "te ver weg",
            "De kamer ligt te ver van de plekken die belangrijk zijn voor de jongere.",
            "Vraag of de jongere verder wil reizen, of een plek wil toevoegen.",
        ),
        Text(
            "too far away",
            "The room is too far from the places that matter to the youth.",
            "Ask whether the youth will travel further or wants to add a place.",
        ),
    )
    PLACE_TO_AVOID = (
        "place_to_avoid",
        3,
        Text(
            "plek om te mijden",
            "De kamer ligt bij een plek die de jongere moet mijden.",
            "Dit is er voor de veiligheid. Pas het alleen aan in overleg met de jongere.",
        ),
        Text(
            "place to avoid",
            "The room is near a place that the youth has to avoid.",
            "This is there for safety. Change it only together with the youth.",
        ),
    )
    NOT_PARTICIPATING = (
        "not_participating",
        4,
        Text(
            "gemeente doet niet mee",
            "De gemeente van de kamer doet nu niet mee.",
            "De kamer kan meedoen zodra de gemeente een lopend contract heeft.",
        ),
        Text(
            "municipality does not take part",
            "The municipality of the room does not take part now.",
            "The room can take part as soon as the municipality has a running contract.",
        ),
    )
    NO_SHARED_DATES = (
        "no_shared_dates",
        5,
        Text(
            "datums passen niet",
            "De kamer is niet vrij op dagen waarop de jongere er kan wonen.",
            "Kijk of de kamer langer vrij is, of de jongere eerder kan verhuizen.",
        ),
        Text(
            "dates do not meet",
            "The room is not free on days when the youth can live there.",
            "See whether the room is free for longer or the youth can move earlier.",
        ),
    )
    TOO_YOUNG = (
        "too_young",
        6,
        Text(
            "te jong",
            "De jongere is op de dag van verhuizen te jong voor het programma.",
            "Wacht tot de jongere oud genoeg is, of leg met reden een uitzondering vast.",
        ),
        Text(
            "too young",
            "On the day of moving in the youth is too young for the programme.",
            "Wait until the youth is old enough, or record an exception with its reason.",
        ),
    )
    TOO_OLD = (
        "too_old",
        7,
        Text(
            "te oud",
            "De jongere is op de dag van verhuizen te oud voor het programma.",
            "Zoek een eerdere datum of een andere route, of leg met reden een uitzondering vast.",
        ),
        Text(
            "too old",
            "On the day of moving in the youth is too old for the programme.",
            "Look for an earlier date or another route, or record an exception with its reason.",
        ),
    )
    YOUNGER_THAN_WISH = (
        "younger_than_wish",
        8,
        Text(
            "jonger dan gewenst",
            "Het gastgezin zoekt iemand die ouder is.",
            "Vraag het gastgezin of de leeftijd lager mag zijn.",
        ),
        Text(
            "younger than wished",
            "The host is looking for somebody older.",
            "Ask the host whether the age may be lower.",
        ),
    )
    OLDER_THAN_WISH = (
        "older_than_wish",
        9,
        Text(
            "ouder dan gewenst",
            "Het gastgezin zoekt iemand die jonger is.",
            "Vraag het gastgezin of de leeftijd hoger mag zijn.",
        ),
        Text(
            "older than wished",
            "The host is looking for somebody younger.",
            "Ask the host whether the age may be higher.",
        ),
    )
    RENT_ABOVE_BUDGET = (
        "rent_above_budget",
        10,
        Text(
            "huur boven budget",
            "De huur is hoger dan het budget van de jongere.",
            "Kijk samen naar het inkomen van de jongere, of vraag of de huur lager kan.",
        ),
        Text(
            "rent above budget",
            "The rent is higher than the youth's budget.",
            "Look at the youth's income together, or ask whether the rent can be lower.",
        ),
    )
    RENT_ABOVE_LEGAL_MAXIMUM = (
        "rent_above_legal_maximum",
        11,
        Text(
            "huur boven wettelijk maximum",
            "De huur is hoger dan de wet voor deze kamer toestaat.",
            "Vraag het gastgezin de huur te verlagen, of controleer de punten van de kamer.",
        ),
        Text(
            "rent above legal maximum",
            "The rent is higher than the law allows for this room.",
            "Ask the host to lower the rent, or check the points of the room.",
        ),
    )
    HOST_GENDER_WISH = (
        "host_gender_wish",
        12,
        Text(
            "wens gastgezin man of vrouw",
            "Het gastgezin zoekt alleen een vrouw of alleen een man.",
            "Vraag het gastgezin of de wens ruimer kan.",
        ),
        Text(
            "host's wish on gender",
            "The host is looking for women only or men only.",
            "Ask the host whether the wish can be wider.",
        ),
    )
    YOUTH_GENDER_WISH = (
        "youth_gender_wish",
        13,
        Text(
            "wens jongere man of vrouw",
            "De jongere wil wonen met alleen vrouwen of alleen mannen.",
            "Vraag de jongere of de wens ruimer kan. Er kan een goede reden voor zijn.",
        ),
        Text(
            "youth's wish on gender",
            "The youth wants to live with women only or men only.",
            "Ask the youth whether the wish can be wider. There may be a good reason for it.",
        ),
    )
    CHILDREN = (
        "children",
        14,
        Text(
            "kinderen in huis",
            "Er wonen kinderen in huis en dat past niet bij de jongere.",
            "Vraag of de jongere met kinderen in één huis kan wonen.",
        ),
        Text(
            "children in the home",
            "There are children in the home and that does not suit the youth.",
            "Ask whether the youth can live in a home with children.",
        ),
    )
    YOUTH_SMOKES = (
        "youth_smokes",
        15,
        Text(
            "jongere rookt",
            "De jongere rookt en dat mag niet in dit huis.",
            "Vraag of buiten roken mag.",
        ),
        Text(
            "youth smokes",
            "The youth smokes and that is not allowed in this home.",
            "Ask whether smoking outside is allowed.",
        ),
    )
    HOUSEHOLD_SMOKES = (
        "household_smokes",
        16,
        Text(
            "huisgenoten roken",
            "In dit huis wordt gerookt en dat wil de jongere niet.",
            "Vraag of het gastgezin alleen buiten rookt.",
        ),
        Text(
            "household smokes",
            "People smoke in this home and the youth does not want that.",
            "Ask whether the household smokes outside only.",
        ),
    )
    YOUTH_HAS_PET = (
        "youth_has_pet",
        17,
        Text(
            "jongere heeft huisdier",
            "De jongere heeft een huisdier en dat kan niet in dit huis.",
            "Vraag of dit dier welkom is, of zoek een andere plek voor het dier.",
        ),
        Text(
            "youth has a pet",
            "The youth has a pet and that is not possible in this home.",
            "Ask whether this animal is welcome, or find another place for it.",
        ),
    )
    HOUSEHOLD_HAS_PET = (
        "household_has_pet",
        18,
        Text(
            "huisdier in huis",
            "Er is een kat of hond in huis en dat wil de jongere niet.",
            "Vraag of de jongere dit dier een keer wil ontmoeten.",
        ),
        Text(
            "pet in the home",
            "There is a cat or dog in the home and the youth does not want that.",
            "Ask whether the youth would like to meet the animal once.",
        ),
    )
    ALLERGIC_TO_CAT = (
        "allergic_to_cat",
        19,
        Text(
            "allergisch voor kat",
            "Er is een kat in huis en de jongere is daar allergisch voor.",
            "Zoek een huis zonder kat.",
        ),
        Text(
            "allergic to cat",
            "There is a cat in the home and the youth is allergic to cats.",
            "Look for a home without a cat.",
        ),
    )
    ALLERGIC_TO_DOG = (
        "allergic_to_dog",
        20,
        Text(
            "allergisch voor hond",
            "Er is een hond in huis en de jongere is daar allergisch voor.",
            "Zoek een huis zonder hond.",
        ),
        Text(
            "allergic to dog",
            "There is a dog in the home and the youth is allergic to dogs.",
            "Look for a home without a dog.",
        ),
    )
    NOT_STEP_FREE = (
        "not_step_free",
        21,
        Text(
            "alleen met trap bereikbaar",
            "De jongere kan niet traplopen en de kamer is alleen met een trap te bereiken.",
            "Kijk of een aanpassing mogelijk is via de Wmo.",
        ),
        Text(
            "not step free",
            "The youth cannot use stairs and the room cannot be reached without them.",
            "See whether the home can be adapted under the Wmo.",
        ),
    )
    GUIDANCE = (
        "guidance",
        22,
        Text(
            "begeleiding past niet",
            "De begeleiding die de jongere nodig heeft, past niet bij dit gastgezin.",
            "Bespreek met het gastgezin wat deze begeleiding in huis betekent.",
        ),
        Text(
            "guidance does not suit",
            "The guidance that the youth needs does not suit this host.",
            "Talk with the host about what this guidance means at home.",
        ),
    )
    NO_DAY_ACTIVITY = (
        "no_day_activity",
        23,
        Text(
            "geen dagbesteding",
            "Het gastgezin vraagt om school, werk of andere dagbesteding.",
            "Zoek met de jongere eerst school, werk of vrijwilligerswerk.",
        ),
        Text(
            "no day activity",
            "The host asks for school, work or another day activity.",
            "First find school, work or volunteering together with the youth.",
        ),
    )
    EXCLUDED = (
        "excluded",
        24,
        Text(
            "eerder uitgesloten",
            "Iemand heeft besloten dat deze jongere en deze kamer niet bij elkaar passen.",
            "Vraag de coördinator waarom, en of dat nog zo is.",
        ),
        Text(
            "ruled out before",
            "Somebody has decided that this youth and this room do not go together.",
            "Ask the coordinator why, and whether that still holds.",
        ),
    )


REASONS: tuple[Reason, ...] = tuple(sorted(Reason, key=lambda reason: reason.bit))
"""All reasons, in the order of their bits: ``REASONS[bit].bit == bit``."""


def reasons_in(mask: int) -> list[Reason]:
    """Return the reasons whose bit is set in ``mask``, in the order of their bits."""
    return [reason for reason in REASONS if mask & reason.mask]
