"""The forms of leaving: notice, where to, the next guest, the future plan, and what comes after."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from matcher.endings.rules import REASONS
from matcher.evaluations.rules import QUESTIONS
from matcher.followups.rules import GivenUpBecause
from matcher.words import Destination, EndingKind, EvaluationSide, Side
from web.field_texts import CHOOSE_AN_ANSWER
from web.fields import DateField, NoBsn, WordRadio, WordSelect

LONG, SHORT = 2000, 500
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet"))]
SCALE = [("1", _("1: not at all")), ("2", "2"), ("3", "3"), ("4", "4"), ("5", _("5: completely"))]


def flag(value: str | None) -> bool | None:
    """Return a choice of YES_NO as a value."""
    return {"yes": True, "no": False}.get(value or "")


def choice(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")


class Versioned(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])


# Made before the other fields: a form has its fields in the order in which they were made.
WHY_IT_ENDS = {
    side: WordRadio(
        _("Why does it end?"), [InputRequired(_("Choose a reason."))], words=REASONS[side]
    )
    for side in (Side.YOUTH, Side.HOST)
}


class OwnNoticeForm(Versioned):
    """Notice by the youth or the host."""

    reason: WordRadio
    ends_on = DateField(_("Last day"), [InputRequired(_("Enter the last day."))])
    explanation = TextAreaField(
        _("Do you want to say more about it?"),
        [Length(max=SHORT), NoBsn()],
        description=_("Only the coordinator and the counsellor read this, never the other side."),
    )


class YouthNoticeForm(OwnNoticeForm):
    reason = WHY_IT_ENDS[Side.YOUTH]


class HostNoticeForm(OwnNoticeForm):
    reason = WHY_IT_ENDS[Side.HOST]


class StaffNoticeForm(Versioned):
    kind = WordRadio(
        _("How does it end?"),
        [InputRequired(_("Choose how it ends."))],
        words=EndingKind,
        description=_("Broken off: sooner than agreed, because it cannot go on."),
    )
    given_by = WordRadio(
        _("Who ends it?"),
        [InputRequired(_("Choose who ends it."))],
        words=[Side.YOUTH, Side.HOST, Side.COORDINATOR],
    )
    reason = WordSelect(
        _("Reason"),
        [InputRequired(_("Choose a reason."))],
        words=REASONS[Side.COORDINATOR],
        empty=_("Choose"),
    )
    ends_on = DateField(
        _("Last day"),
        [InputRequired(_("Enter the last day."))],
        description=_("From that day the room is free. With today, the stay ends at once."),
    )
    destination = WordSelect(
        _("Where does the youth go?"), [Optional()], words=Destination, empty=_("Not known yet")
    )
    match_again = RadioField(
        _("Look for another room at once?"), choices=YES_NO, default="", validators=[Optional()]
    )
    explanation = TextAreaField(_("Note"), [Length(max=LONG), NoBsn()])


class CompleteForm(Versioned):
    destination = WordSelect(
        _("Where does the youth go?"), [Optional()], words=Destination, empty=_("Not known yet")
    )
    destination_note = TextAreaField(_("Note about it"), [Length(max=SHORT), NoBsn()])
    match_again = RadioField(
        _("Look for another room at once?"), choices=YES_NO, default="", validators=[Optional()]
    )


class MoveForm(Versioned):
    ends_on = DateField(_("Another last day"), [InputRequired(_("Enter the last day."))])


class AgainForm(FlaskForm):
    """'Host again?': yes, later with a day, or no."""

    again = RadioField(
        _("Would you like another young person in your home?"),
        [InputRequired(CHOOSE_AN_ANSWER)],
        choices=[
            ("yes", _("Yes, as soon as the room is free")),
            ("later", _("Yes, but later")),
            ("no", _("No, we stop")),
        ],
    )
    later_on = DateField(_("If later: from which day may we ask again?"))

    def validate_later_on(self, field: DateField) -> None:
        if self.again.data == "later" and field.data is None and not field.errors:
            raise ValidationError(_("Enter the day on which we may ask again."))


class FutureForm(Versioned):
    housing = TextAreaField(_("Living: where, and from when?"), [Length(max=LONG), NoBsn()])
    money = TextAreaField(
        _("Money: income, debts, who helps with it?"), [Length(max=LONG), NoBsn()]
    )
    work = TextAreaField(_("School, work or something else to do"), [Length(max=LONG), NoBsn()])
    network = TextAreaField(_("People you can count on"), [Length(max=LONG), NoBsn()])
    help = TextAreaField(_("Help that goes on, and from whom"), [Length(max=LONG), NoBsn()])
    agreed = BooleanField(_("We made this plan together and agree on it"))


class ReceiverForm(FlaskForm):
    receiver = StringField(
        _("Who carries on with the youth?"),
        [InputRequired(_("Enter a name or an organisation.")), Length(max=120), NoBsn()],
    )
    email = StringField(
        _("E-mail address"),
        [
            InputRequired(_("Enter an e-mail address.")),
            Length(max=254),
            Email(_("Enter an e-mail address like name@example.org.")),
        ],
        description=_("The mail has a link to confirm, and says nothing about the youth."),
    )
    subjects = TextAreaField(
        _("What did you hand over?"),
        [Length(max=LONG), NoBsn()],
        description=_("For the dossier. This is not mailed: talk about it together."),
    )


class NotNeededForm(FlaskForm):
    why = TextAreaField(
        _("Why is nobody needed?"),
        [InputRequired(_("Write why nobody is needed.")), Length(max=SHORT), NoBsn()],
    )


class ConfirmForm(FlaskForm):
    """The answer of the receiver, by the link."""

    takes_over = RadioField(
        _("Do you take over?"),
        [InputRequired(CHOOSE_AN_ANSWER)],
        choices=[("yes", _("Yes, I will carry on with this young person")), ("no", _("No"))],
    )
    talked_on = DateField(_("On which day did you talk about it together?"))
    note = TextAreaField(
        _("Note"),
        [Length(max=SHORT), NoBsn()],
        description=_("Write nothing about the youth here."),
    )

    def validate_talked_on(self, field: DateField) -> None:
        if self.takes_over.data == "yes" and field.data is None and not field.errors:
            raise ValidationError(_("Enter the day on which you talked about it."))


class FollowUpForm(FlaskForm):
    """How it goes, told to a worker or by the link."""

    goes = RadioField(
        _("How are you?"),
        [InputRequired(_("Choose how it is going."))],
        choices=[
            ("5", _("Very well")),
            ("4", _("Well")),
            ("3", _("So-so")),
            ("2", _("Not so well")),
            ("1", _("Badly")),
        ],
    )
    destination = WordSelect(
        _("Where do you live now?"),
        [InputRequired(_("Choose where you live."))],
        words=Destination,
        empty=_("Choose"),
    )
    text = TextAreaField(_("Do you want to say more about it?"), [Length(max=LONG), NoBsn()])
    wants_contact = BooleanField(_("I would like somebody to call me"))


class ToldFollowUpForm(FollowUpForm):
    """The same, as a worker writes it down."""

    destination = WordSelect(
        _("Where does the youth live now?"),
        [InputRequired(_("Choose where the youth lives."))],
        words=Destination,
        empty=_("Choose"),
    )
    goes = RadioField(
        _("How is the youth?"),
        [InputRequired(_("Choose how it is going."))],
        choices=FollowUpForm.goes.kwargs["choices"],
    )
    text = TextAreaField(_("What did you hear?"), [Length(max=LONG), NoBsn()])
    wants_contact = BooleanField(_("The youth wants to be called again"))


class GiveUpForm(FlaskForm):
    because = WordSelect(
        _("Why do you stop?"),
        [InputRequired(_("Choose a reason."))],
        words=GivenUpBecause,
        empty=_("Choose"),
    )


class EvaluationForm(FlaskForm):
    own_words = TextAreaField(
        _("What do you want to tell us, in your own words?"),
        [Length(max=LONG), NoBsn()],
        description=_("What went well? What should be different next time?"),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a form in which nothing is told: it would close the question without an answer."""
        is_fine = bool(super().validate(extra_validators))
        if any(field.data for name, field in self._fields.items() if name != "csrf_token"):
            return is_fine
        self.own_words.errors = [_("Tell us something, or answer one of the questions.")]
        return False

    @property
    def scores(self) -> dict[str, int]:
        """Return what was scored: question code → 1 to 5."""
        return {
            name.removeprefix("score_"): int(field.data)
            for name, field in self._fields.items()
            if name.startswith("score_") and field.data
        }

    @property
    def questions(self) -> list[Any]:
        return [field for name, field in self._fields.items() if name.startswith("score_")]


def evaluation_form(
    side: EvaluationSide, language: str, *, asks_again: bool = True, **given: Any
) -> EvaluationForm:
    """Return the form of one side: its questions, its words, and whether it would do it again.

    ``asks_again``: whether the host has still to say if another guest may come.
    """
    fields: dict[str, Any] = {
        f"score_{question.value}": RadioField(
            question.label(language), choices=SCALE, validators=[Optional()]
        )
        for question in QUESTIONS[side]
    }
    bases: tuple[type, ...] = (EvaluationForm,)
    if side == EvaluationSide.HOST and asks_again:
        bases = (EvaluationForm, AgainForm)
    elif side == EvaluationSide.YOUTH:
        fields["would_again"] = RadioField(
            _("Would you do it again?"), choices=YES_NO[:2], validators=[Optional()]
        )
    made = type("EvaluationOfSide", bases, fields)
    return made(**given)
