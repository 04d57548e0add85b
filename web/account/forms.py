from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length

from matcher.accounts.rules import LONGEST_PASSPHRASE


class SignInForm(FlaskForm):
    email = EmailField(
        _("E-mail address"),
        validators=[InputRequired(_("Enter your e-mail address.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    passphrase = PasswordField(
        _("Passphrase"),
        validators=[InputRequired(_("Enter your passphrase.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class PassphraseForm(FlaskForm):
    present = PasswordField(
        _("Present passphrase"),
        validators=[InputRequired(_("Enter your present passphrase.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _("New passphrase"),
        description=_(
            "At least 15 characters. Four words that nobody would expect together work well."
        ),
        validators=[
            InputRequired(_("Choose a new passphrase.")),
            Length(max=LONGEST_PASSPHRASE, message=_("Use at most %(max)d characters.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("New passphrase once more"),
        validators=[
            InputRequired(_("Enter the passphrase once more.")),
            EqualTo("new", _("The two new passphrases are not the same.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class LanguageForm(FlaskForm):
    language = RadioField(
        _("Language"),
        choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")],
        validators=[InputRequired()],
    )
