"""The forms of the flow chart editor: a question with its answers, an outcome, and small ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from matcher.screening.rules.chart import AT_LEAST, AT_MOST, ONE_OF, OUTCOME, QUESTION, in_both
from matcher.screening.rules.edits import code_for
from matcher.screening.rules.facts import Fact
from matcher.screening.rules.shape import LONGEST
from matcher.words import ScreeningRoute
from web.field_texts import NO_NUMBER, FitsAnyField
from web.fields import NoBsn, WordSelect
from web.formatting import sentence
from web.languages import language

WEIGHED_LATER = _("A source, an agreement, an experience: so that others can weigh it later.")
IN_BOTH = FitsAnyField(_("Write this text in both languages."))
SPARE = 2  # empty answers below the ones that are there
Targets = Sequence[tuple[str, str]]  # code, words


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "WordCheckboxes"  # so that pages show it like one


class WholeNumberField(IntegerField):
    """A number that says so in the language of the page, also in a form within a form."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(NO_NUMBER) from error


def _text(label: Any, name: str, *, is_needed: bool = True) -> StringField:
    needed = [InputRequired(IN_BOTH)] if is_needed else []
    return StringField(label, [*needed, Length(max=LONGEST[name]), NoBsn()])


def _long(label: Any, name: str, *, is_needed: bool = True, help: Any = "") -> TextAreaField:
    needed = [InputRequired(IN_BOTH)] if is_needed else []
    return TextAreaField(label, [*needed, Length(max=LONGEST[name]), NoBsn()], description=help)


def question_form_class(fact: Fact | None, targets: Targets) -> type[FlaskForm]:
    """Return the form of a question that this fact answers (None: the talk answers it)."""
    answer_form = _answer_form_class(fact, targets)

    class QuestionForm(FlaskForm):
        version = IntegerField(widget=HiddenInput())
        code = HiddenField()
        nl = _text(_("Question in Dutch"), "text")
        en = _text(_("Question in English"), "text")
        help_nl = _long(_("Explanation in Dutch"), "help", is_needed=False)
        help_en = _long(_("Explanation in English"), "help", is_needed=False)
        source_nl = _long(
            _("What this rests on, in Dutch"), "source", is_needed=False, help=WEIGHED_LATER
        )
        source_en = _long(_("What this rests on, in English"), "source", is_needed=False)
        answers = FieldList(FormField(answer_form))

        def node(self, taken: Sequence[str]) -> dict[str, Any]:
            """Return the question as it is stored; a new one gets a code that is not taken."""
            code = self.code.data or code_for(self.en.data or "", taken)
            answers: list[dict[str, Any]] = []
            for entry in _in_order(self.answers, fact):
                answers.append(entry.form.answer([one["code"] for one in answers]))
            return {
                "kind": QUESTION,
                "code": code,
                "text": _both(self.nl, self.en),
                "help": _both(self.help_nl, self.help_en),
                "fact": fact.code if fact else "",
                "source": _both(self.source_nl, self.source_en),
                "answers": answers,
            }

    return QuestionForm


def _answer_form_class(fact: Fact | None, targets: Targets) -> type[Form]:
    class AnswerForm(Form):
        code = HiddenField()
        nl = _text(_("Answer in Dutch"), "text", is_needed=False)
        en = _text(_("Answer in English"), "text", is_needed=False)
        to = SelectField(
            _("Leads to"),
            choices=[
                SelectChoice("", str(_("Not chosen yet"))),
                *(SelectChoice(code, words) for code, words in targets),
            ],
            validate_choice=False,
        )
        place = WholeNumberField(_("Place in the list"), [Optional()])
        remove = BooleanField(_("Remove this answer"))

        @property
        def is_kept(self) -> bool:
            return not self.remove.data and bool((self.nl.data or "") + (self.en.data or ""))

        @property
        def test(self) -> dict[str, Any] | None:
            return None

        def answer(self, taken: Sequence[str]) -> dict[str, Any]:
            made: dict[str, Any] = {
                "code": self.code.data or code_for(self.en.data or "", taken),
                "text": _both(self.nl, self.en),
                "to": self.to.data or "",
            }
            return made | {"test": self.test} if self.test else made

    if fact is None:
        return AnswerForm
    return _with_number(AnswerForm) if fact.is_number else _with_choices(AnswerForm, fact)


def _with_number(base: Any) -> type[Form]:
    class NumberAnswerForm(base):
        op = SelectField(
            _("Holds when the number is"),
            choices=[
                SelectChoice("", _("in all other cases")),
                SelectChoice(AT_LEAST, _("at least")),
                SelectChoice(AT_MOST, _("at most")),
            ],
            validate_choice=False,
        )
        number = WholeNumberField(
            _("Which number"), [Optional()], render_kw={"inputmode": "numeric"}
        )

        @property
        def test(self) -> dict[str, Any] | None:
            return {"op": self.op.data, "value": self.number.data} if self.op.data else None

    return NumberAnswerForm


