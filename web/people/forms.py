from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from matcher.database.accounts import Account
from matcher.database.people import Covenant, Project, Team
from matcher.organisations.covenants import CovenantTerms
from matcher.organisations.projects import AXES, ProjectDetails
from matcher.people.workers import WorkerFacts
from matcher.words import CovenantPurpose, Specialism
from web.admin.forms import MunicipalityField
from web.field_texts import CHOOSE_ONE
from web.fields import DateField, NoBsn, WordCheckboxes, WordSelect

LANGUAGE_CHOICES = [SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")]


class TeamForm(FlaskForm):
    name = StringField(_("Name of the team"), [InputRequired(_("Enter a name.")), Length(max=120)])


class WorkerForm(FlaskForm):
    """What a worker fills in; ``manage`` opens what only a lead or the administrator decides."""

    version = HiddenField()
    team = SelectField(_("Team"), choices=lambda: [])
    is_lead = BooleanField(
        _("Manages this organisation: teams, colleagues, invitations and caseloads")
    )
    caseload_cap = IntegerField(
        _("Youths at one time, at most"),
        [Optional(), NumberRange(0, 1000, _("Enter a number from 0."))],
        render_kw={"inputmode": "numeric"},
    )
    specialisms = WordCheckboxes(_("Knows most about"), [Optional()], words=Specialism)
    away_from = DateField(_("First day away"), [Optional()])
    away_until = DateField(
        _("Last day away"), [Optional()], description=_("Leave empty when it is not known yet.")
    )

    def __init__(
        self, facts: WorkerFacts, teams: list[Team], *, manage: bool, version: int, **kwargs: Any
    ) -> None:
        self.before = facts
        data = {
            "version": version,
            "team": str(facts.team_id or ""),
            "is_lead": facts.is_lead,
            "caseload_cap": facts.caseload_cap,
            "specialisms": [one.value for one in facts.specialisms],
            "away_from": facts.away_from,
            "away_until": facts.away_until,
        }
        super().__init__(data=data, **kwargs)
        self.team.choices = [
            SelectChoice("", gettext("No team")),
            *(SelectChoice(str(team.id), team.name) for team in teams),
        ]
        if not manage:
            del self.team, self.is_lead, self.caseload_cap

    def validate_away_until(self, field: Any) -> None:
        start = self.away_from.data
        if field.data and not isinstance(start, date):
            raise ValidationError(_("Enter the first day away too."))
        if field.data and isinstance(start, date) and field.data < start:
            raise ValidationError(_("This day must come after the first day."))

    def facts(self) -> WorkerFacts:
        """Return the facts; what the person may not change stays as it was."""
        manages = "team" in self
        return WorkerFacts(
            team_id=int(self.team.data) if manages and self.team.data else
            (None if manages else self.before.team_id),
            specialisms=tuple(Specialism(code) for code in sorted(self.specialisms.data or [])),
            caseload_cap=self.caseload_cap.data if manages else self.before.caseload_cap,
            away_from=self.away_from.data,
            away_until=self.away_until.data,
            is_lead=bool(self.is_lead.data) if manages else self.before.is_lead,
        )  # fmt: skip


class InviteForm(FlaskForm):
    email = EmailField(
        _("E-mail address"),
        [
            InputRequired(_("Enter an e-mail address.")),
            Email(_("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
    )
    language = SelectField(_("Language of the mail"), [InputRequired()], choices=LANGUAGE_CHOICES)


class CovenantForm(FlaskForm):
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=120)])
    purposes = WordCheckboxes(
        _("What it allows"),
        [InputRequired(_("Choose at least one."))],
        words=CovenantPurpose,
    )
    municipality = MunicipalityField(
        _("Municipality"), [Length(max=80)], description=_("Leave empty when it holds everywhere.")
    )
    signed_on = DateField(
        _("Signed on"), [InputRequired(_("Enter the day of signing, like 01-01-2027."))]
    )
    ends_on = DateField(
        _("Runs until"),
        [Optional()],
        description=_("The first day without covenant. Leave empty when there is no end yet."),
    )
    note = TextAreaField(_("Note"), [Length(max=2000), NoBsn()])

    def __init__(self, covenant: Covenant | None, names: dict[str, str], **kwargs: Any) -> None:
        data: dict[str, Any] = {}
        if covenant is not None:
            data = {
                "name": covenant.name,
                "purposes": covenant.purposes.split(),
                "municipality": names.get(covenant.municipality_code or "", ""),
                "signed_on": covenant.signed_on,
                "ends_on": covenant.ends_on,
                "note": covenant.note,
            }
        super().__init__(data=data, **kwargs)

    def validate_ends_on(self, field: Any) -> None:
        start = self.signed_on.data
        if field.data and isinstance(start, date) and field.data <= start:
            raise ValidationError(_("This day must come after the day of signing."))

    def terms(self) -> CovenantTerms:
        assert self.signed_on.data is not None  # the form was valid
        return CovenantTerms(
            name=self.name.data or "",
            purposes=tuple(CovenantPurpose(code) for code in self.purposes.data or []),
            signed_on=self.signed_on.data,
            ends_on=self.ends_on.data,
            municipality_code=self.municipality.code,
            note=self.note.data or "",
        )


class HandOverForm(FlaskForm):
    youths = WordCheckboxes(_("Who"), [InputRequired(_("Choose at least one youth."))])
    to = SelectField(_("To whom"), [InputRequired(_("Choose a colleague."))], choices=lambda: [])
    note = TextAreaField(
        _("What your colleague should know"),
        [Length(max=2000), NoBsn()],
        description=_("Only your colleague reads this. Leave out what is in the dossier already."),
    )

    def __init__(
        self, youths: list[tuple[int, str]], receivers: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.youths.choices = [SelectChoice(str(key), text) for key, text in youths]
        self.to.choices = [
            SelectChoice("", gettext("Choose a colleague")),
            *(SelectChoice(str(key), text) for key, text in receivers),
        ]


class DeputyForm(FlaskForm):
    absent = SelectField(_("Who is away"), choices=lambda: [])
    deputy = SelectField(
        _("Who stands in"), [InputRequired(_("Choose a colleague."))], choices=lambda: []
    )
    starts_on = DateField(
        _("First day"), [InputRequired(_("Enter the first day, like 01-01-2027."))]
    )
    ends_on = DateField(
        _("Last day"), [Optional()], description=_("Leave empty when it is not known yet.")
    )

    def __init__(
        self, accounts: list[Account], *, choose_absent: bool, me: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        first = [SelectChoice("", gettext("Choose a colleague"))]
        self.deputy.choices = first + [
            SelectChoice(str(one.id), one.name) for one in accounts if choose_absent or one.id != me
        ]
        if choose_absent:
            self.absent.choices = first + [SelectChoice(str(one.id), one.name) for one in accounts]
        else:
            del self.absent

    def validate_absent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose a colleague."))


class ProjectForm(FlaskForm):
    version = HiddenField()
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=160)])
    municipality_name = StringField(
        _("Municipality"), [InputRequired(_("Enter the name of a municipality.")), Length(max=80)]
    )
    target_group = WordSelect(
        _("Target group"), [InputRequired(CHOOSE_ONE)],
        words=AXES["target_group"], empty=_("Choose"),
    )  # fmt: skip
    problem = WordSelect(
        _("Problem"), [InputRequired(CHOOSE_ONE)], words=AXES["problem"], empty=_("Choose")
    )
    approach = WordSelect(
        _("Approach"), [InputRequired(CHOOSE_ONE)], words=AXES["approach"], empty=_("Choose")
    )
    partners = WordSelect(
        _("Partners"), [InputRequired(CHOOSE_ONE)], words=AXES["partners"], empty=_("Choose")
    )
    level = WordSelect(
        _("Level"), [InputRequired(CHOOSE_ONE)], words=AXES["level"], empty=_("Choose")
    )
    organisation = SelectField(_("Care organisation"), [Optional()], choices=lambda: [])
    note = TextAreaField(_("Note"), [Length(max=2000), NoBsn()])

    def __init__(
        self, project: Project | None, organisations: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        data: dict[str, Any] = {}
        if project is not None:
            data = {axis: getattr(project, axis).value for axis in AXES} | {
                "version": project.version,
                "name": project.name,
                "municipality_name": project.municipality_name,
                "organisation": str(project.organisation_id or ""),
                "note": project.note,
            }
        super().__init__(data=data, **kwargs)
        self.organisation.choices = [
            SelectChoice("", gettext("None")),
            *(SelectChoice(str(key), name) for key, name in organisations),
        ]

    def details(self) -> ProjectDetails:
        axes: dict[str, Any] = {axis: words(self[axis].data) for axis, words in AXES.items()}
        return ProjectDetails(
            name=self.name.data or "",
            municipality_name=self.municipality_name.data or "",
            organisation_id=int(self.organisation.data) if self.organisation.data else None,
            note=self.note.data or "",
            **axes,
        )
