"""Forms of name lists: the upload, where it comes from, and what became of a name."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from matcher.words import ListedOutcome
from web.fields import NoBsn, WordSelect


class UploadForm(FlaskForm):
    file = FileField(
        _("File with names"),
        [FileRequired(_("Choose a file."))],
        description=_("Excel (.xlsx) or CSV with a first name, a last name and, if known, a date "
                      "of birth, contact, note and specialism. Nothing is saved before you have "
                      "looked at it."),
    )  # fmt: skip


class SaveForm(FlaskForm):
    """Where the list comes from, asked when it is saved."""

    source = StringField(
        _("Who sent the list?"),
        [DataRequired(_("Enter the agency that sent it.")), Length(max=120), NoBsn()],
    )
    municipality = SelectField(
        _("Municipality"), [InputRequired(_("Choose a municipality."))], choices=[]
    )

    def __init__(self, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.municipality.choices = municipalities


class OutcomeForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    outcome = WordSelect(
        _("What became of it?"),
        [InputRequired(_("Choose what became of it."))],
        words=ListedOutcome,
        empty=_("Choose"),
    )
