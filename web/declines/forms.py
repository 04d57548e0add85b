"""The value of a suggestion, as a person may change it before accepting."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from matcher.database.declines import Suggestion
from matcher.declines.applying import MOST_CENTS, MOST_DAYS, MOST_KILOMETRES
from matcher.declines.fields import PairField
from matcher.inforce import today_in_the_netherlands
from matcher.words import SuggestionKind
from web.fields import DateField, MoneyField


class PlainForm(FlaskForm):
    """Nothing to choose: what is suggested is accepted as it is."""


class DaysForm(FlaskForm):
    value = IntegerField(
        _("Days of rest, from today"),
        [InputRequired(_("Enter a number of days.")), NumberRange(1, MOST_DAYS)],
    )


class KilometresForm(FlaskForm):
    value = IntegerField(
        _("Kilometres"),
        [InputRequired(_("Enter whole kilometres.")), NumberRange(1, MOST_KILOMETRES)],
    )


class AmountForm(FlaskForm):
    value = MoneyField(
        _("Amount"), [InputRequired(_("Enter an amount.")), NumberRange(1, MOST_CENTS)]
    )


class DayForm(FlaskForm):
    value = DateField(_("Day"), [InputRequired(_("Enter a day."))])

    def validate_value(self, field: DateField) -> None:
        if field.data is not None and field.data < today_in_the_netherlands():
            raise ValidationError(_("Choose today or a later day."))


def form_for(one: Suggestion, **given: Any) -> FlaskForm:
    """Return the form of a suggestion; ``given``: ``formdata=None`` to show what is suggested."""
    kind, value = _form(one)
    form = kind(prefix=f"suggestion{one.id}", data={"value": value}, **given)
    if one.field in PairField.codes() and "value" in form:
        form["value"].label.text = gettext("New value")
    return form


def value_of(form: FlaskForm) -> Any:
    """Return what was chosen, as the service takes it; None: as suggested."""
    if "value" not in form:
        return None
    chosen = form["value"].data
    return chosen.isoformat() if isinstance(chosen, date) else chosen


def _form(one: Suggestion) -> tuple[type[FlaskForm], Any]:
    if one.kind == SuggestionKind.COOL_DOWN:
        return DaysForm, one.value
    if one.field not in PairField.codes():
        return PlainForm, None
    match PairField(one.field).shape:
        case "money":
            return AmountForm, one.value
        case "kilometres":
            return KilometresForm, int(one.value)
        case "date":
            return DayForm, date.fromisoformat(one.value)
    return PlainForm, None
