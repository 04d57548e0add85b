from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, StringField, TelField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from matcher.ages import age_on
from matcher.cases.exceptions import SHORTEST_REASON, NoException, age_problem, kind_for
from matcher.consents.rules import TO_KEEP
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import CaseSource, ConsentPurpose, ConsentWay, Gender
from matcher.youths.registration import YouthRegistration
from web.cases.blueprint import told
from web.cases.consenting import Consents
from web.cases.forms import MotivationForm
from web.field_texts import CHOOSE_ONE
from web.fields import DateField, NoBsn, WordRadio
from web.needs import NeedsForm

PERSON = ("first_name", "last_name", "birth_date", "gender", "email", "phone")


class RegisterForm(NeedsForm, MotivationForm):
    """A new youth: who it is, why help is asked, what is needed, and consent per purpose."""

    first_name = StringField(
        _("First name"), [InputRequired(_("Enter the first name.")), Length(max=80), NoBsn()]
    )
    last_name = StringField(
        _("Last name"), [InputRequired(_("Enter the last name.")), Length(max=120), NoBsn()]
    )
    birth_date = DateField(
        _("Date of birth"), [InputRequired(_("Enter the date of birth, like 31-12-2006."))]
    )
    gender = WordRadio(_("Gender"), [InputRequired(CHOOSE_ONE)], words=Gender)
    email = EmailField(
        _("E-mail address"),
        [Optional(), Email(_("Enter an e-mail address, like name@example.nl.")), Length(max=254)],
        description=_("Of the youth, not your own."),
    )
    phone = TelField(_("Telephone number"), [Length(max=30), NoBsn()])
    consents = Consents(
        _("The youth agrees with"),
        [InputRequired(_("Ask the youth for consent first. Without it we may keep nothing."))],
        description=_("Read each line out. The youth can take back every answer at any moment."),
    )
    consent_way = WordRadio(
        _("How did the youth say so?"),
        [InputRequired(CHOOSE_ONE)],
        words=(ConsentWay.SPOKEN, ConsentWay.SIGNED),
        default=ConsentWay.SPOKEN.value,
    )
    is_somebody_else = BooleanField(_("I asked the coordinator: this is somebody else"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        fields = {field.name: field for field in self}
        first = {name: fields[name] for name in PERSON}
        self._fields = {**first, **fields}  # mistakes are told in the order of the page

    def validate_birth_date(self, field: Any) -> None:
        today = today_in_the_netherlands()
        if not isinstance(field.data, date):
            return
        if not 12 <= age_on(field.data, today) <= 40:
            raise ValidationError(_("Check the year: this service is for young people."))

    def validate_age_exception(self, field: Any) -> None:
        if not isinstance(self.birth_date.data, date):
            return
        today, policy = today_in_the_netherlands(), policy_in_force()
        age = age_on(self.birth_date.data, max(self.ready_on.data or today, today))
        problem = age_problem(kind_for(age, policy), age, policy)
        if problem == "impossible" or (problem and field.data):
            raise ValidationError(told(NoException(problem)))
        if problem is None and not field.data:
            raise ValidationError(
                _(
                    "On the day of moving in the youth is not %(low)s to %(high)s years old. "
                    "Tick the box and write down why there should be an exception.",
                    low=policy.age.minimum,
                    high=policy.age.maximum,
                )
            )

    def validate_age_exception_reason(self, field: Any) -> None:
        if self.age_exception.data and len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(_("Write a sentence that a colleague can judge by."))

    def validate_consents(self, field: Any) -> None:
        if TO_KEEP.value not in (field.data or []):
            raise ValidationError(
                _("Ask the youth for consent first. Without it we may keep nothing.")
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
            source=CaseSource.REFERRAL,
            motivation=self.told(),
            consents=tuple(ConsentPurpose(code) for code in self.consents.data or []),
            consent_way=ConsentWay(self.consent_way.data),
        )
