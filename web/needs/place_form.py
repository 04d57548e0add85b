"""One place of the plekkenkaart: when, what it means, where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.database.places import Municipality
from matcher.database.youths import YouthPlace
from matcher.hosts.addresses import locate, tidy_postcode
from matcher.inforce import policy_in_force
from matcher.words import PlaceKind, PlaceTime
from matcher.youths.needs import Spot
from web.field_texts import CHOOSE_ONE
from web.fields import NoBsn, WordRadio
from web.needs.fields import CommaNumber, Town
from web.session import database

_DIGITS = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True)
class Found:
    """Where a postcode is, in the words of a town."""

    name: str
    municipality: str
    latitude: float
    longitude: float


class TownOrPostcode(Town):
    """A town or village, or a postcode for a part of one; a postcode itself is not kept."""

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip()
        postcode = text if _DIGITS.fullmatch(text) else tidy_postcode(text)
        if postcode is None:
            super().pre_validate(form)
            return
        location = locate(database, postcode)
        if location is None or database.get(Municipality, location.municipality_code) is None:
            raise ValidationError(gettext("We do not know this postcode. Write the town instead."))
        self.found = Found(
            location.place_name, location.municipality_code, location.latitude, location.longitude
        )


class PlaceForm(FlaskForm):
    """``place`` is given when a place is changed."""

    where = TownOrPostcode(
        _("Where?"),
        [InputRequired(_("Enter a town, a village or a postcode.")), Length(max=80)],
        description=_("A town or village in the Netherlands, or a postcode like 3511 AB."),
    )
    kind = WordRadio(_("What is this place?"), [InputRequired(CHOOSE_ONE)], words=PlaceKind)
    time = WordRadio(
        _("When does it matter?"), [InputRequired(CHOOSE_ONE)], words=PlaceTime,
        default=PlaceTime.NOW.value,
    )  # fmt: skip
    radius = CommaNumber(
        _("How far away from it at least?"),
        [Optional(), NumberRange(1, 100, _("Enter a distance from 1 to 100 km."))],
        places=1,
        description=_("Only for a place to avoid: rooms nearer than this are never proposed."),
    )
    note = StringField(
        _("What does it mean to the youth?"),
        [Length(max=200, message=_("Write at most 200 characters.")), NoBsn()],
        description=_("In the words of the youth. Such as: grandma lives here. No address."),
    )

    def __init__(self, place: YouthPlace | None = None, **kwargs: Any) -> None:
        self.place = place
        super().__init__(data=_data_of(place), **kwargs)

    def is_unchanged(self, field: Town) -> bool:
        return self.place is not None and self.place.name == (field.data or "").strip()

    def spot(self) -> Spot:
        """Return the place; one whose name was not changed keeps its exact position."""
        kind = PlaceKind(self.kind.data)
        there = self.where.found or self._stored()
        radius = self.radius.data
        if kind != PlaceKind.AVOID or not radius:
            radius = policy_in_force().distance.default_avoid_radius_km
        return Spot(
            time=PlaceTime(self.time.data),
            kind=kind,
            name=there.name,
            municipality_code=there.municipality or None,
            latitude=there.latitude,
            longitude=there.longitude,
            radius_km=float(radius),
            note=(self.note.data or "").strip(),
        )

    def _stored(self) -> Found:
        assert self.place is not None  # the form was valid
        place = self.place
        return Found(place.name, place.municipality_code or "", place.latitude, place.longitude)


def _data_of(place: YouthPlace | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "where": place.name,
        "kind": place.kind.value,
        "time": place.time.value,
        "radius": place.radius_km if place.kind == PlaceKind.AVOID else None,
        "note": place.note,
    }
