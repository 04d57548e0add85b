"""The two fields with which somebody chooses a passphrase, wherever that is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from matcher.accounts.rules import LONGEST_PASSPHRASE


def new_passphrase(label: LazyString, missing: LazyString) -> PasswordField:
    """A field to be named ``new``; whether it is good enough, the accounts decide."""
    return PasswordField(
        label,
        description=_(
            "At least 15 characters. Four words that nobody would expect together work well."
        ),
        validators=[
            InputRequired(missing),
            Length(max=LONGEST_PASSPHRASE, message=_("Use at most %(max)d characters.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


def passphrase_again(label: LazyString, differ: LazyString) -> PasswordField:
    """The same once more, against a slip of the fingers."""
    return PasswordField(
        label,
        validators=[
            InputRequired(_("Enter the passphrase once more.")),
            EqualTo("new", differ),
        ],
        render_kw={"autocomplete": "new-password"},
    )
