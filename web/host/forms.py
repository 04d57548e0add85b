"""The steps of a host's sign-up, one form each, in the order of the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DecimalField, IntegerField, StringField, TextAreaField
from wtforms.validators import (
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from matcher.hosts.addresses import locate, tidy_postcode
from matcher.hosts.rules import kind_contradicts, period_problem
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.text_rules import holds_bsn
from matcher.words import (
    Attention,
    GenderWish,
    GuidanceKind,
    HouseholdGender,
    HouseholdKind,
    Interest,
)
from web.fields import DateField, MoneyField, WordCheckboxes, WordRadio
from web.host.languages import SpokenLanguages
from web.session import database

MOST_RENT_CENTS = 250_000  # a typing mistake, not a rent: somebody meant 395 and wrote 39500


def no_bsn(form: FlaskForm, field: Any) -> None:
    if holds_bsn(field.data or ""):
        raise ValidationError(
            _("This looks like a citizen service number (BSN). We may not keep it: leave it out.")
        )


class You(FlaskForm):
    contact_name = StringField(
        _("Your name"),
        [InputRequired(_("Enter your name.")), Length(max=120), no_bsn],
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
        [Length(max=30)],
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
        [InputRequired(_("Enter your street.")), Length(max=120)],
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


class YourRoom(FlaskForm):
    description = TextAreaField(
        _("What is the room like?"),
        [Length(max=1000), no_bsn],
        description=_("For example: attic room with a sink, furnished, shared bathroom."),
    )
    area_m2 = DecimalField(
        _("Size in square metres"),
        [Optional(), NumberRange(4, 100, _("Enter a size between 4 and 100 square metres."))],
        places=1,
        use_locale=False,
        render_kw={"inputmode": "decimal"},
    )
    rent = MoneyField(
        _("Rent per month"),
        [InputRequired(_("Enter the rent, like 400."))],
        description=_("Everything included: heating, water, electricity and internet."),
    )
    free_from = DateField(
        _("From which day is the room free?"),
        [InputRequired(_("Enter the day, like 31-12-2026."))],
    )
    free_until = DateField(
        _("Until which day?"),
        [Optional()],
        description=_("Leave this empty when you do not know yet."),
    )

    def validate_rent(self, field: Any) -> None:
        if field.data is not None and not 0 < field.data <= MOST_RENT_CENTS:
            raise ValidationError(_("Enter a rent between € 1 and € 2,500 per month."))

    def validate_free_until(self, field: Any) -> None:
        if not isinstance(self.free_from.data, date):
            return
        today = today_in_the_netherlands()
        problem = period_problem(self.free_from.data, field.data, today)
        if problem == "until_before_from":
            raise ValidationError(_("This day must come after the day on which it becomes free."))
        if problem == "period_is_over":
            raise ValidationError(_("This day has passed. Enter a later day."))


class Housemate(FlaskForm):
    min_age = IntegerField(_("Youngest age"), [InputRequired(_("Enter an age."))], default=18)
    max_age = IntegerField(_("Oldest age"), [InputRequired(_("Enter an age."))], default=27)
    accepts_gender = WordRadio(
        _("Who may live with you?"), [InputRequired(_("Choose one."))],
        words=GenderWish, default=GenderWish.ANY.value,
    )  # fmt: skip
    smoking_allowed = BooleanField(_("A housemate may smoke in the house"))
    pets_welcome = BooleanField(_("A pet may come along"))
    step_free = BooleanField(_("The room can be reached without stairs"))
    accepts_guidance = WordCheckboxes(
        _("Which guidance fits your home?"),
        [InputRequired(_("Choose at least one kind of guidance."))],
        description=_("Every young person has a counsellor. Some need more help than others."),
        words=(GuidanceKind.SPREAD_TAPERING, GuidanceKind.SPREAD_INTENSIVE),
        default=[GuidanceKind.SPREAD_TAPERING.value],
    )
    requires_day_activity = BooleanField(
        _("A housemate must have school, work or something else to do by day"), default=True
    )

    def validate_min_age(self, field: Any) -> None:
        age = policy_in_force().age
        if not age.minimum <= field.data <= age.maximum:
            raise ValidationError(
                _("Enter an age from %(low)s to %(high)s.", low=age.minimum, high=age.maximum)
            )

    def validate_max_age(self, field: Any) -> None:
        self.validate_min_age(field)
        if isinstance(self.min_age.data, int) and field.data < self.min_age.data:
            raise ValidationError(_("The oldest age must not be below the youngest."))


class Together(FlaskForm):
    attention_offer = WordRadio(
        _("How much contact would you like?"), [InputRequired(_("Choose one."))],
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
        [Length(max=2000), no_bsn],
        description=_("A few words are enough. Only the coordinator reads them."),
    )


class Check(FlaskForm):
    consent = BooleanField(
        _("Kamermatch may keep these details to find a housemate who fits"),
        [InputRequired(_("Tick the box if you agree. Without it we cannot go on."))],
        description=_("You can stop at any moment; we then remove them."),
    )


#: name in the address → (title of the page, form)
STEPS: dict[str, tuple[Any, type[FlaskForm]]] = {
    "you": (_("Who are you?"), You),
    "address": (_("Where do you live?"), Where),
    "household": (_("Your household"), YourHousehold),
    "room": (_("The room"), YourRoom),
    "housemate": (_("Your housemate"), Housemate),
    "together": (_("Living together"), Together),
    "check": (_("Check and send"), Check),
}
