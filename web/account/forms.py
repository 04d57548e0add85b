from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from web.account.passphrase import new_passphrase, passphrase_again


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
        _("Current passphrase"),
        validators=[InputRequired(_("Enter your present passphrase.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    new = new_passphrase(_("New passphrase"), _("Choose a new passphrase."))
    again = passphrase_again(
        _("New passphrase once more"), _("The two new passphrases are not the same.")
    )


class LanguageForm(FlaskForm):
    language = RadioField(
        _("Language of the pages and of our mails"),
        choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")],
        validators=[InputRequired()],
    )
