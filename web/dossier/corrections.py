"""The youth says what is wrong in the own dossier; the counsellor puts it right."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TelField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from matcher.cases.corrections import Correctable, Wish, ask, corrections_of, stored_value
from matcher.cases.gaps import age_on
from matcher.inforce import today_in_the_netherlands
from matcher.words import DayActivity, Role
from web.access import allow
from web.cases.correcting import said, shown
from web.coordinator import records
from web.dossier.blueprint import blueprint, own_youth
from web.fields import DateField, MoneyField, NoBsn, WordRadio, WordSelect
from web.session import database

#: Of each field of the dossier, the box of the form in which the right value is written.
BOXES = {field: field.value for field in Correctable}


class CorrectionForm(FlaskForm):
    """One thing that is wrong, and what should stand there."""

    field = WordRadio(
        lazy_gettext("What is not right?"),
        [InputRequired(lazy_gettext("Choose what is not right."))],
        words=Correctable,
    )
    first_name = StringField(lazy_gettext("My first name"), [Length(max=80), NoBsn()])
    last_name = StringField(lazy_gettext("My last name"), [Length(max=120), NoBsn()])
    birth_date = DateField(lazy_gettext("My date of birth"), [Optional()])
    email = EmailField(
        lazy_gettext("My e-mail address"),
        [Optional(),
         Email(lazy_gettext("Enter an e-mail address, like name@example.nl.")), Length(max=254)],
    )  # fmt: skip
    phone = TelField(lazy_gettext("My telephone number"), [Length(max=30), NoBsn()])
    ready_on = DateField(lazy_gettext("I can move from"), [Optional()])
    budget_cents = MoneyField(lazy_gettext("I can pay for rent, each month"), [Optional()])
    day_activity = WordSelect(
        lazy_gettext("What I do by day"),
        [Optional()],
        words=DayActivity,
        empty=lazy_gettext("Choose"),
    )
    other = TextAreaField(
        lazy_gettext("In your own words"), [Length(max=1000), NoBsn()],
        description=lazy_gettext("What stands there now, and what should it be?"),
    )  # fmt: skip

    def validate_field(self, field: Any) -> None:
        """Demand the value that belongs to the choice; what stands in the other boxes is left."""
        box = self[field.data]
        value = box.data.strip() if isinstance(box.data, str) else box.data
        if not value:
            raise ValidationError(_("Write down what it should be, in the box for it."))

    def validate_birth_date(self, field: Any) -> None:
        if (
            isinstance(field.data, date)
            and not 12 <= age_on(field.data, today_in_the_netherlands()) <= 40
        ):
            raise ValidationError(_("Check the year."))

    def validate_budget_cents(self, field: Any) -> None:
        if field.data is not None and not 0 < field.data <= 300_000:
            raise ValidationError(_("Enter an amount between € 1 and € 3,000 per month."))

    def wish(self) -> Wish:
        chosen = Correctable(self.field.data)
        value = self[BOXES[chosen]].data
        if isinstance(value, str):
            value = value.strip()
        return Wish(chosen, value.lower() if chosen is Correctable.EMAIL else value)


@blueprint.get("/corrections")
@allow(Role.YOUTH)
def corrections() -> str:
    return _page(CorrectionForm(formdata=None))


@blueprint.post("/corrections")
@allow(Role.YOUTH)
def ask_correction() -> Any:
    found = own_youth()
    form = CorrectionForm()
    if not form.validate():
        return _page(form), 422
    ask(database, records.actor(), found.id, form.wish())
    flash(_("Your counsellor or coordinator looks at it. You see here what comes of it."), "ok")
    return redirect(url_for(".corrections"), code=303)


def _page(form: CorrectionForm) -> str:
    found = own_youth()
    return render_template(
        "dossier/corrections.html",
        form=form,
        boxes=[
            (form[name], said(field, stored_value(found, field))) for field, name in BOXES.items()
        ],
        corrections=[shown(one) for one in corrections_of(database, found.id)],
    )
