"""From the text of one cell to a value: numbers, money, dates, yes or no, words.

Every function takes stripped, non-empty text (or what Excel stored) and returns the value, or
raises :class:`CellProblem`. Nothing here knows the database; names of places are looked up in
:mod:`matcher.exchange.gazetteer`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import cache

from matcher.exchange.column import Column, Kind, Text, plain
from matcher.exchange.languages import language_code
from matcher.exchange.problems import echo
from matcher.words import Word

YES = frozenset({"ja", "j", "yes", "y", "1", "x", "true", "waar"})
NO = frozenset({"nee", "n", "no", "0", "false", "onwaar"})
NONE = frozenset({"geen", "none"})

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february",
            "maart mrt march mar",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for month in names.split()
}
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{2,4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_MONTH_NAMED = re.compile(r"([0-9]{1,2})[. ]*[- ]?\s*([a-z]+)\.?[- ]?\s*([0-9]{2,4})")
_MONEY = re.compile(
    r"-?(?:[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.,][0-9]{1,2})?"
)
_MONEY_WORDS = re.compile(r"€|\beuro?\b", re.IGNORECASE)
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s?([A-Z]{2})")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
_PHONE = re.compile(r"(?:\+|0)[0-9 ()./\-]{5,}")


class CellProblem(Exception):
    """A cell that cannot become a value: the code of the problem and what fills its text."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def parse(column: Column, raw: object) -> object:
    """Return the value of ``raw`` in ``column``: a stripped text, or what Excel stored.

    Raises:
        CellProblem: it is no value of this column.
    """
    if column.kind is Kind.DATE:
        if column.may_be_none and isinstance(raw, str) and plain(raw) in NONE:
            return None
        return parse_date(raw)
    if isinstance(raw, date | time | timedelta):
        raise CellProblem("date_in_text")
    text = as_text(raw)
    if column.kind is Kind.MONEY:
        return _within(column, parse_money(raw if isinstance(raw, int | float) else text))
    if column.kind is Kind.WHOLE:
        return _within(column, parse_whole(text))
    if column.kind is Kind.DECIMAL:
        return _within(column, parse_decimal(text))
    if len(text) > column.length:
        raise CellProblem("too_long", limit=column.length)
    return _parse_text(column, text)


def _parse_text(column: Column, text: str) -> object:
    if column.kind is Kind.YES_NO:
        return parse_yes_no(text)
    if column.kind is Kind.WORD:
        assert column.word is not None
        code = parse_word(column.word, text)
        return int(code) if column.is_number else code
    if column.kind is Kind.WORDS:
        assert column.word is not None
        return column.joiner.join(parse_words(column.word, text))
    if column.kind is Kind.LANGUAGES:
        return parse_languages(text)
    if column.kind is Kind.POSTCODE:
        return parse_postcode(text)
    if column.kind is Kind.EMAIL:
        return parse_email(text)
    if column.kind is Kind.PHONE:
        return parse_phone(text)
    if column.kind is Kind.REFERENCE and re.search(r"\s", text):
        raise CellProblem("spaces_in_reference")
    return text


def as_text(raw: object) -> str:
    """Return what a person sees in the cell: whole numbers without '.0', yes or no for booleans."""
    if isinstance(raw, bool):
        return "ja" if raw else "nee"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ")
    return str(raw)


def _within(column: Column, value: int | float) -> int | float:
    """Return ``value`` when it keeps the limits of the column."""
    if column.low is not None and value < column.low:
        raise CellProblem("too_low", limit=_limit(column, column.low))
    if column.high is not None and value > column.high:
        raise CellProblem("too_high", limit=_limit(column, column.high))
    return value


def _limit(column: Column, limit: float) -> Text:
    number = f"{limit / 100 if column.kind is Kind.MONEY else limit:g}"
    return Text(number.replace(".", ","), number)


