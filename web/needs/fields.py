"""Fields of the need profile: numbers with a comma, and places in the Netherlands."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Protocol

from flask_babel import gettext
from wtforms import DecimalField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from matcher.database.places import Municipality
from matcher.geography.reference import load
from web.field_texts import NO_NUMBER, FitsAnyField
from web.languages import language
from web.session import database


class CommaNumber(DecimalField):
    """A number, shown and read with the decimal mark of the language; a point is fine as well."""

    widget = TextInput()  # a browser's number box shows nothing for a number with a comma

    def _value(self) -> str:
        text = str(super()._value())
        if not self.raw_data and "." in text:
            text = text.rstrip("0").removesuffix(".")
        return text.replace(".", ",") if language() == "nl" else text

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text.replace(",", ".") for text in valuelist])
        except ValueError as error:
            raise ValueError(NO_NUMBER) from error


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "WordCheckboxes"  # so that pages show it like one


class Located(Protocol):
    """Where a typed name is: a place of the register, or the middle of a postcode."""

    @property
    def name(self) -> str: ...
    @property
    def municipality(self) -> str: ...
    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


class Town(StringField):
    """The name of a Dutch town or village; ``found`` is the place it means."""

    found: Located | None = None

    def pre_validate(self, form: Any) -> None:
        name = (self.data or "").strip()
        self.found = None
        if not name or form.is_unchanged(self):
            return
        known = load()
        self.found = known.find_place(name)
        if self.found is None:
            raise ValidationError(FitsAnyField(_unknown_town(name)))
        if database.get(Municipality, self.found.municipality) is None:
            raise ValidationError(gettext("This town lies in no municipality that we know."))


def _unknown_town(name: str) -> str:
    known = load()
    several = known.places_named(name)
    if several:
        names = [f"{place.name} ({known.municipalities[place.municipality].province})"
                 for place in several[:4]]  # fmt: skip
        return gettext("There are more towns with this name. Write %(names)s.",
                       names=gettext(" or ").join(names))  # fmt: skip
    close = get_close_matches(name, [place.name for place in known.places.values()], 3, 0.75)
    if close:
        return gettext("We do not know this town. Do you mean %(names)s?",
                       names=gettext(" or ").join(dict.fromkeys(close)))  # fmt: skip
    return gettext("We do not know this town. Check how you wrote it.")
