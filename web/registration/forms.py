"""The few questions that a young person answers; the rest comes in the first talk."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from matcher.ages import age_on
from matcher.cases.service import Motivation
from matcher.consents.rules import TO_KEEP
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    DayActivity,
    Gender,
    GenderWish,
    GuidanceKind,
    PlaceKind,
    PlaceTime,
    TargetGroup,
)
from matcher.youths.needs import Needs, Situation, Spot
from matcher.youths.registration import YouthRegistration
from web.cases.consenting import Consents
from web.field_texts import CHOOSE_ONE, ENTER_A_DAY, WRITE_A_FEW_WORDS
from web.fields import DateField, MoneyField, NoBsn, WordRadio, WordSelect, plausible_rent
from web.needs.fields import Town

LONGEST_TEXT = 1000


class SelfRegistrationForm(FlaskForm):
    first_name = StringField(
        _("First name"),
        [DataRequired(_("Enter your first name.")), Length(max=80), NoBsn()],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField(
        _("Last name"),
        [DataRequired(_("Enter your last name.")), Length(max=120), NoBsn()],
        render_kw={"autocomplete": "family-name"},
    )
    birth_date = DateField(
        _("Date of birth"), [InputRequired(_("Enter your date of birth, like 31-12-2006."))]
    )
    gender = WordRadio(_("Gender"), [InputRequired(CHOOSE_ONE)], words=Gender)
    email = EmailField(
        _("E-mail address"),
        [
            InputRequired(_("Enter your e-mail address.")),
            Email(_("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
        description=_("We send you a link with which you see your own dossier."),
        render_kw={"autocomplete": "email"},
    )
    phone = TelField(
        _("Telephone number"),
        [Length(max=30), NoBsn()],
        description=_("If you like to be called or texted."),
        render_kw={"autocomplete": "tel"},
    )
    home_town = Town(
        _("In which town do you live now?"),
        [InputRequired(_("Enter your town.")), Length(max=80)],
    )
    ready_on = DateField(
        _("From which day do you need a room?"),
        [InputRequired(ENTER_A_DAY)],
    )
    budget = MoneyField(
        _("What can you pay for rent, each month?"),
        [Optional(), plausible_rent],
        description=_("Do you not know? Leave it empty. We work it out together."),
    )
    day_activity = WordSelect(
        _("What do you do during the day?"),
        [InputRequired(CHOOSE_ONE)],
        words=DayActivity,
        empty=_("Choose"),
    )
    housing_question = TextAreaField(
        _("Why do you need a room?"),
        [DataRequired(WRITE_A_FEW_WORDS), Length(max=LONGEST_TEXT), NoBsn()],
        description=_("A few words are enough."),
    )
    guidance_question = TextAreaField(
        _("What would you like help with?"),
        [DataRequired(WRITE_A_FEW_WORDS), Length(max=LONGEST_TEXT), NoBsn()],
        description=_("For example: school, money, cooking, somebody to talk to."),
    )
    consents = Consents(
        _("What may we do?"),
        [InputRequired(_("Tick at least the first line. Without it we may keep nothing."))],
        description=_("You can take back every answer at any moment."),
    )

    def is_unchanged(self, field: Any) -> bool:
        return False  # nothing is stored yet

    def validate_birth_date(self, field: Any) -> None:
        if not isinstance(field.data, date):
            return
        age = age_on(field.data, today_in_the_netherlands())
        limits = policy_in_force().before
        if age < limits.self_registration_minimum_age:
            raise ValidationError(
                _(
                    "You are younger than %(age)s, so you cannot register by yourself. Ask "
                    "somebody at school or in your neighbourhood team, or your guardian, to help.",
                    age=limits.self_registration_minimum_age,
                )
            )
        if age > limits.exception_maximum_age:
            raise ValidationError(
                _("Kamermatch is for young people up to %(age)s. Check the year.",
                  age=policy_in_force().age.maximum)
            )  # fmt: skip

    def validate_ready_on(self, field: Any) -> None:
        if not isinstance(field.data, date):
            return
        if not -31 <= (field.data - today_in_the_netherlands()).days <= 730:
            raise ValidationError(_("Enter a day from now on, within two years."))

    def validate_consents(self, field: Any) -> None:
        if TO_KEEP.value not in (field.data or []):
            raise ValidationError(
                _("Tick at least the first line. Without it we may keep nothing.")
            )

    def registration(self) -> YouthRegistration:
        place = self.home_town.found
        assert place is not None
        assert self.birth_date.data is not None
        return YouthRegistration(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            birth_date=self.birth_date.data,
            gender=Gender(self.gender.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
            municipality_code=place.municipality,
            organisation_id=None,
            situation=self._situation(),
            needs=self._needs(),
            places=(
                Spot(
                    time=PlaceTime.NOW,
                    kind=PlaceKind.HOME,
                    name=place.name,
                    municipality_code=place.municipality,
                    latitude=place.latitude,
                    longitude=place.longitude,
                ),
            ),
            source=CaseSource.SELF,
            motivation=Motivation(
                housing_question=self.housing_question.data or "",
                guidance_question=self.guidance_question.data or "",
                motivation="",  # a worker writes it after the first talk
            ),
            consents=tuple(ConsentPurpose(code) for code in self.consents.data or []),
            consent_way=ConsentWay.ON_SCREEN,
        )

    def _situation(self) -> Situation:
        assert self.ready_on.data is not None
        return Situation(
            ready_on=self.ready_on.data,
            out_of_care_on=None,
            target_group=TargetGroup.LIGHT,
            urgency=0,
        )

    def _needs(self) -> Needs:
        """Return needs that nobody is held to: nobody is made ready before a talk about them."""
        policy = policy_in_force()
        return Needs(
            budget_cents=self.budget.data or policy.rent.typical_minimum_cents,
            guidance_kind=int(GuidanceKind.SPREAD_TAPERING),
            day_activity=DayActivity(self.day_activity.data),
            max_distance_km=policy.distance.default_maximum_km,
            smokes=False,
            has_pet=False,
            allergic_to_cats=False,
            allergic_to_dogs=False,
            needs_step_free=False,
            household_gender_wish=GenderWish.ANY,
            accepts_children=True,
            accepts_smoking_household=True,
            accepts_pets=True,
            languages="nl",
            interests="",
            attention_wish=2,
            age_exception=False,
            age_exception_reason="",
        )
