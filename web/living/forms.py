"""The forms of living there."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from matcher.checkins.voices import LONGEST
from matcher.words import (
    CheckInKind,
    ConcernKind,
    ConcernOutcome,
    ContactKind,
    CoreActivity,
    LadderStep,
    LifeDomain,
    SanctionStep,
    Seriousness,
    Side,
)
from web.field_texts import ENTER_A_DAY
from web.fields import DateField, NoBsn, WordRadio, WordSelect

GOES = (
    ("1", _("very badly")),
    ("2", _("badly")),
    ("3", _("so-so")),
    ("4", _("well")),
    ("5", _("very well")),
)


def goes(label: Any, *validators: Any) -> RadioField:
    """Return the question how it goes, on five steps in words."""
    return RadioField(
        label, [*validators], choices=lambda: [(code, str(text).capitalize()) for code, text in GOES],
        validate_choice=True,
    )  # fmt: skip


def scale(label: Any, mistake: Any) -> SelectField:
    """Return the same question as a box: four of them must fit on a phone."""
    return SelectField(
        label, [InputRequired(mistake)],
        choices=lambda: [
            ("", gettext("Choose")), *((code, str(text).capitalize()) for code, text in GOES)
        ],
    )  # fmt: skip


class SayForm(FlaskForm):
    """One side tells how it goes."""

    goes = goes(_("How is it going?"), InputRequired(_("Choose how it is going.")))
    text = TextAreaField(_("In your own words"), [Length(max=LONGEST), NoBsn()])


class CheckInForm(FlaskForm):
    """What came out of a check-in; what each side said stands apart."""

    version = IntegerField(widget=HiddenInput())
    kind = WordRadio(
        _("How did you meet?"), [InputRequired(_("Choose how you met."))], words=CheckInKind
    )
    held_on = DateField(_("Day"), [InputRequired(ENTER_A_DAY)])
    housing = scale(_("Housing"), _("Choose how housing goes."))
    work = scale(_("Work"), _("Choose how work goes."))
    learning = scale(_("Learning"), _("Choose how learning goes."))
    coaching = scale(_("Coaching"), _("Choose how coaching goes."))
    youth_goes = goes(_("How is it going, according to the youth?"), Optional())
    youth_text = TextAreaField(
        _("In the words of the youth"), [Length(max=LONGEST), NoBsn()],
        description=_("The host never reads this."),
    )  # fmt: skip
    host_goes = goes(_("How is it going, according to the host?"), Optional())
    host_text = TextAreaField(
        _("In the words of the host"), [Length(max=LONGEST), NoBsn()],
        description=_("The youth never reads this."),
    )  # fmt: skip
    step = WordSelect(
        _("Participation ladder"), [Optional()], words=LadderStep, empty=_("Not discussed")
    )
    summary = TextAreaField(
        _("What you agreed and saw"), [Length(max=LONGEST), NoBsn()],
        description=_("And with which other helpers you spoke, such as school or debt help."),
    )  # fmt: skip
    next_on = DateField(
        _("Next check-in"), [Optional()],
        description=_("Leave it empty for the usual rhythm. Sooner is always possible."),
    )  # fmt: skip

    def activities(self) -> dict[CoreActivity, int]:
        return {one: int(self[one.value].data) for one in CoreActivity}


class MoveForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    day = DateField(_("Other day"), [InputRequired(ENTER_A_DAY)])


class PlanForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    goal = TextAreaField(_("What does the youth want to reach?"), [Length(max=LONGEST), NoBsn()])
    review_on = DateField(_("Look at the plan again on"), [InputRequired(ENTER_A_DAY)])


class ActionForm(FlaskForm):
    """An action: what, how one sees that it is done, who, and by when."""

    what = StringField(
        _("What is going to be done?"),
        [InputRequired(_("Write what somebody is going to do.")), Length(max=300), NoBsn()],
    )
    measured_by = StringField(
        _("How can you tell that it is done?"),
        [InputRequired(_("Write how you can tell that it is done.")), Length(max=300), NoBsn()],
        description=_("For example: the letter of registration is in."),
    )
    owner = WordRadio(_("Who does it?"), [InputRequired(_("Choose who does it."))], words=Side)
    due_on = DateField(_("Done by"), [InputRequired(ENTER_A_DAY)])
    domain = WordSelect(
        _("About which part of life?"),
        [Optional()],
        words=LifeDomain,
        empty=_("None in particular"),
    )


class ConcernForm(FlaskForm):
    """A concern, on a phone in a minute: three questions, one of which is a choice."""

    text = TextAreaField(
        _("What is the matter?"),
        [
            InputRequired(_("Write down what is the matter, in a few words.")),
            Length(max=4000),
            NoBsn(),
        ],
    )
    kind = WordSelect(
        _("What is it about?"), [InputRequired(_("Choose what it is about."))],
        words=ConcernKind, empty=_("Choose"),
    )  # fmt: skip
    seriousness = WordRadio(
        _("How serious is it?"), [InputRequired(_("Choose how serious it is."))], words=Seriousness
    )
    is_incident = BooleanField(_("Something happened: it is an incident"))


class NoteForm(FlaskForm):
    text = TextAreaField(
        _("What did you do or hear?"),
        [InputRequired(_("Write down what you did or heard.")), Length(max=4000), NoBsn()],
    )


class AgreeForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    text = TextAreaField(
        _("What did you agree?"),
        [InputRequired(_("Write down what you agreed.")), Length(max=4000), NoBsn()],
    )
    review_on = DateField(_("Look at it again on"), [InputRequired(ENTER_A_DAY)])


class EscalateForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    text = TextAreaField(
        _("Why does it go to the next level?"),
        [InputRequired(_("Write down why.")), Length(max=4000), NoBsn()],
    )


class CloseForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    outcome = WordRadio(
        _("How did it end?"), [InputRequired(_("Choose how it ended."))], words=ConcernOutcome
    )
    text = TextAreaField(_("Explanation"), [Length(max=4000), NoBsn()])


class StepForm(FlaskForm):
    """A button: only the version of what was seen."""

    version = IntegerField(widget=HiddenInput())


class SanctionForm(FlaskForm):
    """A step along the agreed rules. ``rule`` is the position of a signed rule; ``concern`` what
    led to it, if anything."""

    concern = IntegerField(widget=HiddenInput(), validators=[Optional()])

    step = WordRadio(_("Which step?"), [InputRequired(_("Choose a step."))], words=SanctionStep)
    rule = SelectField(_("Which house rule was broken?"), [Optional()], choices=[])
    told_on = DateField(_("Told on"), [InputRequired(ENTER_A_DAY)])
    text = TextAreaField(
        _("What did you tell the youth?"),
        [InputRequired(_("Write down what you told.")), Length(max=4000), NoBsn()],
    )


class TeamForm(FlaskForm):
    responsible = SelectField(
        _("Responsible"), [InputRequired(_("Choose who is responsible."))], choices=[]
    )
    deputy = SelectField(
        _("Deputy"), [Optional()], choices=[],
        description=_("Steps in when the responsible worker is away."),
    )  # fmt: skip

    def offer(self, people: list[tuple[Any, int, int | None]]) -> None:
        """Fill the boxes with names and how many placements each has."""
        named = [
            (str(account.id), gettext("%(name)s (%(number)s of %(most)s)",
                                      name=account.name, number=number, most=most))
            for account, number, most in people
        ]  # fmt: skip
        self.responsible.choices = [("", gettext("Choose")), *named]
        self.deputy.choices = [("", gettext("Nobody yet")), *named]


class ContactLine(PlainForm):
    kind = WordSelect(_("Who"), [Optional()], words=ContactKind, empty=_("No number"))
    label = StringField(
        _("Name"), [Length(max=80), NoBsn()],
        description=_("Of the person who answers the phone, never of the youth or the host."),
    )  # fmt: skip
    phone = StringField(
        _("Telephone number"), [Length(max=30), NoBsn()], render_kw={"inputmode": "tel"}
    )
    hours = StringField(
        _("When"), [Length(max=80), NoBsn()], description=_("For example: weekdays 9-17")
    )

    def validate_phone(self, field: StringField) -> None:
        if (field.data or "").strip() and not self.kind.data:
            raise ValidationError(_("Choose whose number this is."))


class ContactsForm(FlaskForm):
    lines = FieldList(FormField(ContactLine), min_entries=4, max_entries=8)
