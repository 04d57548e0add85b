"""Words for the events of invitations."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "invitation.accept": _("Invitation accepted"),
    "invitation.make": _("Invited by mail"),
    "invitation.repeat": _("Invitation sent again"),
    "invitation.withdraw": _("Invitation withdrawn"),
}
SUBJECTS: dict[str, Any] = {"invitation": _("Invitation")}
