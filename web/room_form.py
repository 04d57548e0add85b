"""All of a room in one form, for its host and for a coordinator, and the room that it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired, Optional

from matcher.database.hosts import Room
from matcher.rooms.service import RoomDetails
from matcher.rooms.terms import Terms
from matcher.rounds.rules import Window
from matcher.words import GenderWish, GuidanceKind
from web.field_texts import CHOOSE_ONE
from web.fields import MoneyField, WordCheckboxes, WordRadio
from web.room_fields import AT_A_HOST, MOST_PERIODS, Housemate, Periods, Rent, RoomFacts


class RoomForm(Periods, RoomFacts, Rent, Housemate):
    """All of a room on one page, for a host who changes it or adds one."""

    def __init__(self, room: Room | None, terms: Terms | None, today: date, **kwargs: Any) -> None:
        self.today = today
        self.room = room
        held = room.availabilities if room else []
        periods = [Window(p.free_from, p.free_until) for p in held]
        current = [p for p in periods if p.free_until is None or p.free_until > today]
        shown = current[:MOST_PERIODS]
        self.kept = [p for p in periods if p not in shown]  # over, or more than fit
        super().__init__(data=_data_of(room, terms, shown) if room else None, **kwargs)

    def legal_max_rent_cents(self) -> int | None:
        """Return what stays: a host counts points elsewhere, and does not type the outcome."""
        return self.room.legal_max_rent_cents if self.room else None

    def guidance(self) -> str:
        """Return the kinds ticked, and those of the room that this form does not offer."""
        kept = set(self.room.accepts_guidance if self.room else "") - {w.value for w in AT_A_HOST}
        return "".join(sorted({*(self.accepts_guidance.data or []), *kept}))

    def details(self) -> RoomDetails:
        return replace(
            room_details(self.data, self.periods()),
            legal_max_rent_cents=self.legal_max_rent_cents(),
            accepts_guidance=self.guidance(),
            periods=(*self.kept, *self.periods()),
        )


class CoordinatorRoomForm(RoomForm):
    """The same with what a coordinator records: the legal maximum, and every kind of guidance."""

    legal_max_rent = MoneyField(
        _("Legal maximum rent"),
        [Optional()],
        description=_("By the points system (WWSO). Leave empty when nobody has counted yet."),
    )
    accepts_gender = WordRadio(
        _("Who may live there"), [InputRequired(CHOOSE_ONE)], words=GenderWish
    )
    accepts_guidance = WordCheckboxes(
        _("Guidance the host can live with"),
        [InputRequired(_("Choose at least one kind of guidance."))],
        words=GuidanceKind,
    )

    def legal_max_rent_cents(self) -> int | None:
        cents: int | None = self.legal_max_rent.data
        return cents

    def guidance(self) -> str:
        return "".join(sorted(self.accepts_guidance.data or []))


def room_details(told: dict[str, Any], periods: list[Window]) -> RoomDetails:
    """Return the room that valid answers make, from the fields of the forms above together."""
    return RoomDetails(
        description=(told["description"] or "").strip(),
        area_m2=None if told["area_m2"] is None else float(told["area_m2"]),
        rent_cents=told["rent"] or 0,
        legal_max_rent_cents=None,
        min_age=told["min_age"] or 0,
        max_age=told["max_age"] or 0,
        accepts_gender=GenderWish(told["accepts_gender"]),
        smoking_allowed=bool(told["smoking_allowed"]),
        pets_welcome=bool(told["pets_welcome"]),
        step_free=bool(told["step_free"]),
        accepts_guidance="".join(sorted(told["accepts_guidance"] or [])),
        requires_day_activity=bool(told["requires_day_activity"]),
        periods=tuple(periods),
        terms=Terms(
            included=" ".join(told["included"] or []),
            service_cents=told["service"] or 0,
            deposit_cents=told["deposit"],
            is_furnished=bool(told["is_furnished"]),
            notes=(told["notes"] or "").strip(),
            housemate_wish=(told["housemate_wish"] or "").strip(),
            limits=(told["limits"] or "").strip(),
        ),
    )


def _data_of(room: Room, terms: Terms | None, shown: list[Window]) -> dict[str, Any]:
    told = terms or Terms()
    data: dict[str, Any] = {
        "description": room.description,
        "area_m2": room.area_m2,
        "rent": room.rent_cents,
        "legal_max_rent": room.legal_max_rent_cents,
        "min_age": room.min_age,
        "max_age": room.max_age,
        "accepts_gender": room.accepts_gender.value,
        "smoking_allowed": room.smoking_allowed,
        "pets_welcome": room.pets_welcome,
        "step_free": room.step_free,
        "accepts_guidance": list(room.accepts_guidance),
        "requires_day_activity": room.requires_day_activity,
        "included": told.included.split(),
        "service": told.service_cents or None,
        "deposit": told.deposit_cents,
        "is_furnished": told.is_furnished,
        "notes": told.notes,
        "housemate_wish": told.housemate_wish,
        "limits": told.limits,
    }
    for number, period in enumerate(shown, start=1):
        data[f"free_from_{number}"] = period.free_from
        data[f"free_until_{number}"] = period.free_until
    return data
