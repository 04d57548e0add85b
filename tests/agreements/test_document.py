"""What the two agreements say."""

from __future__ import annotations

import io
import re
import string
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pypdf
import pytest

from matcher.agreements import pdf
from matcher.agreements.document import paper_of
from matcher.agreements.facts import number_of_days
from matcher.agreements.grounds import GROUNDS, end_contradicts
from matcher.agreements.paper import Paper
from matcher.words import AgreementKind, LegalGround
from tests.agreements.papers import NAME, facts

KINDS = list(AgreementKind)
LANGUAGES = ("nl", "en")


def _all(paper: Paper) -> str:
    return "\n".join(paper.texts())


@pytest.mark.parametrize("part", ["rent", "coaching"])
def test_both_languages_say_the_same_things(part: str) -> None:
    texts = tomllib.loads(files("matcher.agreements").joinpath(f"{part}.toml").read_text("utf-8"))
    assert list(texts["nl"]) == list(texts["en"])
    for name, dutch in texts["nl"].items():
        english = texts["en"][name]
        assert type(dutch) is type(english)
        assert _blanks(dutch) == _blanks(english), name
        if isinstance(dutch, list):
            assert len(dutch) == len(english), name


def _blanks(text: Any) -> set[str | None]:
    joined = " ".join(text) if isinstance(text, list) else text
    return {field for _, field, _, _ in string.Formatter().parse(joined) if field}


@pytest.mark.parametrize("part", ["rent", "coaching"])
def test_sentences_are_short(part: str) -> None:
    """Level B1: no sentence of more than 25 words in the Dutch text."""
    texts = tomllib.loads(files("matcher.agreements").joinpath(f"{part}.toml").read_text("utf-8"))
    for text in texts["nl"].values():
        for line in text if isinstance(text, list) else [text]:
            for sentence in re.split(r"[.?!:] ", line):
                assert len(sentence.split()) <= 25, sentence


def test_the_rent_agreement_holds_all_that_was_agreed() -> None:
    text = _all(paper_of(facts(), "nl"))
    for wanted in (
        NAME, "28 februari 2006", "Fam. d'Hondt-Özil", "Dorpsstraat 1 bis, 1234 AB Utrecht",
        "K-77", "14 m²", "verwarming, internet", "1 maart 2026", "1 maart 2027",
        "€ 412,50", "€ 362,50", "€ 50,00", "€ 430,00", "1 maand", "3 maanden",
        "hospitaverhuur (BW 7:232 lid 3)", "Burgerlijk Wetboek 7:232 lid 3", "negen maanden",
        "Zoals besproken.", "Na 22.00 uur is het stil. {geen} % \\ <b>", "Geen huisdieren",
        "Eerst praten we met zijn drieën.", "Daarna belt de coördinator.", "Laatste waarschuwing",
        "begeleidingsovereenkomst", "geen juridisch advies", "binnen 14 dagen",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_the_coaching_agreement_holds_all_that_was_agreed() -> None:
    text = _all(paper_of(facts(kind=AgreementKind.COACHING), "nl"))
    for wanted in (
        NAME, "Zorg Voorbeeld", "wonen", "werk", "leren", "begeleiding", "elke week",
        "2, 7 en 14 dagen na de start", "Elke week een uur.", "Samen post openen.",
        "huurovereenkomst", "Een half jaar na het einde",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_the_coaching_agreement_says_nothing_about_the_rent() -> None:
    text = _all(paper_of(facts(kind=AgreementKind.COACHING), "nl"))
    assert "412" not in text
    assert "Dorpsstraat" not in text


def test_the_english_text_says_that_it_is_a_courtesy() -> None:
    for kind in KINDS:
        assert "The Dutch text is the agreement" in _all(paper_of(facts(kind=kind), "en"))
        assert "courtesy" not in _all(paper_of(facts(kind=kind), "nl"))


def test_all_parties_sign_and_without_an_organisation_three_do() -> None:
    def signing(**changes: object) -> list[str]:
        block = paper_of(facts(**changes), "nl").sections[-1].blocks[-1]
        return [row[0] for row in block.rows]

    assert signing() == ["Jongere", "Gastgezin", "Coördinator"]
    coaching = AgreementKind.COACHING
    assert signing(kind=coaching) == ["Jongere", "Zorgorganisatie", "Gastgezin", "Coördinator"]
    assert signing(kind=coaching, organisation="") == ["Jongere", "Gastgezin", "Coördinator"]


def test_a_later_version_says_that_it_replaces_and_why() -> None:
    text = _all(paper_of(facts(number=2, reason="De huur\ngaat omlaag."), "nl"))
    assert "Dit is versie 2. Deze versie vervangt de vorige." in text
    assert "Waarom deze versie er is: De huur gaat omlaag." in text
    assert "vervangt de vorige" not in _all(paper_of(facts(), "nl"))


def test_without_a_deposit_nothing_is_said_of_paying_it_back() -> None:
    text = _all(paper_of(facts(deposit_cents=0), "nl"))
    assert "geen" in text
    assert "binnen 14 dagen" not in text


def test_an_end_that_is_only_planned_does_not_end_the_rent() -> None:
    planned = "gaan uit van deze einddatum"
    assert planned in _all(paper_of(facts(), "nl"))
    assert planned not in _all(paper_of(facts(ends_on=None), "nl"))
    assert planned not in _all(paper_of(facts(legal_ground=LegalGround.FIXED_LISTED), "nl"))


@pytest.mark.parametrize("ground", list(LegalGround))
def test_every_ground_explains_itself_with_its_source(ground: LegalGround) -> None:
    known = GROUNDS[ground]
    assert known.address.startswith("https://")
    for language in LANGUAGES:
        text = _all(paper_of(facts(legal_ground=ground), language))
        assert known.source_in(language) in text
        assert known.clause[language] in text
        assert known.note[language]
        assert known.caution[language]


@pytest.mark.parametrize(
    ("ground", "ends_on", "expected"),
    [
        (LegalGround.FIXED_LISTED, None, "end_needed"),
        (LegalGround.FIXED_LISTED, date(2027, 1, 1), None),
        (LegalGround.INDEFINITE, date(2027, 1, 1), "end_not_allowed"),
        (LegalGround.INDEFINITE, None, None),
        (LegalGround.HOSPITA, None, None),
        (LegalGround.HOSPITA, date(2027, 1, 1), None),
    ],
)
def test_the_last_day_goes_with_the_ground(
    ground: LegalGround, ends_on: date | None, expected: str | None
) -> None:
    assert end_contradicts(ground, ends_on) == expected


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (30, "1 maand", "1 month"),
        (90, "3 maanden", "3 months"),
        (14, "14 dagen", "14 days"),
        (1, "1 dag", "1 day"),
        (0, "0 dagen", "0 days"),
    ],
)
def test_terms_of_notice_read_as_people_say_them(days: int, dutch: str, english: str) -> None:
    assert (number_of_days(days, "nl"), number_of_days(days, "en")) == (dutch, english)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_reads_as_the_paper(kind: AgreementKind, language: str) -> None:
    paper = paper_of(facts(kind=kind), language)
    reader = pypdf.PdfReader(io.BytesIO(pdf.make(paper, date(2026, 2, 1))))
    found = "".join("".join(page.extract_text() for page in reader.pages).split())
    position = 0
    for text in paper.texts():
        position = found.index("".join(text.split()), position)
    assert reader.root_object["/Lang"] == language
