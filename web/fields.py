"""Form fields for what people type: Dutch dates, euros, codes with labels, places on the map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    Field,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from matcher.text_rules import holds_bsn
from matcher.words import Word
from web.field_texts import HOLDS_A_BSN, NO_AMOUNT, NO_DATE, FitsAnyField
from web.formatting import sentence
from web.languages import language

_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$", re.ASCII)
_MONEY = re.compile(
    r"(?:€|eur)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:[.,](\d{2}|-))?$", re.IGNORECASE | re.ASCII
)
MOST_DIGITS = 7
MOST_RENT_CENTS = 300_000


class NoBsn:
    """Validator for free text: refuse a citizen service number."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and holds_bsn(str(field.data)):
            raise ValidationError(HOLDS_A_BSN)


def plausible_rent(form: Any, field: Field) -> None:
    """Validator of what somebody can pay per month, in cents: more is a slip of the keyboard."""
    if field.data is not None and not 0 < field.data <= MOST_RENT_CENTS:
        raise ValidationError(gettext("Enter an amount between € 1 and € 3,000 per month."))


_DAY = {"inputmode": "numeric", "autocomplete": "off", "placeholder": lazy_gettext("dd-mm-yyyy")}


class DateField(StringField):
    """A date as people write it (31-12-2005, also 31/12/2005 or 2005-12-31).

    A text box and not the browser's calendar: nobody should have to page back twenty
    years to a birthday, and it works the same on every device. ``data`` is a date or None.
    """

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", _DAY)
        super().__init__(*args, **kwargs)
        self.raw_text: str = ""

    def _value(self) -> str:
        if self.raw_text:
            return self.raw_text
        return self.data.strftime("%d-%m-%Y") if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_text = valuelist[0].strip() if valuelist else ""
        self.data: date | None = parse_date(self.raw_text)
        if self.raw_text and self.data is None:
            raise ValueError(NO_DATE)


def parse_date(text: str) -> date | None:
    """Return the date that ``text`` means, or None."""
    if dutch := _DATE.match(text):
        day, month, year = (int(part) for part in dutch.groups())
    elif iso := _ISO.match(text):
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class MoneyField(StringField):
    """An amount in euros (450, 450,00, € 1.250,50); ``data`` is in whole cents or None."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(*args, **kwargs)
        self.raw_text: str = ""

    def _value(self) -> str:
        if self.raw_text:
            return self.raw_text
        if not isinstance(self.data, int):
            return ""
        whole, cents = divmod(self.data, 100)
        mark = "," if language() == "nl" else "."
        return f"{whole}{mark}{cents:02}" if cents else str(whole)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_text = valuelist[0].strip() if valuelist else ""
        self.data: int | None = parse_cents(self.raw_text)
        if self.raw_text and self.data is None:
            raise ValueError(NO_AMOUNT)


def parse_cents(text: str) -> int | None:
    """Return the cents that ``text`` means, or None."""
    match = _MONEY.match(text.strip())
    if match is None:
        return None
    whole = re.sub(r"[. ]", "", match.group(1))
    if len(whole) > MOST_DIGITS:  # more cents than a column holds: a typing mistake
        return None
    cents = match.group(2) or "0"
    return int(Decimal(whole) * 100 + (0 if cents == "-" else int(cents)))


class _Words:
    """Mixed into choice fields: the choices are the members of a Word, labelled at each request.

    ``words`` may be a mapping to texts: what people say of themselves, such as 'I want to stop'.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        words: type[Word] | Iterable[Word] = (),
        empty: Any = None,
        **kwargs: Any,
    ) -> None:
        members = tuple(words)
        told: Mapping[Word, Any] = words if isinstance(words, Mapping) else {}

        def text(word: Word) -> str:
            return str(told[word]) if word in told else sentence(word.label(language()))

        def choices() -> list[SelectChoice]:
            first = [SelectChoice("", str(empty))] if empty is not None else []
            return first + [SelectChoice(word.value, text(word)) for word in members]

        super().__init__(label, validators, choices=choices, **kwargs)  # type: ignore[call-arg]


class WordSelect(_Words, SelectField):
    """A select box over a Word: ``WordSelect(_("Gender"), words=Gender, empty=_("Choose"))``."""


class WordRadio(_Words, RadioField):
    """Radio buttons over a Word."""


class WordCheckboxes(_Words, SelectMultipleField):
    """Checkboxes over a Word; ``data`` is the list of chosen codes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def errors_of(form: Any) -> list[tuple[str | None, str]]:
    """Return (id of the field or None, message) for the error summary, in the form's order.

    A message that several fields have, or that fits any field, such as 'Choose one.', says of
    which field it is.
    """
    told_of = [one for field in form if field.name != "csrf_token" for one in _told_of(field)]
    told = Counter(str(text) for _line, _field, text in told_of)
    found: list[tuple[str | None, str]] = [(None, str(text)) for text in form.form_errors]
    for line, field, text in told_of:
        is_unclear = isinstance(text, FitsAnyField) or told[str(text)] > 1
        said = _of(field, text) if is_unclear else str(text)
        said = gettext("Number %(number)s: %(text)s", number=line, text=said) if line else said
        found.append((_anchor(field), said))
    return found


def _told_of(field: Field, line: int = 0) -> Iterator[tuple[int, Field, Any]]:
    """Return the messages of a field; in a list of lines with the field and the line's number."""
    if isinstance(field, FieldList):
        yield from ((line, field, text) for text in field.errors if not isinstance(text, _MANY))
        for number, entry in enumerate(field.entries, 1):
            yield from _told_of(entry, number)
    elif isinstance(field, FormField):
        for part in field.form:
            yield from _told_of(part, line)
    else:
        yield from ((line, field, text) for text in _flat(mistakes(field)))


def mistakes(field: Field) -> Any:
    """Return what to say of a field: of what cannot be read, not also that it is out of bounds.

    A validator such as `InputRequired` takes the first message away and says its own.
    """
    unread = list(field.process_errors)
    return unread if unread and list(field.errors)[: len(unread)] == unread else field.errors


def _of(field: Field, text: Any) -> str:
    label = str(field.label.text)
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _anchor(field: Field) -> str:
    """Return the id to which the summary links: the first control of the field."""
    if isinstance(field, RadioField | WordCheckboxes):
        return f"{field.id}-0"
    return str(field.id)


_MANY = (dict, list, tuple)


def _flat(errors: Any) -> list[Any]:
    if isinstance(errors, dict):
        return [text for part in errors.values() for text in _flat(part)]
    return [
        text
        for part in errors
        for text in (_flat(part) if isinstance(part, dict | list) else [part])
    ]
