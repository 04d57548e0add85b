"""Forms of the editor of route maps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from matcher.database.accounts import Account
from matcher.routemaps.rules import Content, lines_of
from matcher.words import RouteMapKind
from web.field_texts import CHOOSE_ONE, ENTER_A_DAY
from web.fields import DateField, NoBsn, WordRadio

_TEXT = [Length(max=2000), NoBsn()]
_LINES = _("One per line; line by line the same in both languages.")


class _Versioned(FlaskForm):
    version = IntegerField(widget=HiddenInput(), default=0)


class HeadForm(_Versioned):
    title_nl = StringField(_("Title in Dutch"), [InputRequired(_("Enter a title.")),
                                                 Length(max=100), NoBsn()])  # fmt: skip
    title_en = StringField(_("Title in English"), [InputRequired(_("Enter a title.")),
                                                   Length(max=100), NoBsn()])  # fmt: skip
    lead_nl = TextAreaField(_("Introduction in Dutch"), _TEXT)
    lead_en = TextAreaField(_("Introduction in English"), _TEXT)

    @staticmethod
    def values(content: Content) -> dict[str, str]:
        return {
            f"{part}_{language}": content[part].get(language, "")
            for part in ("title", "lead")
            for language in ("nl", "en")
        }

    def applied(self, content: Content) -> Content:
        return {
            **content,
            "title": {"nl": self.title_nl.data, "en": self.title_en.data},
            "lead": {"nl": self.lead_nl.data, "en": self.lead_en.data},
        }


class StepForm(_Versioned):
    title_nl = StringField(_("Title in Dutch"), [InputRequired(_("Enter a title.")),
                                                 Length(max=100), NoBsn()])  # fmt: skip
    title_en = StringField(_("Title in English"), [Length(max=100), NoBsn()])
    text_nl = TextAreaField(_("Text in Dutch"), _TEXT)
    text_en = TextAreaField(_("Text in English"), _TEXT)
    conditions_nl = TextAreaField(_("Conditions in Dutch"), _TEXT, description=_LINES)
    conditions_en = TextAreaField(_("Conditions in English"), _TEXT, description=_LINES)
    where_nl = TextAreaField(
        _("Where to go, in Dutch"),
        _TEXT,
        description=_("One place per line: who, with phone number or site. Same lines in English."),
    )
    where_en = TextAreaField(_("Where to go, in English"), _TEXT, description=_LINES)
    source_name = StringField(
        _("On what does it rest?"),
        [Length(max=200), NoBsn()],
        description=_("A law with its article, a rule of the municipality, an agreement."),
    )
    source_on = DateField(
        _("Compared with its source on"),
        [Optional()],
        description=_("The day on which you last checked that it is right."),
    )

    @staticmethod
    def values(step: dict[str, Any]) -> dict[str, Any]:
        source = step.get("source", {})
        found: dict[str, Any] = {
            "source_name": source.get("name", ""),
            "source_on": date.fromisoformat(source["on"]) if source.get("on") else None,
        }
        for language in ("nl", "en"):
            for part in ("title", "text"):
                found[f"{part}_{language}"] = step.get(part, {}).get(language, "")
            for part in ("conditions", "where"):
                lines = [line.get(language, "") for line in step.get(part, [])]
                found[f"{part}_{language}"] = "\n".join(lines)
        return found

    def step(self) -> dict[str, Any]:
        on = self.source_on.data
        return {
            "title": {"nl": self.title_nl.data or "", "en": self.title_en.data or ""},
            "text": {"nl": self.text_nl.data or "", "en": self.text_en.data or ""},
            "conditions": lines_of(self.conditions_nl.data or "", self.conditions_en.data or ""),
            "where": lines_of(self.where_nl.data or "", self.where_en.data or ""),
            "source": {"name": self.source_name.data or "", "on": on.isoformat() if on else ""},
        }


class PublishForm(_Versioned):
    note = StringField(
        _("What has changed?"), [InputRequired(_("Say in a few words what has changed.")),
                                 Length(max=300), NoBsn()]
    )  # fmt: skip
    review_on = DateField(_("To be looked at again by"), [InputRequired(ENTER_A_DAY)])

    def __init__(self, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today

    def validate_review_on(self, field: Any) -> None:
        if field.data is not None and field.data <= self.today:
            raise ValidationError(gettext("Choose a day that is still to come."))


class OwnersForm(_Versioned):
    owner = SelectField(_("Who keeps it current?"), [Optional()])
    second_owner = SelectField(
        _("And a second person"),
        [Optional()],
        description=_("Two people, so that it goes on when one is away."),
    )
    review_on = DateField(_("To be looked at again by"), [InputRequired(ENTER_A_DAY)])

    def __init__(self, people: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [SelectChoice("", gettext("Nobody yet"))]
        choices += [SelectChoice(str(one.id), one.name) for one in people]
        self.owner.choices = choices
        self.second_owner.choices = choices

    def ids(self) -> tuple[int | None, int | None]:
        return tuple(  # type: ignore[return-value]
            int(field.data) if field.data else None for field in (self.owner, self.second_owner)
        )


class LocalForm(FlaskForm):
    kind = WordRadio(
        _("Which map?"),
        [InputRequired(CHOOSE_ONE)],
        words=RouteMapKind,
        default=RouteMapKind.HOUSING.value,
    )
    municipality = SelectField(_("Municipality"), [InputRequired(_("Choose a municipality."))])

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.municipality.choices = [SelectChoice(code, name) for code, name in choices]
