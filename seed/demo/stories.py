"""Short Dutch texts for homes: what a host could have written, at an easy reading level."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from matcher.words import HouseholdKind, Interest
from seed.demo.chance import happens, one_of

REASONS = {
    HouseholdKind.SINGLE: (
        "Ik heb een kamer over en vind het fijn als er iemand thuiskomt.",
        "Mijn kinderen zijn het huis uit. Er is weer plek.",
        "Ik woon alleen in een groot huis. Dat kan gezelliger.",
        "Vroeger kreeg ik zelf een kans. Nu wil ik er een geven.",
    ),
    HouseholdKind.COUPLE: (
        "Onze kinderen wonen op zichzelf. Hun kamer staat leeg.",
        "Wij hebben ruimte en tijd, en we houden van aanloop.",
        "Via onze buren hoorden we over kamers met aandacht. Dat leek ons ook wat.",
        "We willen graag iets doen voor een jongere die even geen thuis heeft.",
    ),
    HouseholdKind.FAMILY: (
        "Bij ons is het druk en gezellig. Er kan er nog wel een bij.",
        "We hebben een zolder verbouwd en willen die goed gebruiken.",
        "Onze kinderen leren ervan om te delen. Wij ook.",
        "Aan onze tafel is altijd een stoel vrij.",
    ),
    HouseholdKind.SHARED: (
        "We wonen met vier mensen samen en delen keuken en tuin.",
        "In onze woongroep is een kamer vrij voor iemand die een start zoekt.",
        "Wij koken om de beurt en eten vaak samen.",
        "Ieder heeft hier een eigen kamer, en we kijken naar elkaar om.",
    ),
}
TOGETHER: dict[str, str] = {
    Interest.COOKING: "Samen koken is hier gewoon.",
    Interest.SPORT: "Wie wil, kan mee hardlopen of naar de sportclub.",
    Interest.MUSIC: "Er staat een piano, en muziek maken mag.",
    Interest.GAMING: "Op regenachtige dagen wordt hier gegamed.",
    Interest.GARDEN: "In de tuin is altijd iets te doen.",
    Interest.READING: "De boekenkast is groot en vrij te gebruiken.",
    Interest.CRAFTS: "In de schuur is plek om te klussen.",
    Interest.FILM: "Vrijdag is filmavond.",
    Interest.FAITH: "Geloof is hier belangrijk, en ieder is welkom.",
    Interest.ANIMALS: "Dieren horen er hier bij.",
    Interest.QUIET: "Het is hier rustig in huis.",
}
ROOMS_UPSTAIRS = (
    "Lichte kamer op de eerste verdieping",
    "Kamer aan de tuinkant, op de eerste verdieping",
    "Zolderkamer met dakraam",
    "Kamer aan de voorkant, met een bureau",
    "Ruime kamer boven, met eigen wastafel",
    "Gemeubileerde kamer met bed, kast en bureau",
)
ROOMS_STEP_FREE = (
    "Kamer op de begane grond, naast de keuken",
    "Kamer zonder drempels, aan de tuin",
    "Gelijkvloerse kamer met brede deur",
)
EXTRAS = (
    "Badkamer en keuken delen we.",
    "De bus stopt om de hoek.",
    "Wifi en wasmachine zitten erbij.",
    "Er is een eigen koelkast.",
    "Fietsen kunnen in de schuur.",
    "De supermarkt is vijf minuten lopen.",
    "Het station is tien minuten fietsen.",
)


def motivation(chance: Random, kind: HouseholdKind, interests: Sequence[str]) -> str:
    text = one_of(chance, REASONS[kind])
    if interests and happens(chance, 0.7):
        text += " " + TOGETHER[one_of(chance, interests)]
    return text


def room(chance: Random, area: int, is_step_free: bool) -> str:
    start = one_of(chance, ROOMS_STEP_FREE if is_step_free else ROOMS_UPSTAIRS)
    text = f"{start}, {area} m²."
    return f"{text} {one_of(chance, EXTRAS)}" if happens(chance, 0.8) else text
