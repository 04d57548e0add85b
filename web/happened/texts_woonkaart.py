"""The woonkaart and the route maps: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "routemap.add": _("Route map added"),
    "routemap.change": _("Draft of the route map changed"),
    "routemap.discard": _("Draft of the route map thrown away"),
    "routemap.draft": _("Draft of the route map begun"),
    "routemap.own": _("Owners of the route map named"),
    "routemap.publish": _("Route map published"),
    "routemap.review": _("Route map looked at"),
    "school.add": _("School added to the woonkaart"),
    "school.change": _("School changed"),
    "woonkaart.keep": _("Woonkaart put in the dossier"),
}

SUBJECTS: dict[str, Any] = {
    "routemap": _("Route map"),
    "school": _("School"),
    "woonkaart": _("Woonkaart"),
}
