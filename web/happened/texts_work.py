"""The work list and the case meeting: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "meeting.close": _("Case meeting closed"),
    "meeting.decide": _("Decided in the case meeting"),
    "meeting.open": _("Case meeting opened"),
    "meeting.plan": _("Case meeting planned"),
    "work.putoff": _("Work put off"),
    "work.handback": _("Work that was handed over given back"),
    "work.handover": _("Work handed over to a colleague"),
    "work.remind": _("Reminded colleagues of work"),
    "work.wish": _("Wish about the mail in the morning changed"),
}

SUBJECTS: dict[str, Any] = {
    "meeting": _("Case meeting"),
    "work": _("Work list"),
}
