from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, StringField, TelField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import Gender
from matcher.youths.needs import YouthRegistration
from web.fields import DateField, NoBsn, WordRadio
from web.needs import NeedsForm

PERSON = ("first_name", "last_name", "birth_date", "gender", "email", "phone")


class RegisterForm(NeedsForm):
    """A new youth: who it is, what is needed, and consent."""

    first_name = StringField(
        _("First name"), [InputRequired(_("Enter the first name.")), Length(max=80), NoBsn()]
    )
    last_name = StringField(
        _("Last name"), [InputRequired(_("Enter the last name.")), Length(max=120), NoBsn()]
    )
    birth_date = DateField(
        _("Date of birth"), [InputRequired(_("Enter the date of birth, like 31-12-2006."))]
    )
    gender = WordRadio(_("Gender"), [InputRequired(_("Choose one."))], words=Gender)
    email = EmailField(
        _("E-mail address"),
        [Optional(), Email(_("Enter an e-mail address, like name@example.nl.")), Length(max=254)],
        description=_("Of the youth, not your own."),
    )
    phone = TelField(_("Telephone number"), [Length(max=30), NoBsn()])
    consent = BooleanField(
        _("The youth knows what we keep and agrees with it"),
        [InputRequired(_("Ask the youth for consent first. Without it we may keep nothing."))],
        description=_("The youth can stop at any moment; we then remove the dossier."),
    )
    is_somebody_else = BooleanField(
        _("I asked the coordinator: this is somebody else with the same name and birthday")
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        fields = {field.name: field for field in self}
        first = {name: fields[name] for name in PERSON}
        self._fields = {**first, **fields}  # mistakes are told in the order of the page

    def validate_birth_date(self, field: Any) -> None:
        today = today_in_the_netherlands()
        if not isinstance(field.data, date):
            return
        if not 12 <= _years(field.data, today) <= 40:
            raise ValidationError(_("Check the year: this service is for young people."))

    def validate_age_exception(self, field: Any) -> None:
        if not isinstance(self.birth_date.data, date) or field.data:
            return
        age = _years(self.birth_date.data, self.ready_on.data or today_in_the_netherlands())
        window = policy_in_force().age
        if not window.minimum <= age <= window.maximum:
            raise ValidationError(
                _(
                    "On the day of moving in the youth is not %(low)s to %(high)s years old. "
                    "Tick the box and write down why there is an exception.",
                    low=window.minimum,
                    high=window.maximum,
                )
            )

    def registration(self, organisation_id: int | None) -> YouthRegistration:
        spots = self.spots()
        home = next(spot for spot in spots if spot.kind == "home")
        assert self.birth_date.data is not None
        assert home.municipality_code is not None
        return YouthRegistration(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            birth_date=self.birth_date.data,
            gender=Gender(self.gender.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
            municipality_code=home.municipality_code,
            organisation_id=organisation_id,
            situation=self.situation(),
            needs=self.needs(),
            places=spots,
        )


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
