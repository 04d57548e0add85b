"""Forms of the home and its spaces, each asking only what gives points."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matcher.database.rentpoints import HomeSpace
from matcher.rentpoints import rules
from matcher.rentpoints.fittings import (
    BATHROOM_FITTINGS,
    KITCHEN_FITTINGS,
    EnergyLabel,
    Monument,
    ToiletKind,
)
from matcher.rentpoints.rules import Building
from matcher.rentpoints.service import SpaceDetails
from matcher.words import SpaceKind
from web.field_texts import CHOOSE_ONE, ENTER_A_NUMBER
from web.fields import DateField, MoneyField, NoBsn, WordCheckboxes, WordRadio, WordSelect
from web.needs import CommaNumber

MOST_SHARING = 20
SMALL_M2 = 1.0  # what a toilet or hall counts as when nobody measured: too small for points
_NUMBER = {"inputmode": "numeric"}


class BuildingForm(FlaskForm):
    rooms_let = IntegerField(
        _("How many rooms do you let?"),
        [
            InputRequired(_("Enter how many rooms you let, like 1.")),
            NumberRange(1, MOST_SHARING - 1, _("Enter a number from 1 to 19.")),
        ],
        render_kw=_NUMBER,
    )
    built_in = IntegerField(
        _("Year of building"),
        [Optional(), NumberRange(1200, 2100, _("Enter a year, like 1974."))],
        description=_("Unknown? Look your address up on bagviewer.kadaster.nl."),
        render_kw=_NUMBER,
    )
    energy_label = WordSelect(
        _("Energy label"),
        [Optional()],
        words=EnergyLabel,
        empty=_("None, or not known"),
        description=_(
            "Look your address up on ep-online.nl. Labels from before 2021 do not count."
        ),
    )
    label_on = DateField(_("Day on which the label was registered"), [Optional()])
    woz = MoneyField(
        _("WOZ value"),
        [Optional()],
        description=_(
            "You find it in the assessment of your municipality, and on wozwaardeloket.nl."
        ),
    )
    woz_year = SelectField(_("Reference date of that value"), [Optional()])
    usable_m2 = IntegerField(
        _("Usable floor area of the whole home"),
        [Optional(), NumberRange(15, 2000, _("Enter the size of the whole home, like 110."))],
        description=_("Called 'gebruiksoppervlakte'; also on wozwaardeloket.nl."),
        render_kw=_NUMBER,
    )
    monument = WordRadio(_("Is the home a monument?"), [InputRequired(CHOOSE_ONE)],
                         words=Monument, default=Monument.NONE.value)  # fmt: skip

    def __init__(self, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today
        self.woz_year.choices = [
            SelectChoice("", gettext("Choose")),
            *(
                SelectChoice(str(year), gettext("1 January %(year)s", year=year))
                for year in rules.value_years(today)
            ),
        ]

    @staticmethod
    def values(known: Building, rooms_let: int) -> dict[str, Any]:
        return {
            "built_in": known.built_in,
            "energy_label": known.energy_label,
            "label_on": known.label_on,
            "woz": known.woz_cents,
            "woz_year": str(known.woz_year or ""),
            "usable_m2": known.usable_m2,
            "monument": known.monument,
            "rooms_let": rooms_let,
        }

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.energy_label.data and not self.label_on.data and not self.label_on.errors:
            self.label_on.errors = [gettext("Enter the day, so that we know whether it counts.")]
        if self.label_on.data and self.label_on.data > self.today:
            self.label_on.errors = [gettext("This day has yet to come.")]
        if self.woz.data and not self.woz_year.data:
            self.woz_year.errors = [gettext("Choose the reference date of the value.")]
        return is_valid and not (self.label_on.errors or self.woz_year.errors)

    def facts(self, municipality: str) -> Building:
        return Building(
            municipality=municipality,
            built_in=self.built_in.data,
            energy_label=self.energy_label.data or "",
            label_on=self.label_on.data,
            monument=self.monument.data,
            woz_cents=self.woz.data or None,
            woz_year=int(self.woz_year.data) if self.woz_year.data and self.woz.data else None,
            usable_m2=self.usable_m2.data,
        )


class SpaceForm(FlaskForm):
    """What is asked of every space; the kinds below ask more."""

    name = StringField(
        _("What do you call it?"),
        [Length(max=80), NoBsn()],
        description=_("Only needed when there are two of a kind, like 'bathroom upstairs'."),
    )
    area_m2 = CommaNumber(
        _("Size in square metres"),
        [
            InputRequired(_("Enter the size in square metres.")),
            NumberRange(0.5, 2000, _("Enter a size of at least 0.5 square metres.")),
        ],
        places=2,
        description=_("Length times width, measured from wall to wall."),
        render_kw={"inputmode": "decimal"},
    )
    shared_by = IntegerField(
        _("By how many households is it used?"),
        [
            InputRequired(ENTER_A_NUMBER),
            NumberRange(1, MOST_SHARING, _("Enter a number from 1 to 20.")),
        ],
        description=_("1: only the lodger of this room. With one lodger and yourselves: 2."),
        render_kw=_NUMBER,
    )
    is_heated = BooleanField(_("There is fixed heating: a radiator or floor heating"))

    def extra(self) -> dict[str, Any]:
        """Return what only this kind of space has, as the count takes it."""
        return {}

    def details(self, kind: SpaceKind, room_id: int) -> SpaceDetails:
        shared_by = self.shared_by.data or 1
        heated = "is_heated" in self and bool(self.is_heated.data)
        area = self.area_m2.data
        return SpaceDetails(
            kind=kind,
            room_id=room_id if shared_by == 1 else None,
            name=(self.name.data or "").strip(),
            area_m2=SMALL_M2 if area is None else float(area),
            is_heated=heated,
            shared_by=shared_by,
            details={key: value for key, value in self.extra().items() if value},
        )


class LivingForm(SpaceForm):
    basins = IntegerField(
        _("Number of basins"), [Optional(), NumberRange(0, 5)], default=0, render_kw=_NUMBER
    )
    is_cooled = BooleanField(_("There is fixed air conditioning"))

    def extra(self) -> dict[str, Any]:
        return {"basins": self.basins.data or 0, "is_cooled": bool(self.is_cooled.data)}


class KitchenForm(SpaceForm):
    worktop_cm = IntegerField(
        _("Length of the worktop in centimetres"),
        [
            InputRequired(_("Enter the length of the worktop, like 220.")),
            NumberRange(1, 2000, _("Enter a length in centimetres, like 220.")),
        ],
        description=_("The whole top, with sink and hob."),
        render_kw=_NUMBER,
    )
    fittings = WordCheckboxes(
        _("What is built in?"),
        [Optional()],
        words=KITCHEN_FITTINGS,
        description=_("Only what is fixed. A loose fridge or oven does not count."),
    )

    def extra(self) -> dict[str, Any]:
        return {"worktop_cm": self.worktop_cm.data, "fittings": self.fittings.data or []}


class BathroomForm(SpaceForm):
    showers = IntegerField(
        _("Number of showers"), [Optional(), NumberRange(0, 5)], default=1, render_kw=_NUMBER
    )
    baths = IntegerField(
        _("Number of baths"), [Optional(), NumberRange(0, 5)], default=0, render_kw=_NUMBER
    )
    basins = IntegerField(
        _("Number of basins"), [Optional(), NumberRange(0, 5)], default=1, render_kw=_NUMBER
    )
    toilet = WordRadio(_("Toilet in the bathroom"), [Optional()], words=ToiletKind, default="")
    fittings = WordCheckboxes(_("What else is there?"), [Optional()], words=BATHROOM_FITTINGS)

    def extra(self) -> dict[str, Any]:
        return {
            "showers": self.showers.data or 0,
            "baths": self.baths.data or 0,
            "basins": self.basins.data or 0,
            "toilet": self.toilet.data or "",
            "fittings": self.fittings.data or [],
        }


class ToiletForm(SpaceForm):
    area_m2 = CommaNumber(
        _("Size in square metres"),
        [Optional(), NumberRange(0.5, 50, _("Enter a size of at least 0.5 square metres."))],
        places=2,
        description=_("Below 2 square metres the size makes no difference: leave it empty."),
        render_kw={"inputmode": "decimal"},
    )
    toilet = WordRadio(
        _("What kind of toilet?"),
        [InputRequired(CHOOSE_ONE)],
        words=(ToiletKind.STANDING, ToiletKind.HANGING),
    )
    basins = IntegerField(
        _("Number of basins"), [Optional(), NumberRange(0, 5)], default=0, render_kw=_NUMBER
    )

    def extra(self) -> dict[str, Any]:
        return {"toilet": self.toilet.data, "basins": self.basins.data or 0}


class AtticForm(SpaceForm):
    has_fixed_stairs = BooleanField(_("One gets there by fixed stairs"))

    def extra(self) -> dict[str, Any]:
        return {"has_fixed_stairs": bool(self.has_fixed_stairs.data)}


class HallForm(SpaceForm):
    area_m2 = ToiletForm.area_m2


class OutsideForm(SpaceForm):
    is_heated = None


def form_class(kind: SpaceKind) -> type[SpaceForm]:
    """Return the form that asks what this kind of space needs."""
    if kind in rules.KITCHENS:
        return KitchenForm
    if kind in rules.BATHROOMS:
        return BathroomForm
    special: dict[str, type[SpaceForm]] = {
        "toilet": ToiletForm,
        "attic": AtticForm,
        "hall": HallForm,
    }
    if kind in special:
        return special[kind]
    if kind in rules.OUTSIDE:
        return OutsideForm
    return LivingForm if kind in rules.LIVING else SpaceForm


def first_values(kind: SpaceKind, rooms_let: int, area_m2: float | None) -> dict[str, Any]:
    """Return what a new space begins with; the size of the room itself is known already."""
    own = kind in rules.PRIVATE_FIRST
    return {
        "shared_by": 1 if own else rules.households_sharing(rooms_let),
        "area_m2": area_m2 if kind is SpaceKind.ROOM else None,
        "is_heated": kind in rules.LIVING or kind in rules.BATHROOMS,
    }


def values_of(space: HomeSpace) -> dict[str, Any]:
    return {
        "name": space.name,
        "shared_by": space.shared_by,
        "area_m2": space.area_m2,
        "is_heated": space.is_heated,
        **space.details,
    }
