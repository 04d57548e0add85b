"""The forms of a screening: one question, and the decision."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from matcher.screening.rules.chart import Node
from matcher.screening.rules.facts import Value
from matcher.words import OverrideReason, ScreeningRoute
from web.field_texts import CHOOSE_AN_ANSWER
from web.fields import NoBsn, WordRadio
from web.formatting import sentence
from web.languages import language


def question_form(asked: Node, *, post: bool = True, **kwargs: Any) -> FlaskForm:
    """Return the form that asks this question: its answers, or the value of its fact."""
    fact = asked.fact
    field: Any
    if fact is not None and fact.is_number:
        field = IntegerField(
            fact.ask(language()),
            [
                InputRequired(_("Enter a number.")),
                NumberRange(
                    fact.least, fact.most,
                    _("Enter a number from %(min)s up to %(max)s."),
                ),
            ],
            description=fact.unit_en if language() == "en" else fact.unit_nl,
            render_kw={"inputmode": "numeric"},
        )  # fmt: skip
    else:
        choices = [SelectChoice(a.code, a.text.label(language())) for a in asked.answers]
        label = asked.text.label(language())
        if fact is not None:
            label = fact.ask(language())
            choices = [
                SelectChoice(code, sentence(fact.shown(code, language())))
                for code, *_words in fact.choices
            ]
        field = RadioField(
            label,
            [InputRequired(CHOOSE_AN_ANSWER)],
            choices=choices,
            description=asked.help.label(language()),
        )

    class QuestionForm(FlaskForm):
        version = IntegerField(widget=HiddenInput())
        node = HiddenField()
        value = field

        def given(self) -> Value:
            return self.value.data if isinstance(self.value, IntegerField) else str(self.value.data)

    if not post:
        kwargs.setdefault("formdata", None)
    return QuestionForm(**kwargs)


class DecisionForm(FlaskForm):
    """``outcome`` is where the chart leads; another choice needs a reason and a text."""

    version = IntegerField(widget=HiddenInput())
    chosen = WordRadio(
        _("Which route do you choose?"),
        [InputRequired(_("Choose a route."))],
        words=ScreeningRoute,
        description=_("The chart advises, you decide together."),
    )
    why = WordRadio(
        _("Why another route than the chart gives?"),
        [Optional()],
        words=OverrideReason,
        description=_("Only needed when you choose another route."),
    )
    text = TextAreaField(
        _("Explanation"),
        [Length(max=2000), NoBsn()],
        description=_(
            "Only needed when you choose another route. The youth and the referrer read this too."
        ),
    )

    def __init__(self, *args: Any, outcome: ScreeningRoute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome

    @property
    def is_override(self) -> bool:
        return bool(self.chosen.data != self.outcome)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_good = super().validate(*args, **kwargs)
        if is_good and self.is_override:
            self.validate_override()
        return is_good and not self.errors

    def validate_override(self) -> None:
        if not self.why.data:
            self.why.errors = [str(_("Choose a reason."))]
        if not (self.text.data or "").strip():
            self.text.errors = [str(_("Write why you choose another route."))]
