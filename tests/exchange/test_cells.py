from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.exchange.cell_texts import cell_text
from matcher.exchange.cells import (
    CellProblem,
    parse,
    parse_date,
    parse_decimal,
    parse_email,
    parse_languages,
    parse_money,
    parse_phone,
    parse_postcode,
    parse_whole,
    parse_word,
    parse_words,
    parse_yes_no,
)
from matcher.exchange.columns import FileKind, column
from matcher.words import DayActivity, GuidanceKind, Interest, Word


@pytest.mark.parametrize(
    "text",
    [
        "31-12-2026",
        "31/12/2026",
        "31.12.2026",
        "31 12 2026",
        "2026-12-31",
        "2026-12-31T00:00:00",
        "31 december 2026",
        "31 dec. 2026",
        "31 December 2026",
        datetime(2026, 12, 31),  # noqa: DTZ001  as openpyxl gives it
        date(2026, 12, 31),
    ],
)
def test_dates_as_people_and_programs_write_them(text: object) -> None:
    assert parse_date(text) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12/31/2026", "date_not_in_calendar"),
        ("30-2-2026", "date_not_in_calendar"),
        ("31-12-26", "short_year"),
        ("morgen", "not_date"),
        ("31-12", "not_date"),
        (46022, "number_for_date"),
        ("46022", "number_for_date"),
        (True, "not_date"),
    ],
)
def test_what_is_no_date_says_why(text: object, code: str) -> None:
    with pytest.raises(CellProblem) as found:
        parse_date(text)
    assert found.value.code == code


def test_the_first_of_march_is_day_before_month() -> None:
    assert parse_date("1 maart 2026") == parse_date("1-3-2026") == parse_date("01/03/2026")


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("425", 42500),
        ("425,5", 42550),
        ("425.50", 42550),
        ("1.250,50", 125050),
        ("1,250.50", 125050),
        ("1.250", 125000),
        ("€ 425,-", 42500),
        ("€ 425,--", 42500),
        ("425 euro", 42500),
        ("EUR 425", 42500),
        ("\u20ac\u00a0425,00", 42500),
        ("-425", -42500),
        (425, 42500),
        (425.5, 42550),
        (0.1 + 0.2, 30),
        ("veel", None),
        ("4,2,5", None),
        ("425,505", 42550500),
        ("425,5055", None),
        ("", None),
        ("٤٢٥", None),
    ],
)
def test_money_in_euros_becomes_cents(text: int | float | str, cents: int | None) -> None:
    if cents is None:
        with pytest.raises(CellProblem):
            parse_money(text)
    else:
        assert parse_money(text) == cents


def test_a_decimal_has_one_decimal_sign() -> None:
    assert parse_decimal("52,0907") == parse_decimal("52.0907") == 52.0907
    assert parse_decimal("1.250") == 1.25
    with pytest.raises(CellProblem):
        parse_decimal("1.250,5")


def test_a_whole_number_has_no_fraction() -> None:
    assert parse_whole("21") == parse_whole("21,0") == 21
    with pytest.raises(CellProblem):
        parse_whole("21,5")


@pytest.mark.parametrize("text", ["ja", "J", "yes", "y", "1", "X", "waar", "TRUE", " Ja "])
def test_ways_to_say_yes(text: str) -> None:
    assert parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["nee", "N", "no", "0", "false", "Onwaar"])
def test_ways_to_say_no(text: str) -> None:
    assert parse_yes_no(text) is False


def test_perhaps_is_neither_yes_nor_no() -> None:
    with pytest.raises(CellProblem):
        parse_yes_no("misschien")


@pytest.mark.parametrize(
    "text", ["learn_work", "Leer-werktraject", "LEERWERKTRAJECT", "learn-work track"]
)
def test_a_word_is_known_by_code_and_by_both_labels(text: str) -> None:
    assert parse_word(DayActivity, text) == "learn_work"


def test_a_word_with_a_typing_error_is_answered_with_the_likely_one() -> None:
    with pytest.raises(CellProblem) as found:
        parse_word(DayActivity, "vrijwilligerwerk")
    assert found.value.code == "unknown_word_like"
    assert found.value.details["likely"].nl == "vrijwilligerswerk"  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", Word.__subclasses__(), ids=lambda word: word.__name__)
