"""Fields and their macros: what people may type, and how mistakes are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from matcher.words import GenderWish, HouseholdKind, Interest
from web.field_texts import CHOOSE_ONE, HOLDS_A_BSN, NO_DATE, NO_NUMBER
from web.fields import (
    DateField,
    MoneyField,
    NoBsn,
    WordCheckboxes,
    WordRadio,
    WordSelect,
    errors_of,
    parse_cents,
    parse_date,
)
from web.formatting import (
    euros,
    kilometres,
    number,
    percentage,
    sentence,
    short_date,
    whole_dates,
    whole_euros,
)
from web.needs.fields import CommaNumber


class Form(FlaskForm):
    name = StringField("Name", [InputRequired("Enter your name.")], description="In full.")
    born = DateField("Born", [InputRequired("Enter a date.")])
    rent = MoneyField("Rent")
    kind = WordSelect("Kind", [InputRequired("Choose.")], words=HouseholdKind, empty="Choose")
    wish = WordRadio("Wish", [InputRequired("Choose a wish.")], words=GenderWish)
    interests = WordCheckboxes("Interests", words=Interest)
    story = TextAreaField("Story", [NoBsn()])
    consent = BooleanField(_("yes"), [InputRequired("Agree.")])


PAGE = """{% import "components/forms.html" as forms %}{{ forms.error_summary(form) }}
{% call forms.form(form) %}{% for f in form if f.name != "csrf_token" %}{{ forms.field(f) }}{% endfor %}
{% endcall %}"""
GOOD = {
    "name": "Noor", "born": "31-12-2005", "rent": "€ 1.250,50", "kind": "couple", "wish": "any",
    "interests": ["music", "film"], "story": "We like music", "consent": "y",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", method="POST"):
        yield


def filled(**changes: Any) -> Form:
    return Form(MultiDict({**GOOD, **changes}), meta={"csrf": False})


def test_good_form_gives_values_and_not_texts() -> None:
    form = filled()
    assert form.validate(), form.errors
    assert form.born.data == date(2005, 12, 31)
    assert form.rent.data == 125050
    assert form.kind.data == "couple"
    assert form.interests.data == ["music", "film"]


def test_what_was_typed_stays_in_the_box_after_a_mistake() -> None:
    form = filled(born="31 december", rent="veel")
    assert not form.validate()
    assert form.born._value() == "31 december"
    assert form.rent._value() == "veel"
    assert "31-12-2026" in form.born.errors[0]


@pytest.mark.parametrize(
    "text", ["31-02-2026", "1-1-26", "2026", "32-1-2026", "tomorrow", "1-13-2026"]
)
def test_impossible_date_is_refused(text: str) -> None:
    assert parse_date(text) is None
    assert not filled(born=text).validate()


@pytest.mark.parametrize("text", ["1-2-2026", "01/02/2026", "01.02.2026", "1 2 2026", "2026-02-01"])
def test_date_is_read_day_first_or_iso(text: str) -> None:
    assert parse_date(text) == date(2026, 2, 1)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_shown_date_is_read_back(day: date) -> None:
    assert parse_date(short_date(day)) == day


@pytest.mark.parametrize(
    ("text", "cents"),
    [("450", 45000), ("450,5", None), ("450,50", 45050), ("450.50", 45050), ("1.250", 125000),
     ("1.250,00", 125000), ("€ 450,-", 45000), ("-5", None), ("", None), ("1,250,00", None),
     ("4e5", None), ("٤٥٠", None), ("1 250", 125000)],
)  # fmt: skip
def test_amount_is_read_in_cents(text: str, cents: int | None) -> None:
    assert parse_cents(text) == cents


def test_bsn_in_free_text_is_refused() -> None:
    form = filled(story="mijn nummer is 111222333")
    assert not form.validate()
    assert "BSN" in form.story.errors[0]


def test_code_outside_the_list_is_refused() -> None:
    assert not filled(kind="castle").validate()
    assert not filled(interests=["music", "crime"]).validate()


def test_error_summary_links_each_mistake_to_its_control(app: Flask) -> None:
    form = Form(MultiDict({}), meta={"csrf": False})
    assert not form.validate()
    page = render_template_string(PAGE, form=form)
    assert 'class="utrecht-alert utrecht-alert--error' in page
    for anchor, _text in errors_of(form):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert page.count('aria-invalid="true"') >= 4


def test_a_message_that_two_fields_have_says_of_which_it_is() -> None:
    class Two(FlaskForm):
        kind = StringField("Kind", [InputRequired("Choose one.")])
        level = StringField("How is it?", [InputRequired("Choose one.")])
        name = StringField("Name", [InputRequired("Enter a name.")])

    form = Two(MultiDict({}), meta={"csrf": False})
    assert not form.validate()
    told = [text for _anchor, text in errors_of(form)]
    assert told == ["Kind: Choose one.", "How is it? Choose one.", "Enter a name."]


def test_a_message_that_fits_any_field_says_of_which_it_is() -> None:
    class One(FlaskForm):
        level = StringField("How is it?", [InputRequired(CHOOSE_ONE)])
        name = StringField("Name", [InputRequired("Enter a name.")])

    form = One(MultiDict({}), meta={"csrf": False})
    assert not form.validate()
    assert [text for _anchor, text in errors_of(form)] == [
        f"How is it? {CHOOSE_ONE}",
        "Enter a name.",
    ]


def test_a_mistake_in_a_list_of_lines_says_in_which_and_leads_there() -> None:
    class Line(FlaskForm):
        phone = StringField("Number", [InputRequired("Enter a number.")])

    class Lines(FlaskForm):
        lines = FieldList(FormField(Line), min_entries=2)

    form = Lines(MultiDict({"lines-0-phone": "112"}), meta={"csrf": False})
    assert not form.validate()
    ((anchor, told),) = errors_of(form)
    assert anchor == "lines-1-phone"
    assert told.endswith(" 2: Enter a number.")


def test_a_date_that_is_none_says_of_which_field_it_is() -> None:
    form = filled(born="31 december")
    assert not form.validate()
    label = form.born.label.text
    assert [text for _anchor, text in errors_of(form)] == [f"{label}: {NO_DATE}"]


def test_a_number_of_a_citizen_says_in_which_field_it_stands() -> None:
    form = filled(story="bsn 123456782")
    assert not form.validate()
    assert [text for _anchor, text in errors_of(form)] == [f"Story: {HOLDS_A_BSN}"]


def test_what_cannot_be_read_is_not_said_to_be_out_of_bounds_as_well() -> None:
    class Far(FlaskForm):
        distance = CommaNumber("Distance", [NumberRange(1, 300, "Enter 1 to 300.")])

    form = Far(MultiDict({"distance": "far"}), meta={"csrf": False})
    assert not form.validate()
    assert [text for _anchor, text in errors_of(form)] == [f"Distance: {NO_NUMBER}"]
    assert "Enter 1 to 300." not in render_template_string(PAGE, form=form)


def test_a_required_number_that_is_none_is_asked_for_in_the_words_of_the_form() -> None:
    class Age(FlaskForm):
        age = IntegerField("Age", [InputRequired("Enter an age.")])

    form = Age(MultiDict({"age": ""}), meta={"csrf": False})
    assert not form.validate()
    assert [text for _anchor, text in errors_of(form)] == ["Enter an age."]
    assert "Enter an age." in render_template_string(PAGE, form=form)


def test_a_date_stays_on_one_line_and_markup_as_it_is() -> None:
    kept = '<span class="km-nowrap">31-12-2026</span>'
    assert whole_dates("<b> like 31-12-2026.") == f"&lt;b&gt; like {kept}."
    link = Markup('<a href="?day=31-12-2026">today</a>')
    assert whole_dates(link) == link
    assert whole_dates(Markup("until 31-12-2026")) == f"until {kept}"
    assert whole_dates(4) == 4


def test_mistake_of_the_whole_form_stands_in_the_summary() -> None:
    form = filled()
    form.form_errors.append("These do not belong together.")
    assert errors_of(form)[0] == (None, "These do not belong together.")


def test_help_and_error_are_tied_to_the_control() -> None:
    form = filled(name="")
    form.validate()
    page = render_template_string(PAGE, form=form)
    assert 'aria-describedby="name-help name-error"' in page
    assert 'id="name-help"' in page
    assert 'id="name-error"' in page


def test_radio_buttons_are_a_group_with_the_question_as_legend() -> None:
    page = render_template_string(PAGE, form=filled())
    assert page.count("<fieldset") == 2
    assert "Wish</legend>" in page
    assert '<label class="utrecht-form-label utrecht-form-label--radio" for="wish-0">' in page


def test_optional_field_says_so_and_a_required_one_does_not() -> None:
    page = render_template_string(PAGE, form=filled())
    assert "Rent <span" in page
    assert "Name</label>" in page


def test_what_people_type_is_escaped() -> None:
    page = render_template_string(PAGE, form=filled(name='"><script>alert(1)</script>'))
    assert "<script" not in page


def test_numbers_are_written_the_dutch_way() -> None:
    space = "\u00a0"
    assert euros(123450) == f"€{space}1.234,50"
    assert whole_euros(123450) == f"€{space}1.234"
    assert number(1234567) == "1.234.567"
    assert number(12.34, 1) == "12,3"
    assert percentage(0.625) == "62%"
    assert kilometres(3.24) == f"3,2{space}km"
    assert kilometres(12.4) == f"12{space}km"


@pytest.mark.parametrize("form", [euros, whole_euros, number, percentage, kilometres, short_date])
def test_unknown_value_is_a_dash(form: Any) -> None:
    assert form(None) == "–"


def test_not_a_number_is_a_dash() -> None:
    assert number(float("nan")) == kilometres(float("nan")) == "–"


@pytest.mark.parametrize(
    ("text", "expected"), [("jongere", "Jongere"), ("één pand", "Eén pand"), ("", "")]
)
def test_a_sentence_begins_with_a_capital_without_an_accent(text: str, expected: str) -> None:
    assert sentence(text) == expected
