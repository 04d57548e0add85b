"""Fields about a room: its facts, free periods, rent and wishes, asked at sign-up and later."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.hosts.rules import period_problem
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.rules import periods_problem
from matcher.rounds.rules import Window
from matcher.words import GenderWish, GuidanceKind, RentIncludes
from web.field_texts import CHOOSE_ONE
from web.fields import DateField, MoneyField, NoBsn, WordCheckboxes, WordRadio
from web.needs import CommaNumber

MOST_RENT_CENTS = 250_000  # a typing mistake, not a rent: somebody meant 395 and wrote 39500
MOST_PERIODS = 3
#: Furniture is asked with the room itself.
INCLUDED = tuple(one for one in RentIncludes if one is not RentIncludes.FURNITURE)
#: The kinds of guidance that can be given in a home with a host.
AT_A_HOST = (GuidanceKind.SPREAD_TAPERING, GuidanceKind.SPREAD_INTENSIVE)


class RoomFacts(FlaskForm):
    description = TextAreaField(
        _("What is the room like?"),
        [Length(max=1000), NoBsn()],
        description=_("For example: attic room with a sink, furnished, shared bathroom."),
    )
    area_m2 = CommaNumber(
        _("Size in square metres"),
        [Optional(), NumberRange(4, 100, _("Enter a size between 4 and 100 square metres."))],
        places=1,
        render_kw={"inputmode": "decimal"},
    )
    is_furnished = BooleanField(_("The room is furnished"))
    step_free = BooleanField(_("The room can be reached without stairs"))


class Periods(FlaskForm):
    """Up to three periods in which the room is free; ``today`` is the day they are held to."""

    today: date | None = None

    free_from_1 = DateField(_("Free from"), [Optional()])
    free_until_1 = DateField(_("Free until"), [Optional()])
    free_from_2 = DateField(_("Free again from"), [Optional()])
    free_until_2 = DateField(_("Free again until"), [Optional()])
    free_from_3 = DateField(_("And once more from"), [Optional()])
    free_until_3 = DateField(_("And once more until"), [Optional()])

    def periods(self) -> list[Window]:
        return [Window(start.data, until.data) for start, until in self._pairs() if start.data]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        return self._check_periods() and is_valid

    def _pairs(self) -> list[tuple[Any, Any]]:
        return [
            (self[f"free_from_{n}"], self[f"free_until_{n}"]) for n in range(1, MOST_PERIODS + 1)
        ]

    def _check_periods(self) -> bool:
        for start, until in self._pairs():
            _check_period(start, until, self.today or today_in_the_netherlands())
        if periods_problem(self.periods()) is not None:
            self.free_from_1.errors = [
                _("These periods overlap. Make one of them, or change the days.")
            ]
        return not any(field.errors for pair in self._pairs() for field in pair)


def _check_period(start: Any, until: Any, today: date) -> None:
    if until.data and not start.data:
        start.errors = [*start.errors, _("Enter from which day.")]
    elif start.data:
        problem = period_problem(start.data, until.data, today)
        if problem == "until_before_from":
            until.errors = [_("This day must come after the day on which it becomes free.")]
        elif problem == "period_is_over":
            until.errors = [_("This day has passed. Enter a later day.")]


class Rent(FlaskForm):
    rent = MoneyField(
        _("Rent per month"),
        [InputRequired(_("Enter the rent, like 400."))],
        description=_("All that the housemate pays you, service costs included."),
    )
    included = WordCheckboxes(
        _("What does this rent include?"), [Optional()], words=INCLUDED
    )  # fmt: skip
    service = MoneyField(
        _("Of which service costs"),
        [Optional()],
        description=_("For gas, water, electricity, internet and such. It counts as rent too."),
    )
    deposit = MoneyField(
        _("Deposit"),
        [Optional()],
        description=_("Paid once, and returned in the end. Enter 0 when you ask none."),
    )
    notes = TextAreaField(
        _("What else is agreed about money?"),
        [Length(max=500), NoBsn()],
        description=_("For example: the washing machine is free, groceries are the housemate's."),
    )

    def validate_rent(self, field: Any) -> None:
        if field.data is not None and not 0 < field.data <= MOST_RENT_CENTS:
            raise ValidationError(_("Enter a rent between € 1 and € 2,500 per month."))

    def validate_service(self, field: Any) -> None:
        rent = self.rent.data
        if isinstance(field.data, int) and isinstance(rent, int) and field.data >= rent:
            raise ValidationError(_("The service costs are a part of the rent: enter less."))

    def validate_deposit(self, field: Any) -> None:
        rent = self.rent.data
        if not isinstance(field.data, int) or not isinstance(rent, int):
            return
        if field.data > self.basic_rent_cents() * policy_in_force().before.deposit_largest_months:
            months = policy_in_force().before.deposit_largest_months
            raise ValidationError(
                _("A deposit is at most %(months)s months of rent without service costs.",
                  months=months)
            )  # fmt: skip

    def basic_rent_cents(self) -> int:
        return max((self.rent.data or 0) - (self.service.data or 0), 0)


class Housemate(FlaskForm):
    min_age = IntegerField(_("Youngest age"), [InputRequired(_("Enter an age."))], default=18)
    max_age = IntegerField(_("Oldest age"), [InputRequired(_("Enter an age."))], default=27)
    accepts_gender = WordRadio(
        _("Who may live with you?"), [InputRequired(CHOOSE_ONE)],
        words=GenderWish, default=GenderWish.ANY.value,
    )  # fmt: skip
    smoking_allowed = BooleanField(_("A housemate may smoke in the house"))
    pets_welcome = BooleanField(_("A pet may come along"))
    accepts_guidance = WordCheckboxes(
        _("Which guidance fits your home?"),
        [InputRequired(_("Choose at least one kind of guidance."))],
        description=_("Every young person has a counsellor. Some need more help than others."),
        words=AT_A_HOST,
        default=[GuidanceKind.SPREAD_TAPERING.value],
    )
    requires_day_activity = BooleanField(
        _("A housemate must have school, work or something else to do during the day"), default=True
    )
    housemate_wish = TextAreaField(
        _("What kind of housemate do you hope for?"),
        [Length(max=500), NoBsn()],
        description=_("In your own words. People read this; the computer does not judge by it."),
    )
    limits = TextAreaField(
        _("What would really not work in your home?"),
        [Length(max=500), NoBsn()],
        description=_("For example: nobody else in the house at night, no strong smells."),
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
