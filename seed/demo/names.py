"""Names, streets and words for people and homes that do not exist.

Every surname, street and organisation is built on one of ``MARKS``, Dutch words that say 'made
up', so that nobody takes a demo record for a person. Mail goes to example.org, which can belong
to nobody (RFC 2606), and no Dutch phone number starts with 06-0.
"""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from random import Random
from typing import Any

from matcher.words import Gender
from seed.demo.chance import happens, one_of

MARKS = ("Bedacht", "Fabel", "Fictie", "Proef", "Sprook", "Verzin", "Voorbeeld", "Zogenaamd")

_WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "names.toml").read_text(encoding="utf-8")
)
_PARTICLES = ("", "", "", "", "van ", "van ", "de ", "van der ", "ter ")
_SURNAME_ENDS = _WORDS["surname_ends"].split()
_STREET_ENDS = _WORDS["street_ends"].split()
_FIRST_NAMES = {gender: _WORDS["youths"][gender.value].split() for gender in Gender}
_HOST_NAMES = {
    gender: _WORDS["hosts"][gender.value].split() for gender in (Gender.FEMALE, Gender.MALE)
}

_ORGANISATION_STARTS = (
    "Stichting {}huis",
    "De {}brug",
    "{}zorg",
    "{}land Jeugd",
    "Huize {}",
    "{}kompas",
    "Thuis bij {}",
    "{}hart Begeleiding",
)


def surname(chance: Random) -> str:
    return one_of(chance, _PARTICLES) + one_of(chance, MARKS) + one_of(chance, _SURNAME_ENDS)


def capital(name: str) -> str:
    """Return the surname as it stands without a first name: 'van Fabeldijk' → 'Van Fabeldijk'."""
    return name[0].upper() + name[1:]


def youth_first_name(chance: Random, gender: Gender) -> str:
    return one_of(chance, _FIRST_NAMES[gender])


def host_first_name(chance: Random, gender: Gender) -> str:
    return one_of(chance, _HOST_NAMES[gender])


def street(chance: Random) -> str:
    return one_of(chance, MARKS) + one_of(chance, _STREET_ENDS)


def house_number(chance: Random) -> str:
    letter = one_of(chance, "abc") if happens(chance, 0.12) else ""
    return f"{1 + int(chance.random() ** 2 * 180)}{letter}"


def postcode_letters(chance: Random) -> str:
    """Return two letters as postcodes have them: no F, I, O, Q, U or Y, and no SA, SD or SS."""
    while True:
        letters = one_of(chance, "ABCDEGHJKLMNPRSTVWXZ") + one_of(chance, "ABCDEGHJKLMNPRSTVWXZ")
        if letters not in ("SA", "SD", "SS"):
            return letters


def phone(chance: Random) -> str:
    return f"06-0000 {int(chance.random() * 10000):04d}"


def email(name: str, key: str) -> str:
    """Return an address at example.org; ``key`` makes it the only one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = [word for word in plain.lower().replace("'", "").split() if word]
    return f"{'.'.join(words)}.{key.lower()}@example.org"


def organisation(number: int) -> str:
    """Return the name of care organisation ``number``, different for the first 64."""
    form = _ORGANISATION_STARTS[(number // len(MARKS) + number) % len(_ORGANISATION_STARTS)]
    return form.format(MARKS[number % len(MARKS)])
