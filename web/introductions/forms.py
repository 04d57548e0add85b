"""The forms of introductions: a 'no' with its reason, moments to meet, nights to try."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.introductions.choosing import Offer
from matcher.words import DeclineReason, MeetingPlace, Side
from web.field_texts import ENTER_A_DAY
from web.fields import DateField, NoBsn, WordRadio, WordSelect
from web.introductions.reasons import STAFF
from web.visits.forms import ClockField

MOST_CHARACTERS = 500
ROWS = (1, 2, 3)


class NoForm(FlaskForm):
    """Why not, by a host or a youth. The reasons are those of the side and the stage."""

    reason = RadioField(
        _("Why not?"), [InputRequired(_("Choose a reason."))], choices=[], validate_choice=True
    )
    note = TextAreaField(
        _("Do you want to say more about it?"),
        [Length(max=MOST_CHARACTERS), NoBsn()],
        description=_("Only the coordinator reads this, never the other side."),
    )

    def offer(self, reasons: Mapping[DeclineReason, Any]) -> NoForm:
        self.reason.choices = [(code.value, text) for code, text in reasons.items()]
        return self


class StopForm(NoForm):
    """Withdraw, unasked."""

    reason = RadioField(_("Why do you stop?"), [InputRequired(_("Choose a reason."))], choices=[])


class StaffStopForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    side = WordRadio(
        _("Who does not go on?"),
        [InputRequired(_("Choose who does not go on."))],
        words=[Side.YOUTH, Side.HOST, Side.COORDINATOR],
    )
    reason = WordSelect(
        _("Why?"), [InputRequired(_("Choose a reason."))], words=STAFF, empty=_("Choose")
    )
    note = TextAreaField(
        _("Note"),
        [Length(max=MOST_CHARACTERS), NoBsn()],
        description=_("Only coordinators read this. No medical details, no BSN."),
    )


class ToldNoForm(FlaskForm):
    """A 'no' that a side told, with the reason as the worker heard it."""

    question = IntegerField(widget=HiddenInput(), validators=[Optional()])
    reason = WordSelect(
        _("Why not?"), [InputRequired(_("Choose a reason."))], words=STAFF, empty=_("Choose")
    )
    note = TextAreaField(
        _("Note"),
        [Length(max=MOST_CHARACTERS), NoBsn()],
        description=_("Only coordinators read this. No medical details, no BSN."),
    )


class MomentsForm(FlaskForm):
    """Up to three moments at once, of one length and at one place."""

    day_1 = DateField(_("Day"), [InputRequired(ENTER_A_DAY)])
    at_1 = ClockField(_("Time"), [InputRequired(_("Enter a time, like 14:00."))])
    day_2 = DateField(_("Another day"), [Optional()])
    at_2 = ClockField(_("Time"), [Optional()])
    day_3 = DateField(_("And one more day"), [Optional()])
    at_3 = ClockField(_("Time"), [Optional()])
    minutes = IntegerField(
        _("Length"),
        [
            InputRequired(_("Enter a length between 15 and 240 minutes.")),
            NumberRange(15, 240, _("Enter a length between 15 and 240 minutes.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    place = WordRadio(
        _("Where?"),
        [InputRequired(_("Choose where you meet."))],
        words=tuple(MeetingPlace),
        description=_("The youth hears the address of a home only once both have said yes."),
    )

    @classmethod
    def empty(cls, prefix: str) -> MomentsForm:
        """Return a form to fill in, with the length and the place that are usual."""
        minutes = policy_in_force().after.meeting_minutes
        usual = {"minutes": minutes, "place": MeetingPlace.HOME.value}
        return cls(formdata=None, prefix=prefix, data=usual)

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"day_{number}"], self[f"at_{number}"]) for number in ROWS]

    def validate(self, extra_validators: Any = None) -> bool:
        """A day without a time is half a moment, and so is a time without a day."""
        is_valid: bool = super().validate(extra_validators)
        for day, at in self.rows():
            if not (day.errors or at.errors) and (day.data is None) != (at.data is None):
                missing = at if at.data is None else day
                missing.errors = [*missing.errors, str(HALF)]
                is_valid = False
        return is_valid

    def offers(self) -> list[Offer]:
        place = MeetingPlace(self.place.data)
        return [
            Offer(_moment(day.data, at.data), self.minutes.data or 0, place)
            for day, at in self.rows()
            if day.data is not None and at.data is not None
        ]


HALF = _("Fill in both the day and the time.")


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, NETHERLANDS)


class HeldForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    met_on = DateField(_("They met on"), [InputRequired(ENTER_A_DAY)])
    wants_trial = BooleanField(_("They first want to try some nights"))


class NightsForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    from_on = DateField(_("First night"), [InputRequired(ENTER_A_DAY)])
    until_on = DateField(_("Morning after the last night"), [InputRequired(ENTER_A_DAY)])


def ticked(posted: MultiDict[str, str], moments: Collection[int]) -> dict[int, bool]:
    """Return for each moment that was on the page whether its box was ticked.

    What is not ticked does not suit; a moment offered since the page was opened stays unanswered.
    """
    chosen, seen = set(posted.getlist("moment")), set(posted.getlist("seen"))
    return {key: str(key) in chosen for key in sorted(moments) if not seen or str(key) in seen}
