from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from web.account.passphrase import new_passphrase, passphrase_again


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
    new = new_passphrase(_("Choose a passphrase"), _("Choose a passphrase."))
    again = passphrase_again(
        _("The passphrase once more"), _("The two passphrases are not the same.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.flags.required = True  # it is always filled in: nothing optional about it
