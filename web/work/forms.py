from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.inforce import today_in_the_netherlands
from web.field_texts import ENTER_A_DAY
from web.fields import DateField


class PutOffForm(FlaskForm):
    until_on = DateField(
        _("Until which day?"),
        [InputRequired(ENTER_A_DAY)],
        description=_(
            "Until then it is off your list. Whatever becomes late comes back by itself."
        ),
    )

    @classmethod
    def blank(cls) -> PutOffForm:
        form = cls(formdata=None)
        form.until_on.data = today_in_the_netherlands() + timedelta(days=7)
        return form


WEEKDAYS = (
    SelectChoice("1", _("Monday")),
    SelectChoice("2", _("Tuesday")),
    SelectChoice("3", _("Wednesday")),
    SelectChoice("4", _("Thursday")),
    SelectChoice("5", _("Friday")),
    SelectChoice("6", _("Saturday")),
    SelectChoice("7", _("Sunday")),
)


class DigestForm(FlaskForm):
    wants_digest = BooleanField(_("Mail me in the morning how much waits for me"))
    weekdays = SelectMultipleField(
        _("On these days"),
        choices=list(WEEKDAYS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class HandOverForm(FlaskForm):
    to = SelectField(_("To whom"), [InputRequired(_("Choose a colleague."))], choices=lambda: [])

    def __init__(self, colleagues: list[tuple[str, str]]) -> None:
        super().__init__()
        self.to.choices = [
            SelectChoice("", gettext("Choose a colleague")),
            *(SelectChoice(key, text) for key, text in colleagues),
        ]
