from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from matcher.accounts.rules import LONGEST_PASSPHRASE


class AcceptForm(FlaskForm):
    email = EmailField(  # shown, for password managers too; what comes back is not read
        _("E-mail address"),
        description=_("You sign in with this address."),
        render_kw={"readonly": True, "autocomplete": "username"},
    )
    name = StringField(
        _("Your name"),
        [InputRequired(_("Enter your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    new = PasswordField(
        _("Choose a passphrase"),
        description=_(
            "At least 15 characters. Four words that nobody would expect together work well."
        ),
        validators=[
            InputRequired(_("Choose a passphrase.")),
            Length(max=LONGEST_PASSPHRASE, message=_("Use at most %(max)d characters.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("The passphrase once more"),
        validators=[
            InputRequired(_("Enter the passphrase once more.")),
            EqualTo("new", _("The two passphrases are not the same.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.flags.required = True  # it is always filled in: nothing optional about it