def _with_choices(base: Any, fact: Fact) -> type[Form]:
    class ChoicesAnswerForm(base):
        values = Checkboxes(
            _("Holds for"),
            choices=lambda: [
                SelectChoice(code, sentence(fact.shown(code, language())))
                for code, *_words in fact.choices
            ],
            description=_("Tick nothing for the answer that holds in all other cases."),
            validate_choice=False,
        )

        @property
        def test(self) -> dict[str, Any] | None:
            return {"op": ONE_OF, "value": list(self.values.data)} if self.values.data else None

    return ChoicesAnswerForm


def _in_order(entries: Any, fact: Fact | None) -> list[Any]:
    """Return the answers to keep by place; with a fact, the one for all other cases last."""
    kept = [entry for entry in entries if entry.form.is_kept]
    numbered = sorted(
        enumerate(kept, start=1),
        key=lambda pair: (
            fact is not None and pair[1].form.test is None,
            pair[1].form.place.data or pair[0],
            pair[0],
        ),
    )
    return [entry for _number, entry in numbered]


def filled(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored question as the form takes it, with some empty answers at the end."""
    answers: list[dict[str, Any]] = []
    for place, answer in enumerate(node.get("answers", ()), start=1):
        test = answer.get("test") or {}
        value = test.get("value")
        answers.append(
            {
                "code": answer["code"],
                "nl": answer["text"]["nl"],
                "en": answer["text"]["en"],
                "to": answer.get("to", ""),
                "place": place,
                "op": test.get("op", ""),
                "number": value if isinstance(value, int) else None,
                "values": value if isinstance(value, list) else [],
            }
        )
    return {
        "code": node.get("code", ""),
        **_halves(node.get("text"), "nl", "en"),
        **_halves(node.get("help"), "help_nl", "help_en"),
        **_halves(node.get("reason"), "reason_nl", "reason_en"),
        **_halves(node.get("next"), "next_nl", "next_en"),
        **_halves(in_both(node.get("source")), "source_nl", "source_en"),
        "route": node.get("route", ""),
        "answers": [*answers, *({} for _spare in range(SPARE))],
    }


class OutcomeForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    code = HiddenField()
    route = WordSelect(
        _("Route"),
        [InputRequired(_("Choose a route."))],
        words=ScreeningRoute,
        empty=_("Choose"),
    )
    nl = _text(_("Name in Dutch"), "text")
    en = _text(_("Name in English"), "text")
    reason_nl = _long(
        _("Reason in Dutch"), "reason", help=_("Why somebody ends here. The youth reads this.")
    )
    reason_en = _long(_("Reason in English"), "reason")
    next_nl = _long(_("What happens next, in Dutch"), "next", is_needed=False)
    next_en = _long(_("What happens next, in English"), "next", is_needed=False)
    source_nl = _long(
        _("What this rests on, in Dutch"), "source", is_needed=False, help=WEIGHED_LATER
    )
    source_en = _long(_("What this rests on, in English"), "source", is_needed=False)

    def node(self, taken: Sequence[str]) -> dict[str, Any]:
        return {
            "kind": OUTCOME,
            "code": self.code.data or code_for(self.en.data or "", taken),
            "route": self.route.data,
            "text": _both(self.nl, self.en),
            "reason": _both(self.reason_nl, self.reason_en),
            "next": _both(self.next_nl, self.next_en),
            "source": _both(self.source_nl, self.source_en),
        }


class StartForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    start = SelectField(_("The chart begins with"), validate_choice=False)


class ExampleForm(FlaskForm):
    name = StringField(
        _("Name of the example"),
        [InputRequired(_("Enter a name.")), Length(max=120), NoBsn()],
        description=_("A made-up situation, such as: behind with rent, sleeps at a friend's."),
    )
    expected = WordSelect(
        _("Where it should end"), [InputRequired(_("Choose a route."))], words=ScreeningRoute
    )


class PublishForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    note = TextAreaField(
        _("What changed, and why"),
        [InputRequired(_("Write in a sentence what changed.")), Length(max=300), NoBsn()],
    )


def _both(nl: Any, en: Any) -> dict[str, str]:
    return {"nl": (nl.data or "").strip(), "en": (en.data or "").strip()}


def _halves(text: Mapping[str, str] | None, nl: str, en: str) -> dict[str, str]:
    return {nl: (text or {}).get("nl", ""), en: (text or {}).get("en", "")}
