"""Which ways of typing the name of a place mean the same.

"'s-Gravenzande", "s Gravenzande" and "’S GRAVENZANDE" are one name; so are 'Súdwest-Fryslân' and
'sudwest fryslan', and 'Alphen aan den Rijn' and 'Alphen a/d Rijn'.
"""

from __future__ import annotations

import re
import unicodedata

# How provinces are shortened behind a place name, as in 'Rijswijk (NB)' or 'Hengelo Gld'.
PROVINCE_SUFFIXES = {
    "dr": "Drenthe",
    "fl": "Flevoland",
    "fr": "Fryslân",
    "frl": "Fryslân",
    "gld": "Gelderland",
    "gn": "Groningen",
    "gr": "Groningen",
    "l": "Limburg",
    "lb": "Limburg",
    "li": "Limburg",
    "nb": "Noord-Brabant",
    "nh": "Noord-Holland",
    "ov": "Overijssel",
    "ut": "Utrecht",
    "ze": "Zeeland",
    "zld": "Zeeland",
    "zh": "Zuid-Holland",
}


def key_of(name: str) -> str:
    """Return what two ways of typing one name have in common: plain letters and digits only."""
    return "".join(words_of(name))


def words_of(name: str) -> list[str]:
    """Return the words of a name without accents and signs, with usual short forms made equal."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = re.sub(r"\b([nz])\.\s?-?([hb])\b\.?", r"\1\2", plain)  # N.-H., Z.H., N.B.
    plain = re.sub(r"['’‘`´]", "", plain)
    plain = re.sub(r"\ba(?:/|\.|\s)?\s?d(?:\.|e|en)?\b\.?|\baan den?\b", " ad ", plain)
    plain = re.sub(r"\b(?:st|sint)\b\.?", " st ", plain)
    plain = re.sub(r"[^a-z0-9]+", " ", plain)
    words = plain.split()
    return words[1:] if len(words) > 1 and words[0] in ("gemeente", "gem") else words


def without_province(name: str) -> tuple[str, str] | None:
    """Split 'Hengelo (Gld)' into the key of the bare name and the province, or return None."""
    words = words_of(name)
    if len(words) > 1 and words[-1] in PROVINCE_SUFFIXES:
        return "".join(words[:-1]), PROVINCE_SUFFIXES[words[-1]]
    return None


def without_municipality(name: str) -> tuple[str, str] | None:
    """Split 'Beek gem Montferland' or 'Elst, gemeente Rhenen' into two keys, or return None."""
    words = words_of(name)
    for word in ("gem", "gemeente"):
        if word in words[1:-1]:
            cut = words.index(word)
            return "".join(words[:cut]), "".join(words[cut + 1 :])
    return None