def parse_date(raw: object) -> date:
    """Return a date from Dutch (day first), ISO or month-name writing, or a date cell."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raise CellProblem("number_for_date")
    if not isinstance(raw, str):
        raise CellProblem("not_date")
    day, month, year = _date_parts(" ".join(raw.split()))
    if len(year) != 4:
        raise CellProblem("short_year")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellProblem("date_not_in_calendar") from None


def _date_parts(text: str) -> tuple[str, str, str]:
    """Return day, month and year as digits."""
    if match := _YEAR_FIRST.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _DAY_FIRST.fullmatch(text):
        return match[1], match[2], match[3]
    if (match := _MONTH_NAMED.fullmatch(text.lower())) and match[2] in _MONTHS:
        return match[1], str(_MONTHS[match[2]]), match[3]
    if re.fullmatch(r"[0-9]{4,6}([.,][0-9]+)?", text):
        raise CellProblem("number_for_date")
    raise CellProblem("not_date")


def parse_money(raw: int | float | str) -> int:
    """Return cents from euros: 425, 425,50, 1.250,50, € 425,-, or a number of Excel."""
    if isinstance(raw, bool):
        raise CellProblem("not_money")
    if isinstance(raw, int | float):
        return int((Decimal(str(raw)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    text = re.sub(r"\s", "", _MONEY_WORDS.sub("", raw))
    text = re.sub(r"[,.]-{1,2}$", "", text)
    if not _MONEY.fullmatch(text):
        raise CellProblem("not_money")
    if re.search(r"[.,][0-9]{1,2}$", text):
        whole, cents = re.split(r"[.,](?=[0-9]{1,2}$)", text)
    else:
        whole, cents = text, "0"
    amount = int(re.sub(r"[^0-9]", "", whole)) * 100 + int(cents.ljust(2, "0"))
    return -amount if text.startswith("-") else amount


def parse_whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,12}([.,]0+)?", text):
        raise CellProblem("not_whole")
    return int(re.split(r"[.,]", text)[0])


def parse_decimal(text: str) -> float:
    """Return a number; a single comma or point is the decimal sign, never that of thousands."""
    if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,20})?", text):
        raise CellProblem("not_number")
    return float(text.replace(",", "."))


def parse_yes_no(text: str) -> bool:
    word = plain(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellProblem("not_yes_no")


@cache
def _codes(word: type[Word]) -> dict[str, str]:
    """Return every way to write a coded word, in plain form, with its code."""
    known: dict[str, str] = {}
    for labels in ([w.en for w in word], [w.nl for w in word], list(word.codes())):
        known.update(zip(map(plain, labels), word.codes(), strict=True))
    return known


def parse_word(word: type[Word], text: str) -> str:
    """Return the code of ``text``: a code, or a Dutch or English label, in any case."""
    known = _codes(word)
    found = known.get(plain(text))
    if found is None:
        raise _unknown_word(word, text)
    return found


def _unknown_word(word: type[Word], text: str) -> CellProblem:
    choices = Text(*(", ".join(w.label(language) for w in word) for language in ("nl", "en")))
    near = get_close_matches(plain(text), list(_codes(word)), n=1)
    if not near:
        return CellProblem("unknown_word", choices=choices)
    likely = word(_codes(word)[near[0]])
    return CellProblem("unknown_word_like", choices=choices, likely=Text(likely.nl, likely.en))


def parse_words(word: type[Word], text: str) -> list[str]:
    """Return the codes in ``text``, in their order, each once.

    Items stand apart by a semicolon, bar, line break or comma. Codes of one digit may also
    stand together ('34') or, since Excel makes a number of '3,4', apart by a point.
    """
    codes: list[str] = []
    for item in re.split(r"[;|\n]", text):
        if plain(item) in _codes(word):
            codes.append(parse_word(word, item))
        elif word.codes()[0].isdigit() and re.fullmatch(r"[0-9][0-9 .,+/&]*", item.strip()):
            codes += [parse_word(word, digit) for digit in re.sub(r"[^0-9]", "", item)]
        else:
            codes += [parse_word(word, part) for part in item.split(",") if part.strip()]
    return list(dict.fromkeys(codes))


def parse_languages(text: str) -> str:
    """Return ISO codes with spaces between, in the order given, each once."""
    parts = [part.strip() for part in re.split(r"[,;|/\n]", text) if part.strip()]
    codes: list[str] = []
    for part in parts:
        # 'nl ar' is how the codes stand in the database; a name may hold a space as well.
        for name in [part] if language_code(part) else part.split():
            code = language_code(name)
            if code is None:
                raise CellProblem("unknown_language", language=echo(name))
            codes.append(code)
    joined = " ".join(dict.fromkeys(codes))
    if len(joined) > 80:
        raise CellProblem("too_long", limit=80)
    return joined


def parse_postcode(text: str) -> str:
    match = _POSTCODE.fullmatch(text.upper())
    if match is None:
        raise CellProblem("not_postcode")
    return f"{match[1]} {match[2]}"


def parse_email(text: str) -> str:
    """Return the address in lower case, as accounts have it."""
    if not _EMAIL.fullmatch(text) or ".." in text:
        raise CellProblem("not_email")
    return text.lower()


def parse_phone(text: str) -> str:
    digits = re.sub(r"[^0-9]", "", text)
    if not _PHONE.fullmatch(text) or not 8 <= len(digits) <= 15:
        raise CellProblem("not_phone")
    return text
