"""The forms: both agreements at once, the signed copy, the day of moving in."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from matcher.agreements.details import LONGEST_TEXT, Details
from matcher.agreements.facts import Rule
from matcher.words import LegalGround
from web.fields import DateField, MoneyField, NoBsn, WordRadio
from web.host.rules_form import HouseRules, data_of, rules_told

LONGEST_NOTICE = 365


def _text(label: Any, help_: Any, most: int = LONGEST_TEXT) -> TextAreaField:
    return TextAreaField(label, [Length(max=most), NoBsn()], description=help_)


def _days(label: Any, help_: Any) -> IntegerField:
    return IntegerField(
        label,
        [
            InputRequired(_("Enter a number of days.")),
            NumberRange(0, LONGEST_NOTICE, _("Enter a number from 0 to 365.")),
        ],
        description=help_,
    )


class AgreementForm(HouseRules):
    """Both agreements. The fields have the names of `Details`; the rules have one per subject."""

    seen = HiddenField()
    legal_ground = WordRadio(
        _("Kind of contract"), [InputRequired(_("Choose the kind of contract."))], words=LegalGround
    )
    ground_note = _text(
        _("Why this kind of contract?"),
        _("Required for a listed group and for another ground. This text is in the agreement."),
        600,
    )
    starts_on = DateField(_("First day"), [InputRequired(_("Enter the first day."))])
    ends_on = DateField(
        _("Last day"),
        description=_("On this day the youth is out. Leave it empty when there is no end."),
    )
    notice_days_youth = _days(
        _("Notice by the youth, in days"), _("Mostly 30: one payment period.")
    )
    notice_days_host = _days(
        _("Notice by the host, in days"), _("Mostly 90, and longer after some years.")
    )
    rent_cents = MoneyField(
        _("Rent per month"),
        [InputRequired(_("Enter the rent."))],
        description=_("All of it, service costs included."),
    )
    service_cents = MoneyField(
        _("Of which service costs"), description=_("For heating, internet and the like.")
    )
    deposit_cents = MoneyField(_("Deposit"), description=_("Paid once. Empty: no deposit."))
    breach = _text(
        _("Anything else agreed for when somebody does not keep to it?"),
        _("The steps talk, warning, last warning and notice are in the text already."),
    )
    contact = _text(
        _("How often do youth and guidance meet?"), _("For example: every week, one hour."), 200
    )
    guidance = _text(
        _("What do you agree about the guidance?"),
        _("For example: open the post together, a place at school before the summer."),
    )
    reason = _text(
        _("Why is there a new version?"),
        _("This text is in the new version, for everybody to read."),
        600,
    )

    def details(self) -> Details:
        assert self.starts_on.data is not None  # required
        return Details(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            rent_cents=self.rent_cents.data or 0,
            service_cents=self.service_cents.data or 0,
            deposit_cents=self.deposit_cents.data or 0,
            notice_days_youth=self.notice_days_youth.data or 0,
            notice_days_host=self.notice_days_host.data or 0,
            legal_ground=LegalGround(self.legal_ground.data) if self.legal_ground.data else None,
            rules=tuple(
                Rule(rule.kind, " ".join(rule.text.split())) for rule in rules_told(self.data)
            ),
            ground_note=self.ground_note.data or "",
            breach=self.breach.data or "",
            guidance=self.guidance.data or "",
            contact=self.contact.data or "",
            reason=self.reason.data or "",
        )


def form_data(details: Details) -> dict[str, Any]:
    """Return what the form shows of details."""
    names = (
        "starts_on", "ends_on", "rent_cents", "service_cents", "deposit_cents",
        "notice_days_youth", "notice_days_host", "ground_note", "breach", "guidance", "contact",
        "reason",
    )  # fmt: skip
    shown: dict[str, Any] = {name: getattr(details, name) for name in names}
    ground = details.legal_ground
    shown["legal_ground"] = ground.value if ground is not None else None
    return shown | data_of(details.rules)  # type: ignore[arg-type]


class SignForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    signed_on = DateField(
        _("Day of the last signature"), [InputRequired(_("Enter the day of signing."))]
    )
    copy = FileField(
        _("The signed agreement"),
        [FileRequired(_("Choose the file with the signed agreement."))],
        description=_("A PDF, or a photo as JPEG or PNG, of at most 10 MB. All pages in one file."),
    )


class StartForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    moved_in_on = DateField(
        _("Day of moving in"), [InputRequired(_("Enter the day of moving in."))]
    )
