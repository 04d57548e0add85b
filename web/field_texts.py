"""Messages that fit any field, and so do not say of themselves of which field they are.

The summary of mistakes puts the label of the field before them (`web.fields.errors_of`).
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString


class FitsAnyField(LazyString):
    """A message in the language of the reader, like what `lazy_gettext` gives."""

    def __init__(self, message: LazyString | str) -> None:
        super().__init__(lambda: str(message))


CHOOSE_ONE = FitsAnyField(_("Choose one."))
CHOOSE_AN_ANSWER = FitsAnyField(_("Choose an answer."))
ENTER_A_DAY = FitsAnyField(_("Enter a day, like 31-12-2026."))
ENTER_A_NUMBER = FitsAnyField(_("Enter a number, like 2."))
WRITE_A_FEW_WORDS = FitsAnyField(_("Write a few words."))
NO_DATE = FitsAnyField(_("Write the date like this: 31-12-2026."))
NO_NUMBER = FitsAnyField(_("Write a number, like 15."))
NO_AMOUNT = FitsAnyField(_("Write the amount in euros, like 450 or 450.00."))
HOLDS_A_BSN = FitsAnyField(
    _("This looks like a citizen service number (BSN). Take it out: we keep none.")
)
