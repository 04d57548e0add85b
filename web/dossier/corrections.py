"""The youth says what is wrong in the own dossier; the counsellor puts it right."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, ValidationError

from matcher.ages import age_on
from matcher.cases.corrections import Correctable, Wish, ask, corrections_of, stored_value
from matcher.inforce import today_in_the_netherlands
from matcher.words import DayActivity, Role
from web.access import allow
from web.cases.correcting import said, shown
from web.coordinator import records
from web.dossier.blueprint import blueprint, own_youth
from web.fields import DateField, MoneyField, NoBsn, WordSelect, plausible_rent
from web.formatting import label, sentence
from web.session import database

#: The boxes in which the right value is written, one per page.
BOXES: dict[Correctable, Any] = {
    Correctable.FIRST_NAME: lambda text: StringField(
        text, [_required(), Length(max=80), NoBsn()]
    ),
    Correctable.LAST_NAME: lambda text: StringField(
        text, [_required(), Length(max=120), NoBsn()]
    ),
    Correctable.BIRTH_DATE: lambda text: DateField(text, [_required(), _a_youths_birthday]),
    Correctable.EMAIL: lambda text: EmailField(
        text,
        [
            _required(),
            Email(lazy_gettext("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
    ),
    Correctable.PHONE: lambda text: TelField(text, [_required(), Length(max=30), NoBsn()]),
    Correctable.READY_ON: lambda text: DateField(text, [_required()]),
    Correctable.BUDGET: lambda text: MoneyField(text, [_required(), plausible_rent]),
    Correctable.DAY_ACTIVITY: lambda text: WordSelect(
        text, [_required()], words=DayActivity, empty=lazy_gettext("Choose")
    ),
    Correctable.OTHER: lambda text: TextAreaField(
        text, [_required(), Length(max=1000), NoBsn()],
        description=lazy_gettext("What stands there now, and what should it be?"),
    ),
}  # fmt: skip


def _required() -> DataRequired:
    return DataRequired(lazy_gettext("Write down what it should be."))


def _a_youths_birthday(form: FlaskForm, field: Any) -> None:
    if isinstance(field.data, date):
        age = age_on(field.data, today_in_the_netherlands())
        if not 12 <= age <= 40:
            raise ValidationError(_("Check the year."))


def form_for(field: Correctable, **kwargs: Any) -> FlaskForm:
    """Return a form with one box: what this field of the dossier should say."""

    class CorrectionForm(FlaskForm):
        value = BOXES[field](lazy_gettext("What should it be?"))

    return CorrectionForm(**kwargs)


def numbered() -> dict[int, Correctable]:
    """Return the fields by their number in the address."""
    return dict(enumerate(Correctable, start=1))


@blueprint.get("/corrections")
@allow(Role.YOUTH)
def corrections() -> str:
    found = own_youth()
    fields = [
        (number, sentence(label(field)), said(field, stored_value(found, field)))
        for number, field in numbered().items()
    ]
    return render_template(
        "dossier/corrections.html",
        fields=fields,
        corrections=[shown(one) for one in corrections_of(database, found.id)],
    )


@blueprint.get("/corrections/<int:number>")
@allow(Role.YOUTH)
def correction(number: int) -> str:
    field = numbered().get(number) or abort(404)
    return _page(field, form_for(field, formdata=None))


@blueprint.post("/corrections/<int:number>")
@allow(Role.YOUTH)
def ask_correction(number: int) -> Any:
    field = numbered().get(number) or abort(404)
    form = form_for(field)
    if not form.validate():
        return _page(field, form), 422
    value = form["value"].data
    if isinstance(value, str):
        value = value.strip().lower() if field is Correctable.EMAIL else value.strip()
    ask(database, records.actor(), own_youth().id, Wish(field, value))
    flash(_("Your counsellor or coordinator looks at it. You see here what comes of it."), "ok")
    return redirect(url_for(".corrections"), code=303)


def _page(field: Correctable, form: FlaskForm) -> str:
    return render_template(
        "dossier/correction.html",
        form=form,
        name=sentence(label(field)),
        now=said(field, stored_value(own_youth(), field)),
        kind=form["value"].type,
    )
