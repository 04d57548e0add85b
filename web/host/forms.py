"""What a host is asked about people, address, home and house: forms of sign-up and of changing."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import (
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from matcher.hosts.addresses import locate, tidy_postcode
from matcher.hosts.rules import kind_contradicts
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    Attention,
    Benefit,
    HouseholdGender,
    HouseholdKind,
    Interest,
    Tenure,
)
from web.field_texts import CHOOSE_ONE, ENTER_A_DAY
from web.fields import DateField, NoBsn, WordCheckboxes, WordRadio
from web.host.languages import SpokenLanguages
from web.needs import CommaNumber
from web.room_fields import Periods, RoomFacts
from web.session import database

MOST_RESIDENTS = 20


class You(FlaskForm):
    contact_name = StringField(
        _("Your name"),
        [InputRequired(_("Enter your name.")), Length(max=120), NoBsn()],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        _("E-mail address"),
        [
            InputRequired(_("Enter your e-mail address.")),
            Email(_("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
        description=_("We send you a confirmation, and make an appointment."),
        render_kw={"type": "email", "autocomplete": "email"},
    )
    phone = StringField(
        _("Telephone number"),
        [Length(max=30), NoBsn()],
        description=_("If you like to be called."),
        render_kw={"type": "tel", "autocomplete": "tel"},
    )


class Where(FlaskForm):
    postcode = StringField(
        _("Postcode"),
        [InputRequired(_("Enter your postcode, like 3511 AB."))],
        render_kw={"autocomplete": "postal-code"},
    )
    house_number = StringField(
        _("House number"),
        [InputRequired(_("Enter your house number.")), Length(max=20)],
        description=_("With letter or addition, like 7a."),
    )
    street = StringField(
        _("Street"),
        [InputRequired(_("Enter your street.")), Length(max=120), NoBsn()],
        render_kw={"autocomplete": "address-line1"},
    )
    place_name = StringField(
        _("Town"),
        [Length(max=80)],
        description=_("Leave this empty and we fill in the town of your postcode."),
    )

    def validate_postcode(self, field: Any) -> None:
        postcode = tidy_postcode(field.data)
        if postcode is None:
            raise ValidationError(_("Enter your postcode as four digits and two letters."))
        if locate(database, postcode, self.place_name.data or "") is None:
            raise ValidationError(_("We do not know this postcode. Check the four digits."))


class YourHousehold(FlaskForm):
    kind = WordRadio(
        _("Who lives in your home?"), [InputRequired(_("Choose who lives there."))],
        words=HouseholdKind,
    )  # fmt: skip
    gender = WordRadio(
        _("The adults are"), [InputRequired(_("Choose who the adults are."))],
        words=HouseholdGender,
    )  # fmt: skip
    has_children = BooleanField(_("Children live in our home"))
    smokes = BooleanField(_("Somebody smokes in our home"))
    has_cat = BooleanField(_("We have a cat"))
    has_dog = BooleanField(_("We have a dog"))
    languages = SpokenLanguages(_("Which languages do you speak at home?"), default=["nl"])

    def validate_gender(self, field: Any) -> None:
        if not self.kind.data or not field.data:
            return
        kind, gender = HouseholdKind(self.kind.data), HouseholdGender(field.data)
        if kind_contradicts(kind, gender, has_children=True) == "single_is_not_mixed":
            raise ValidationError(_("A single person is a woman or a man. Change one of the two."))

    def validate_has_children(self, field: Any) -> None:
        if self.kind.data == HouseholdKind.FAMILY and not field.data:
            raise ValidationError(
                _("You chose a family with children: tick this box, or choose another answer.")
            )


class YourHome(FlaskForm):
    tenure = WordRadio(
        _("Do you own or rent your home?"), [InputRequired(_("Choose what fits your home."))],
        words=Tenure,
    )  # fmt: skip
    consent_asked_on = DateField(
        _("When did you ask your landlord or lender whether you may let a room?"),
        [Optional()],
        description=_("Leave this empty when you have not asked yet, or need not ask."),
    )
    number_of_residents = IntegerField(
        _("How many people live in your home now?"),
        [
            InputRequired(_("Enter how many people live there, yourself included.")),
            NumberRange(
                1, MOST_RESIDENTS, _("Enter a number from 1 to %(most)s.", most=MOST_RESIDENTS)
            ),
        ],
        description=_("Yourself and children included, the new housemate not."),
        render_kw={"inputmode": "numeric"},
    )
    benefits = WordCheckboxes(
        _("Does somebody in your home get one of these?"),
        [Optional()],
        description=_("A housemate can change some of them. We tell you which, and whom to ask."),
        words=Benefit,
    )

    def validate_consent_asked_on(self, field: Any) -> None:
        if field.data is not None and field.data > today_in_the_netherlands():
            raise ValidationError(_("This day has not come yet. Leave it empty until you asked."))


class HomeAtSignUp(YourHome):
    usable_m2 = CommaNumber(
        _("How large is your home, in square metres?"),
        [Optional(), NumberRange(15, 2000, _("Enter a size between 15 and 2,000 square metres."))],
        places=1,
        description=_("All rooms together. A guess is fine, and you can leave it empty."),
        render_kw={"inputmode": "decimal"},
    )


class FirstPeriodNeeded(Periods):
    free_from_1 = DateField(
        _("From which day is the room free?"),
        [InputRequired(ENTER_A_DAY)],
    )
    free_until_1 = DateField(
        _("Until which day?"),
        [Optional()],
        description=_("Leave this empty when you do not know yet."),
    )


class YourRoom(RoomFacts, FirstPeriodNeeded):
    """The facts of one room and when it is free."""


class Together(FlaskForm):
    attention_offer = WordRadio(
        _("How much contact would you like?"), [InputRequired(CHOOSE_ONE)],
        words=Attention, default=Attention.SOME.value,
    )  # fmt: skip
    interests = WordCheckboxes(
        _("What do you like to do?"),
        description=_("Something to share makes the first weeks easier."),
        words=Interest,
        validators=[Optional()],
    )
    motivation = TextAreaField(
        _("Why would you like to do this?"),
        [Length(max=2000), NoBsn()],
        description=_("A few words are enough. Only the coordinator reads them."),
    )


class Check(FlaskForm):
    consent = BooleanField(
        _("Kamermatch may keep these details to find a housemate who fits"),
        [InputRequired(_("Tick the box if you agree. Without it we cannot go on."))],
        description=_("You can stop at any moment; we then remove them."),
    )
