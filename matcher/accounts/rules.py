"""Rules of accounts, without a database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from matcher.words import Role

#: Known to everybody: only for the fictional accounts of a demo.
DEMO_PASSPHRASE = "een kamer met aandacht"  # noqa: S105
DEMO_DOMAIN = "demo.example"

SHORTEST_PASSPHRASE = 15  # OWASP ASVS 5.0, 6.2: at least 15 without a second factor
LONGEST_PASSPHRASE = 128  # hashing costs time; an endless one would be an attack
FEWEST_OWN_CHARACTERS = 8  # beside one's own name and address
LOWEST_SCORE = 4  # zxcvbn: more than 10^10 guesses


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """After ``limit`` failed guesses in a row an account rests for ``rest``.

    Source: OWASP ASVS 5.0, 6.3 (at most 100 guesses an hour); ten guesses in a
    quarter is 40 an hour.
    """

    limit: int = 10
    rest: timedelta = timedelta(minutes=15)


def normal_email(email: str) -> str:
    """Return the form in which addresses are stored and compared."""
    return email.strip().lower()


def passphrase_problems(passphrase: str, personal: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what is wrong with a new passphrase: 'too_short', 'too_long', 'too_easy', or nothing.

    ``personal`` are words that an attacker would try first, such as the name and address.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return ("too_short",)
    if len(passphrase) > LONGEST_PASSPHRASE:
        return ("too_long",)
    from zxcvbn import zxcvbn  # its dictionaries take a moment to load

    personal_words = {w for text in personal for w in re.split(r"\W+", text.lower()) if len(w) > 2}
    if len(_without(passphrase, personal_words)) < FEWEST_OWN_CHARACTERS:
        return ("too_easy",)
    # zxcvbn takes at most 72 characters; more of them can only make it stronger.
    verdict = zxcvbn(passphrase[:72], user_inputs=[*sorted(personal_words), *common_words()])
    return () if verdict["score"] >= LOWEST_SCORE else ("too_easy",)


def _without(passphrase: str, words: Iterable[str]) -> str:
    """Return the letters and digits that are left when ``words`` are taken out, longest first."""
    rest = passphrase.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return re.sub(r"\W+", "", rest)


@cache
def common_words() -> tuple[str, ...]:
    """Return common Dutch words, which zxcvbn (an English tool) would take for random letters."""
    text = (files("matcher.accounts") / "common_words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.split() if line)


def role_problems(
    roles: Iterable[Role],
    *,
    has_organisation: bool,
    has_municipality: bool,
    number_of_regions: int,
) -> list[str]:
    """Return what is missing for the roles; each line says what to do."""
    wanted = set(roles)
    problems = []
    if not wanted:
        problems.append("an account needs at least one role: give --role")
    if Role.REFERRER in wanted and not has_organisation:
        problems.append("a referrer belongs to a care organisation: give --organisation CODE")
    if Role.MUNICIPALITY_OFFICER in wanted and not has_municipality:
        problems.append("a municipal officer belongs to one municipality: give --municipality CODE")
    if Role.COORDINATOR in wanted and number_of_regions == 0:
        problems.append("a coordinator works in municipalities: give --region CODE (repeatable)")
    return problems