def test_every_label_leads_back_to_its_code(word: type[Word]) -> None:
    for choice in word:
        for text in (str(choice), choice.nl, choice.en):
            assert parse_word(word, text) == choice, text


@pytest.mark.parametrize("text", ["34", "3,4", "3 en 4", "3; 4", "3+4", "3.4", "4,3"])
def test_kinds_of_guidance_as_people_write_them(text: str) -> None:
    if text == "3 en 4":
        with pytest.raises(CellProblem):
            parse_words(GuidanceKind, text)
    else:
        assert sorted(parse_words(GuidanceKind, text)) == ["3", "4"]


def test_a_label_with_a_comma_is_one_word() -> None:
    labels = "één pand, begeleiding op vaste tijden; eigen plek, intensieve begeleiding aan huis"
    assert parse_words(GuidanceKind, labels) == ["2", "3"]


def test_interests_keep_their_order_and_come_once() -> None:
    assert parse_words(Interest, "muziek, sport en bewegen; music") == ["music", "sport"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nederlands, Engels", "nl en"),
        ("nl ar", "nl ar"),
        ("Dutch; Arabic", "nl ar"),
        ("Tigrinya", "ti"),
        ("nl, Nederlands", "nl"),
    ],
)
def test_languages_by_name_and_code(text: str, codes: str) -> None:
    assert parse_languages(text) == codes


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(CellProblem) as found:
        parse_languages("nl, Klingonisch")
    assert found.value.details["language"] == "Klingonisch"


def test_postcode_email_and_phone_are_made_alike() -> None:
    assert parse_postcode("3511ab") == "3511 AB"
    assert parse_email("Naam@Voorbeeld.NL") == "naam@voorbeeld.nl"
    assert parse_phone("+31 (0)6 12345678") == "+31 (0)6 12345678"


@pytest.mark.parametrize("text", ["0511 AB", "3511", "3511 A1", "35 11 AB"])
def test_what_is_no_postcode(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_postcode(text)


@pytest.mark.parametrize("text", ["naam", "a@b", "a b@c.nl", "a@b.nl, c@d.nl", "a..b@c.nl"])
def test_what_is_no_email(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_email(text)


@pytest.mark.parametrize("text", ["612345678", "geen", "06", "06-12345678 (werk)"])
def test_what_is_no_phone_number(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_phone(text)


def test_a_date_that_excel_made_of_a_house_number_is_told() -> None:
    with pytest.raises(CellProblem) as found:
        parse(column(FileKind.HOSTS, "house_number"), datetime(2026, 4, 3))  # noqa: DTZ001
    assert found.value.code == "date_in_text"


def test_a_number_in_a_text_column_is_read_as_it_shows() -> None:
    assert parse(column(FileKind.HOSTS, "house_number"), 12.0) == "12"


def _values(kind: FileKind, name: str) -> st.SearchStrategy[Any]:
    return {
        "rent": st.integers(1, 10_000_000),
        "free_from": st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.none(),
        "latitude": st.floats(50.7, 53.8),
        "has_cat": st.booleans(),
        "interests": st.lists(st.sampled_from(list(Interest)), unique=True, min_size=1).map(
            " ".join
        ),
        "accepts_guidance": st.sets(st.sampled_from("1234"), min_size=1).map(
            lambda digits: "".join(sorted(digits))
        ),
        "household_kind": st.sampled_from(column(kind, "household_kind").word.codes()),  # type: ignore[union-attr]
        "attention_offer": st.integers(1, 3),
        "languages": st.lists(
            st.sampled_from(["nl", "en", "ar", "ti", "uk", "so", "fy", "zgh", "ckb"]),
            unique=True,
            min_size=1,
        ).map(" ".join),
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "rent",
        "free_from",
        "latitude",
        "has_cat",
        "interests",
        "accepts_guidance",
        "household_kind",
        "attention_offer",
        "languages",
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_export_writes_import_reads_back(name: str, language: str) -> None:
    from matcher.exchange.tables_out import text_of

    kind = FileKind.HOSTS

    @given(_values(kind, name))
    def check(value: Any) -> None:
        one = column(kind, name)
        assert parse(one, text_of(one, value, language)) == value

    check()


def test_an_empty_value_is_an_empty_cell() -> None:
    assert cell_text(column(FileKind.HOSTS, "free_until"), None, "nl") == ""
