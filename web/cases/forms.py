"""Forms of a case: why help is asked, consent, intakes, exceptions, stopping, and the search."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from matcher.cases.exceptions import SHORTEST_REASON
from matcher.cases.intakes import Talk
from matcher.cases.service import Motivation
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    ExceptionKind,
    IntakeMoment,
    IntakeOutcome,
    YouthStepReason,
)
from matcher.youths.doubles import Person
from web.cases.consenting import Consents
from web.field_texts import CHOOSE_ONE
from web.fields import DateField, NoBsn, WordRadio, WordSelect

LONGEST_TEXT = 2000


class MotivationForm(FlaskForm):
    """Why a room, and why guidance: both are needed."""

    housing_question = TextAreaField(
        _("Housing question"),
        [DataRequired(_("Write down the housing question.")), Length(max=LONGEST_TEXT), NoBsn()],
        description=_("Why can the youth not stay, or live alone? Since when?"),
    )
    guidance_question = TextAreaField(
        _("Guidance question"),
        [
            DataRequired(_("Write down the guidance question. Without one, a room with a host "
                            "is not the right route.")),
            Length(max=LONGEST_TEXT), NoBsn(),
        ],
        description=_("What does the youth want help with, and who gives it?"),
    )  # fmt: skip
    motivation = TextAreaField(
        _("Motivation"),
        [
            DataRequired(_("Write down why a room with a host fits.")),
            Length(max=LONGEST_TEXT), NoBsn(),
        ],
        description=_("Why does a room with a host fit this youth, and what was tried before?"),
    )  # fmt: skip

    def told(self) -> Motivation:
        return Motivation(
            housing_question=self.housing_question.data or "",
            guidance_question=self.guidance_question.data or "",
            motivation=self.motivation.data or "",
        )


class ConsentForm(FlaskForm):
    """What the youth agreed to in a talk, noted by a worker."""

    purposes = Consents(
        _("The youth agrees with"), [InputRequired(_("Tick what the youth agrees with."))]
    )
    way = WordRadio(
        _("How did the youth say so?"),
        [InputRequired(CHOOSE_ONE)],
        words=(ConsentWay.SPOKEN, ConsentWay.SIGNED),
        default=ConsentWay.SPOKEN.value,
    )

    def agreed(self) -> list[ConsentPurpose]:
        return [ConsentPurpose(code) for code in self.purposes.data or []]


class IntakeForm(FlaskForm):
    moment = WordSelect(
        _("Which talk was it?"),
        [InputRequired(CHOOSE_ONE)],
        words=IntakeMoment,
        empty=_("Choose"),
    )
    held_on = DateField(_("Day of the talk"), [InputRequired(_("Enter the day of the talk."))])
    outcome = WordRadio(_("What came of it?"), [InputRequired(CHOOSE_ONE)], words=IntakeOutcome)
    summary = TextAreaField(
        _("What was said"),
        [Length(max=LONGEST_TEXT), NoBsn()],
        description=_(
            "Who was there, of which organisations, and what is the question? Short, and in words "
            "that the youth may read too."
        ),
    )
    opens_again = BooleanField(_("The youth takes part again from now on"))

    def validate_held_on(self, field: Any) -> None:
        if isinstance(field.data, date) and field.data > today_in_the_netherlands():
            raise ValidationError(_("This day is yet to come. Write a talk down afterwards."))

    def talk(self) -> Talk:
        assert self.held_on.data is not None  # the form was valid
        return Talk(
            moment=IntakeMoment(self.moment.data),
            held_on=self.held_on.data,
            outcome=IntakeOutcome(self.outcome.data),
            summary=self.summary.data or "",
            opens_again=bool(self.opens_again.data),
        )


class ExceptionForm(FlaskForm):
    kind = WordRadio(_("Which rule?"), [InputRequired(_("Choose a rule."))], words=ExceptionKind)
    reason = TextAreaField(
        _("Why is an exception right?"),
        [DataRequired(_("Write down why.")), Length(max=LONGEST_TEXT), NoBsn()],
        description=_("What happens without it, who agrees (for under 18: the parents too), and "
                      "who keeps an eye on it. No medical details."),
    )  # fmt: skip

    def validate_reason(self, field: Any) -> None:
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(_("Write a sentence that a colleague can judge by."))


class StopForm(FlaskForm):
    reason = WordRadio(
        _("Why?"),
        [InputRequired(_("Choose a reason."))],
        words=[r for r in YouthStepReason if r not in (YouthStepReason.CONSENT_WITHDRAWN,)],
    )


class SearchForm(FlaskForm):
    """Who already knows this youth?"""

    first_name = StringField(
        _("First name"), [DataRequired(_("Enter the first name.")), Length(max=80), NoBsn()]
    )
    last_name = StringField(
        _("Last name"), [DataRequired(_("Enter the last name.")), Length(max=120), NoBsn()]
    )
    birth_date = DateField(
        _("Date of birth"), [InputRequired(_("Enter the date of birth, like 31-12-2006."))]
    )

    def person(self) -> Person:
        return Person(
            (self.first_name.data or "").strip(),
            (self.last_name.data or "").strip(),
            self.birth_date.data,
        )
