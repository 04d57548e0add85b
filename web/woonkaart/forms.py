"""The card itself, and the form of a school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from matcher.database.woonkaart import School
from matcher.woonkaart import rules
from matcher.woonkaart.dossier import Answers
from matcher.woonkaart.service import Card
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartMoment, WoonkaartStay
from web.field_texts import CHOOSE_ONE
from web.fields import NoBsn, WordRadio
from web.languages import language


class AnswersForm(FlaskForm):
    """The three questions, in the wording of the version in force."""

    stay = WordRadio("", [InputRequired(CHOOSE_ONE)], words=WoonkaartStay)
    feeling = WordRadio("", [InputRequired(CHOOSE_ONE)], words=WoonkaartFeeling)
    help_wish = WordRadio("", [InputRequired(CHOOSE_ONE)], words=WoonkaartHelp)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in rules.QUESTIONS:
            self[name].label.text = rules.question(name, language())

    def answers(self) -> Answers:
        return Answers(
            WoonkaartStay(self.stay.data),
            WoonkaartFeeling(self.feeling.data),
            WoonkaartHelp(self.help_wish.data),
        )


class CardForm(AnswersForm):
    moment = WordRadio(
        _("During which talk do you fill this in?"),
        [InputRequired(CHOOSE_ONE)],
        words=WoonkaartMoment,
    )
    postcode = StringField(
        _("The four digits of your postcode"),
        [Optional(), Regexp(r"^\s*[1-9][0-9]{3}\s*$", message=_("Write four digits, like 9711."))],
        description=_("Where you live or sleep now. Not the letters: then nobody can find you."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    school = SelectField(_("School"), [Optional()])

    def __init__(self, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.school.choices = [
            SelectChoice("", gettext("No school, or not in this list")),
            *(
                SelectChoice(str(one.id), f"{one.name} ({one.municipality.name})")
                for one in schools
            ),
        ]

    def card(self) -> Card:
        answers = self.answers()
        return Card(
            moment=WoonkaartMoment(self.moment.data),
            stay=answers.stay,
            feeling=answers.feeling,
            help_wish=answers.help_wish,
            postcode=(self.postcode.data or "").strip(),
            school_id=int(self.school.data) if self.school.data else None,
        )


class SchoolForm(FlaskForm):
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=120), NoBsn()])
    is_active = BooleanField(_("Takes part: stands on the woonkaart"))


class NewSchoolForm(FlaskForm):
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=120), NoBsn()])
    municipality = SelectField(_("Municipality"), [InputRequired(_("Choose a municipality."))])

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.municipality.choices = [SelectChoice(code, name) for code, name in choices]
