"""Words for the events of messages."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "message.giveup": _("Message could not be sent"),
    "message.retry": _("Message tried once more"),
}
SUBJECTS: dict[str, Any] = {"message": _("Message")}
