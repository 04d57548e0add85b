"""The form with which a coordinator changes a room, together with the host."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.database.hosts import Room
from matcher.hosts.rules import period_problem
from matcher.rooms.rules import periods_problem
from matcher.rooms.service import RoomDetails
from matcher.rounds.rules import Window
from matcher.words import GenderWish, GuidanceKind
from web.fields import DateField, MoneyField, NoBsn, WordCheckboxes, WordRadio
from web.host.forms import MOST_RENT_CENTS, Housemate
from web.needs import CommaNumber

MOST_PERIODS = 3


class RoomForm(Housemate):
    """Facts, wishes and free periods of a room; labels of the wishes are those of sign-up."""

    description = TextAreaField(_("What is the room like?"), [Length(max=1000), NoBsn()])
    area_m2 = CommaNumber(
        _("Size in square metres"),
        [Optional(), NumberRange(4, 100, _("Enter a size between 4 and 100 square metres."))],
        places=1,
        render_kw={"inputmode": "decimal"},
    )
    rent = MoneyField(
        _("Rent per month"),
        [InputRequired(_("Enter the rent, like 400."))],
        description=_("Everything included: heating, water, electricity and internet."),
    )
    legal_max_rent = MoneyField(
        _("Legal maximum rent"),
        [Optional()],
        description=_("By the points system (WWSO). Leave empty when nobody has counted yet."),
    )
    accepts_gender = WordRadio(
        _("Who may live there"), [InputRequired(_("Choose one."))], words=GenderWish
    )
    # A coordinator may also record the kinds that a host rarely chooses at sign-up.
    accepts_guidance = WordCheckboxes(
        _("Guidance the host can live with"),
        [InputRequired(_("Choose at least one kind of guidance."))],
        words=GuidanceKind,
    )
    free_from_1 = DateField(_("Free from"), [Optional()])
    free_until_1 = DateField(_("Free until"), [Optional()])
    free_from_2 = DateField(_("Free again from"), [Optional()])
    free_until_2 = DateField(_("Free again until"), [Optional()])
    free_from_3 = DateField(_("And once more from"), [Optional()])
    free_until_3 = DateField(_("And once more until"), [Optional()])

    def __init__(self, room: Room, today: date, **kwargs: Any) -> None:
        self.today = today
        periods = [Window(p.free_from, p.free_until) for p in room.availabilities]
        current = [p for p in periods if p.free_until is None or p.free_until > today]
        shown = current[:MOST_PERIODS]
        self.kept = [p for p in periods if p not in shown]  # over, or more than fit
        super().__init__(data=_data_of(room, shown), **kwargs)

    def periods(self) -> list[Window]:
        return [Window(start.data, until.data) for start, until in self._pairs() if start.data]

    def _pairs(self) -> list[tuple[Any, Any]]:
        return [
            (self[f"free_from_{n}"], self[f"free_until_{n}"]) for n in range(1, MOST_PERIODS + 1)
        ]

    def validate_rent(self, field: Any) -> None:
        if field.data is not None and not 0 < field.data <= MOST_RENT_CENTS:
            raise ValidationError(_("Enter a rent between € 1 and € 2,500 per month."))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        return self._check_periods() and is_valid

    def _check_periods(self) -> bool:
        for start, until in self._pairs():
            if until.data and not start.data:
                start.errors = [*start.errors, _("Enter from which day.")]
            elif start.data:
                problem = period_problem(start.data, until.data, self.today)
                if problem == "until_before_from":
                    until.errors = [_("This day must come after the day on which it becomes free.")]
                elif problem == "period_is_over":
                    until.errors = [_("This day has passed. Enter a later day.")]
        if periods_problem(self.periods()) is not None:
            self.free_from_1.errors = [
                _("These periods overlap. Make one of them, or change the days.")
            ]
        return not any(field.errors for pair in self._pairs() for field in pair)

    def details(self) -> RoomDetails:
        return RoomDetails(
            description=(self.description.data or "").strip(),
            area_m2=None if self.area_m2.data is None else float(self.area_m2.data),
            rent_cents=self.rent.data or 0,
            legal_max_rent_cents=self.legal_max_rent.data,
            min_age=self.min_age.data or 0,
            max_age=self.max_age.data or 0,
            accepts_gender=GenderWish(self.accepts_gender.data),
            smoking_allowed=bool(self.smoking_allowed.data),
            pets_welcome=bool(self.pets_welcome.data),
            step_free=bool(self.step_free.data),
            accepts_guidance="".join(sorted(self.accepts_guidance.data or [])),
            requires_day_activity=bool(self.requires_day_activity.data),
            periods=(*self.kept, *self.periods()),
        )


def _data_of(room: Room, shown: list[Window]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "description": room.description,
        "area_m2": room.area_m2,
        "rent": room.rent_cents,
        "legal_max_rent": room.legal_max_rent_cents,
        "min_age": room.min_age,
        "max_age": room.max_age,
        "accepts_gender": room.accepts_gender.value,
        "smoking_allowed": room.smoking_allowed,
        "pets_welcome": room.pets_welcome,
        "step_free": room.step_free,
        "accepts_guidance": list(room.accepts_guidance),
        "requires_day_activity": room.requires_day_activity,
    }
    for number, period in enumerate(shown, start=1):
        data[f"free_from_{number}"] = period.free_from
        data[f"free_until_{number}"] = period.free_until
    return data
