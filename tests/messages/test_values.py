"""What mails may say: no name, no address, no free text, and sentences that are short."""

from __future__ import annotations

import re
from datetime import date

import pytest

from matcher.messages import TEXTS
from matcher.messages.preview import Part, preview, previews
from matcher.messages.values import OF_THE_SENDER, SAMPLES, asked_by, is_day, samples_for

TODAY = date(2026, 3, 2)
URL = "https://kamers.example"
MOST_WORDS = 20
LANGUAGES = ("nl", "en")
EVERY = [
    pytest.param(template, lang, id=f"{template}-{lang}")
    for template in sorted(TEXTS)
    for lang in LANGUAGES
]


@pytest.mark.parametrize(("template", "lang"), EVERY)
def test_a_mail_takes_references_numbers_days_and_links_only(template: str, lang: str) -> None:
    """Remedy: leave the value out, or add it to SAMPLES when nothing can be learnt from it."""
    asked = asked_by(TEXTS[template][lang])
    assert sorted(n for n in asked - SAMPLES.keys() - OF_THE_SENDER if not is_day(n)) == []


@pytest.mark.parametrize("name", ["first_name", "address", "phone", "note", "reason", "email"])
def test_a_value_that_tells_something_is_not_allowed(name: str) -> None:
    assert name not in SAMPLES
    assert not is_day(name)


@pytest.mark.parametrize(("template", "lang"), EVERY)
def test_sentences_are_short(template: str, lang: str) -> None:
    text = preview(template, TODAY, URL).texts[lang]
    sentences = re.split(r"(?<=[.!?:])\s+|\n+", text.body)
    long = [one for one in sentences if len(one.split()) > MOST_WORDS]
    assert long == []


@pytest.mark.parametrize(("template", "lang"), EVERY)
def test_every_mail_can_be_read_beforehand(template: str, lang: str) -> None:
    text = preview(template, TODAY, URL).texts[lang]
    assert text.subject
    assert len(text.subject) <= 70
    assert "{" not in text.subject + text.body
    assert URL in text.body


def test_the_preview_holds_every_mail_once() -> None:
    found = [one.template for several in previews(TODAY, URL).values() for one in several]
    assert sorted(found) == sorted(TEXTS)
    assert list(previews(TODAY, URL)) == [p for p in Part if p in previews(TODAY, URL)]


def test_a_sample_link_leads_nowhere() -> None:
    assert samples_for("invitation", TODAY, URL)["link"] == f"{URL}/…"
