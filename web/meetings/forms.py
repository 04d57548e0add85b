from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from web.field_texts import ENTER_A_DAY
from web.fields import DateField, NoBsn


class PlanForm(FlaskForm):
    held_on = DateField(_("On which day?"), [InputRequired(ENTER_A_DAY)])
    municipalities = SelectMultipleField(
        _("Which municipalities?"),
        [InputRequired(_("Choose at least one municipality."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class DecideForm(FlaskForm):
    decision = TextAreaField(
        _("What is decided?"),
        [Length(max=2000), NoBsn()],
        description=_(
            "It is kept in the dossier. Staff can read it; the host and the youth cannot."
        ),
    )
    discussed = BooleanField(_("Talked about"))


class CloseForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    minutes = TextAreaField(
        _("Minutes"),
        [Length(max=10000), NoBsn()],
        description=_("Who was there, and what does not belong to one dossier."),
    )
