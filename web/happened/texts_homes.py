"""Photos and points of rooms: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "photo.add": _("Photo added"),
    "photo.change": _("Photo changed"),
    "photo.delete": _("Photo deleted"),
    "photo.move": _("Photo put in another place"),
    "points.accept": _("Legal maximum taken over from the points"),
    "points.count": _("Points counted"),
    "points.describe": _("Spaces for the points filled in"),
}

SUBJECTS: dict[str, Any] = {
    "photo": _("Photo"),
    "points": _("Points of a room"),
}

FIELDS: dict[str, Any] = {
    "caption": _("caption"),
    "photo_room": _("what is on the photo"),
}
