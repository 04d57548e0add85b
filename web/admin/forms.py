from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from matcher.accounts.rules import LONGEST_PASSPHRASE
from matcher.database.places import Contract, Municipality
from matcher.geography.reference import load
from matcher.municipalities.contracts import terms_of
from matcher.municipalities.rules import ContractTerms
from matcher.words import Role
from matcher.youths.listing import organisations
from web.fields import DateField, MoneyField, WordCheckboxes
from web.session import database


class MunicipalityField(StringField):
    """The name of one municipality; ``code`` is its CBS code."""

    code: str | None = None

    def pre_validate(self, form: Any) -> None:
        self.code = _code_of(self.data) if (self.data or "").strip() else None


class MunicipalitiesField(StringField):
    """Names of municipalities with a comma between; ``codes`` are their CBS codes."""

    codes: tuple[str, ...] = ()

    def pre_validate(self, form: Any) -> None:
        names = [name for name in (self.data or "").split(",") if name.strip()]
        self.codes = tuple(_code_of(name) for name in names)


def _code_of(name: str | None) -> str:
    found = load().find_municipality((name or "").strip())
    if found is None or database.get(Municipality, found.code) is None:
        raise ValidationError(
            gettext("We do not know the municipality '%(name)s'.", name=(name or "").strip())
        )
    return found.code


def _passphrase_help() -> Any:
    return _("At least 15 characters. Four words that nobody would expect together work well.")


class AccountForm(FlaskForm):
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=120)])
    email = EmailField(
        _("E-mail address"),
        [
            InputRequired(_("Enter an e-mail address.")),
            Email(_("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
    )
    roles = WordCheckboxes(_("Roles"), [InputRequired(_("Choose at least one role."))], words=Role)
    organisation = SelectField(
        _("Care organisation"), description=_("Needed for a referrer."),
        choices=lambda: [SelectChoice("", gettext("None")),
                 *(SelectChoice(o.code, o.name) for o in organisations(database))],
    )  # fmt: skip
    municipality = MunicipalityField(
        _("Own municipality"), [Length(max=80)], description=_("Needed for a municipal officer.")
    )
    regions = MunicipalitiesField(
        _("Municipalities of the coordinator"),
        [Length(max=2000)],
        description=_("Needed for a coordinator. Names with a comma between."),
    )
    reference = StringField(
        _("Reference of the dossier"),
        [Length(max=40)],
        description=_("Needed for a host or a youth, like H-7KQ2MX or J-4XW9RT."),
    )
    passphrase = PasswordField(
        _("First passphrase"),
        [Length(max=LONGEST_PASSPHRASE)],
        description=_("Leave empty and nobody can sign in yet. At least 15 characters."),
        render_kw={"autocomplete": "new-password"},
    )

    def validate_organisation(self, field: Any) -> None:
        if Role.REFERRER in (self.roles.data or []) and not field.data:
            raise ValidationError(_("A referrer belongs to a care organisation. Choose one."))

    def validate_municipality(self, field: Any) -> None:
        if Role.MUNICIPALITY_OFFICER in (self.roles.data or []) and not (field.data or "").strip():
            raise ValidationError(_("A municipal officer belongs to one municipality. Enter it."))

    def validate_regions(self, field: Any) -> None:
        if Role.COORDINATOR in (self.roles.data or []) and not (field.data or "").strip():
            raise ValidationError(_("A coordinator works in municipalities. Enter them."))

    def validate_reference(self, field: Any) -> None:
        own = {Role.HOST, Role.YOUTH}.intersection(self.roles.data or [])
        if own and not (field.data or "").strip():
            raise ValidationError(_("The account of a host or a youth belongs to a dossier."))
        if len(own) > 1:
            raise ValidationError(_("Nobody is a host and a youth at once. Choose one."))


class InvitationForm(AccountForm):
    """The same as for an account; the person adds the name and the passphrase."""

    name = None
    passphrase = None
    language = SelectField(
        _("Language of the mail"),
        [InputRequired()],
        choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")],
    )


class RegionsForm(FlaskForm):
    regions = MunicipalitiesField(
        _("Municipalities of the coordinator"),
        [InputRequired(_("A coordinator works in municipalities. Enter them.")), Length(max=2000)],
        description=_("Names with a comma between. What is left out is out of reach at once."),
    )


class NewPassphraseForm(FlaskForm):
    new = PasswordField(
        _("New passphrase"),
        [InputRequired(_("Choose a new passphrase.")), Length(max=LONGEST_PASSPHRASE)],
        description=_passphrase_help(),
        render_kw={"autocomplete": "new-password"},
    )


class ContractForm(FlaskForm):
    """``contract`` is given when one is changed."""

    municipality = MunicipalityField(
        _("Municipality"), [InputRequired(_("Enter the name of a municipality.")), Length(max=80)]
    )
    starts_on = DateField(
        _("First day"), [InputRequired(_("Enter the first day, like 01-01-2027."))]
    )
    ends_on = DateField(
        _("Runs until"),
        [Optional()],
        description=_("The first day without contract. Leave empty when there is no end yet."),
    )
    placement_limit = IntegerField(
        _("Youths with a room at the same time, at most"),
        [Optional(), NumberRange(0, 100_000, _("Enter a number from 0."))],
        description=_("Matching rounds keep to it. Leave empty when there is no limit."),
    )
    tariff = MoneyField(
        _("Tariff per year"), [Optional()], description=_("Leave empty when it is not known.")
    )

    def __init__(self, contract: Contract | None = None, **kwargs: Any) -> None:
        data = {}
        if contract is not None:
            data = {
                "municipality": contract.municipality.name,
                "starts_on": contract.starts_on,
                "ends_on": contract.ends_on,
                "placement_limit": contract.placement_limit,
                "tariff": contract.tariff_cents,
            }
        super().__init__(data=data, **kwargs)
        if contract is not None:
            del self.municipality

    def validate_ends_on(self, field: Any) -> None:
        start = self.starts_on.data
        if field.data and isinstance(start, date) and field.data <= start:
            raise ValidationError(_("This day must come after the first day."))

    def terms(self) -> ContractTerms:
        assert self.starts_on.data is not None  # the form was valid
        return ContractTerms(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            placement_limit=self.placement_limit.data,
            tariff_cents=self.tariff.data,
        )


def seen_mark(contract: Contract) -> str:
    """Return what the form hides, to tell whether the contract changed in the meantime."""
    terms = terms_of(contract)
    return f"{terms.starts_on}|{terms.ends_on}|{terms.placement_limit}|{terms.tariff_cents}"
