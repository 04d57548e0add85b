"""The forms of home visits and of the papers of a household."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput, TextInput

from matcher import clock
from matcher.database.accounts import Account
from matcher.hosts.addresses import tidy_postcode
from matcher.hosts.rules import REFUSE, reasons_for
from matcher.inforce import NETHERLANDS
from matcher.visits.checklist import Question
from matcher.words import (
    ApprovalGround,
    CheckOutcome,
    DocumentKind,
    DocumentState,
    HostStepReason,
    VisitAdvice,
)
from web.field_texts import ENTER_A_DAY
from web.fields import DateField, NoBsn, WordRadio, WordSelect
from web.host.languages import SpokenLanguages
from web.languages import language

OWN = "own"
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", re.ASCII)


class ClockField(StringField):
    """A time of the day (14:00, also 14.00 or 1400); ``data`` is a time or None."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(*args, **kwargs)
        self.raw_text = ""

    def _value(self) -> str:
        return self.raw_text or (f"{self.data:%H:%M}" if isinstance(self.data, time) else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_text = valuelist[0].strip() if valuelist else ""
        match = _CLOCK.fullmatch(self.raw_text)
        self.data: time | None = time(int(match[1]), int(match[2])) if match else None
        if self.raw_text and match is None:
            raise ValueError(gettext("Write the time like this: 14:00."))


class PlanForm(FlaskForm):
    """When, and who. ``pair`` is '12-15' of a suggestion, or OWN for the two select boxes."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    day = DateField(_("Day"), [InputRequired(ENTER_A_DAY)])
    at = ClockField(_("Time"), [InputRequired(_("Enter a time, like 14:00."))])
    minutes = IntegerField(
        _("Length"),
        [
            InputRequired(_("Enter a length between 15 and 240 minutes.")),
            NumberRange(15, 240, _("Enter a length between 15 and 240 minutes.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    pair = RadioField(_("Who is going?"), choices=[], validate_choice=False)
    first = SelectField(_("First visitor"), [Optional()], choices=[])
    second = SelectField(_("Second visitor"), [Optional()], choices=[])
    pair_reason = TextAreaField(
        _("Why these two?"),
        [Length(max=500), NoBsn()],
        description=_("Only needed when something speaks against the pair."),
    )

    def offer(self, people: Sequence[Account]) -> None:
        """Fill the select boxes."""
        choices = [("", gettext("Choose"))]
        choices += [(str(one.id), f"{one.name} ({organisation_of(one)})") for one in people]
        self.first.choices = self.second.choices = choices

    def planned_at(self) -> datetime | None:
        if self.day.data is None or self.at.data is None:
            return None
        return datetime.combine(self.day.data, self.at.data, NETHERLANDS)

    def visitors(self) -> tuple[int, int] | None:
        """Return the two accounts that were chosen, or None."""
        chosen = (self.pair.data or "").split("-")
        if self.pair.data == OWN:
            chosen = [self.first.data or "", self.second.data or ""]
        if len(chosen) != 2 or not all(part.isascii() and part.isdigit() for part in chosen):
            return None
        return (int(chosen[0][:9]), int(chosen[1][:9]))


def organisation_of(account: Account) -> str:
    return account.organisation.name if account.organisation else gettext("coordination team")


class CancelForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    reason = WordRadio(
        _("Why is it off?"),
        [InputRequired(_("Choose a reason."))],
        words=[HostStepReason.NOT_REACHED, HostStepReason.OWN_CHOICE, HostStepReason.MOVES,
               HostStepReason.OTHER],
    )  # fmt: skip
    explanation = TextAreaField(_("Explanation"), [Length(max=1000), NoBsn()])


class ImpressionForm(FlaskForm):
    text = TextAreaField(
        _("Your own impression"),
        [InputRequired(_("Write your impression in a few sentences.")), Length(max=5000), NoBsn()],
        description=_(
            "What did you see, hear and feel? What is good here, what worries you? "
            "You cannot change it afterwards: it is your first, own view."
        ),
    )


class ReportForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    debriefing = TextAreaField(
        _("How did it go?"),
        [InputRequired(_("Write how the visit went.")), Length(max=5000), NoBsn()],
        description=_(
            "Look back together: the course of the visit, what you found, what has to be done. "
            "No medical details."
        ),
    )
    advice = WordRadio(
        _("What do you advise together?"),
        [InputRequired(_("Choose your advice."))],
        words=VisitAdvice,
    )


class ActionForm(FlaskForm):
    text = StringField(
        _("What has to be done?"),
        [InputRequired(_("Write what has to be done.")), Length(max=300), NoBsn()],
    )
    owner = SelectField(_("Who does it?"), choices=[])
    due_on = DateField(_("Done before"), [InputRequired(ENTER_A_DAY)])


class DecisionForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    outcome = WordRadio(
        _("Your decision"), [InputRequired(_("Choose a decision."))], words=VisitAdvice
    )
    ground = WordRadio(_("When you approve: why?"), [Optional()], words=ApprovalGround)
    reason = WordRadio(
        _("When you refuse: why?"), [Optional()], words=reasons_for(REFUSE, was_visited=True)
    )
    explanation = TextAreaField(
        _("Explanation"),
        [Length(max=2000), NoBsn()],
        description=_("Needed when you decide otherwise than the visitors advise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the two is needed, depending on the decision: neither is 'optional'.
        self.ground.flags.required = self.reason.flags.required = True

    def validate_outcome(self, field: Any) -> None:
        if field.data == VisitAdvice.APPROVE and not self.ground.data:
            raise ValidationError(gettext("Choose why you approve."))
        if field.data == VisitAdvice.REFUSE and not self.reason.data:
            raise ValidationError(gettext("Choose why you refuse."))


class VisitorForm(FlaskForm):
    trained_on = DateField(
        _("Trained on"),
        [Optional()],
        description=_("The day of the training for home visits. Empty: not trained."),
    )
    visits_per_week = IntegerField(
        _("Visits a week"),
        [
            InputRequired(_("Enter a number between 0 and 20.")),
            NumberRange(0, 20, _("Enter a number between 0 and 20.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    postcode = StringField(
        _("Postcode where the way begins"),
        [Optional()],
        description=_(
            "Of the office, or of where somebody starts. We keep the town and its position."
        ),
    )
    languages = SpokenLanguages(
        _("Which languages does this visitor speak?"),
        [InputRequired(_("Tick at least one language."))],
        default=["nl"],
        description=_("Somebody who speaks a language of the household goes first."),
    )
    is_available = BooleanField(_("Can be asked for visits now"))

    def validate_postcode(self, field: Any) -> None:
        if field.data and tidy_postcode(field.data) is None:
            raise ValidationError(gettext("Write the postcode like this: 1234 AB."))


class DocumentForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    kind = WordSelect(
        _("Which document"), [InputRequired(_("Choose a document."))],
        words=DocumentKind, empty=_("Choose"),
    )  # fmt: skip
    person = StringField(
        _("Of whom"),
        [Length(max=120), NoBsn()],
        description=_("Whose VOG, who gives the reference, which landlord."),
    )
    state = WordRadio(
        _("How it stands"), [InputRequired(_("Choose how it stands."))], words=DocumentState
    )
    issued_on = DateField(_("Issued on"), [Optional()])
    expires_on = DateField(
        _("Valid through"),
        [Optional()],
        description=_("Leave empty: for a VOG or a reference we work it out."),
    )
    note = TextAreaField(_("Note"), [Length(max=1000), NoBsn()])

    def validate_expires_on(self, field: Any) -> None:
        if field.data and self.issued_on.data and field.data < self.issued_on.data:
            raise ValidationError(gettext("This day must not be before the day of issue."))

    def validate_issued_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(gettext("This day is still to come."))


def checklist_form(questions: Sequence[Question]) -> type[FlaskForm]:
    """Return a form with, for each question, an outcome (may stay open) and a note."""
    fields: dict[str, Any] = {}
    for question in questions:
        fields[question.code] = WordRadio(
            question.text(language()),
            [Optional()],
            words=CheckOutcome,
            description=question.help(language()),
        )
        fields[f"{question.code}_note"] = TextAreaField(
            gettext("Note"), [Length(max=1000), NoBsn()]
        )
    return type("ChecklistForm", (FlaskForm,), fields)


def first_day(today: date, notice_days: int) -> date:
    """Return the day that the form begins with: a household hears in time, and not at a weekend."""
    day = date.fromordinal(today.toordinal() + notice_days)
    return day if day.weekday() < 5 else date.fromordinal(day.toordinal() + 7 - day.weekday())
