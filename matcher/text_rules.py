"""What free text may not hold: a citizen service number (BSN).

A BSN has nine digits, of which 9·a + 8·b + … + 2·h − i is a multiple of eleven (the 'elfproef').
The law allows it to few (UAVG art. 46), and we are not among them.
"""

from __future__ import annotations

import re

from matcher.errors import TextRefused

# Nine digits in one go, or grouped the ways people write them; never part of a longer number,
# so that phone and account numbers pass.
_NINE_DIGITS = re.compile(
    r"(?<![0-9])(?<![0-9][ .\-])"
    r"([0-9]{9}|[0-9]{3}([ .\-])[0-9]{3}\2[0-9]{3}|[0-9]{4}([ .\-])[0-9]{2}\3[0-9]{3})"
    r"(?![0-9])(?![ .\-][0-9])"
)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(digits: str) -> bool:
    """Say whether nine digits pass the elfproef (nine zeros do not count as a number)."""
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "0" * 9:
        return False
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def holds_bsn(text: str) -> bool:
    """Say whether ``text`` holds something that looks like a BSN."""
    found = (re.sub(r"[ .\-]", "", match[1]) for match in _NINE_DIGITS.finditer(text))
    return any(is_bsn(digits) for digits in found)


def require_no_bsn(field: str, text: str) -> None:
    """Do nothing when ``text`` may be stored.

    Raises:
        TextRefused: it holds a BSN. The error does not repeat the number.
    """
    if holds_bsn(text):
        raise TextRefused(field, "bsn")
