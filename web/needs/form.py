"""The questions about what a youth needs and where: asked when registering, and changed later."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.database.youths import Youth, YouthPlace
from matcher.inforce import policy_in_force
from matcher.words import (
    Attention,
    DayActivity,
    GenderWish,
    GuidanceKind,
    Interest,
    PlaceKind,
    PlaceTime,
    TargetGroup,
    Word,
)
from matcher.youths.needs import Needs, Situation, Spot
from web.field_texts import CHOOSE_ONE, ENTER_A_DAY
from web.fields import (
    DateField,
    MoneyField,
    NoBsn,
    WordCheckboxes,
    WordRadio,
    WordSelect,
    plausible_rent,
)
from web.formatting import label, sentence
from web.host.languages import SPOKEN, SpokenLanguages
from web.needs.fields import Checkboxes, CommaNumber, Town


class Urgency(Word):
    NONE = "0", "geen haast", "no hurry"
    SOME = "1", "binnen een half jaar", "within half a year"
    SOON = "2", "binnen drie maanden", "within three months"
    NOW = "3", "staat (bijna) op straat", "(almost) homeless"


#: name of the field → (kind, time when it is new)
SLOTS: dict[str, tuple[PlaceKind, PlaceTime]] = {
    "home_town": (PlaceKind.HOME, PlaceTime.NOW),
    "birth_town": (PlaceKind.BIRTH, PlaceTime.PAST),
    "study_town": (PlaceKind.STUDY, PlaceTime.NOW),
    "work_town": (PlaceKind.WORK, PlaceTime.NOW),
    "family_town": (PlaceKind.FAMILY, PlaceTime.NOW),
    "other_town": (PlaceKind.OTHER, PlaceTime.LATER),
    "avoid_town": (PlaceKind.AVOID, PlaceTime.NOW),
}


class NeedsForm(FlaskForm):
    """Needs, wishes and places. ``youth`` is given when a dossier is changed."""

    ready_on = DateField(_("Can move in from"), [InputRequired(ENTER_A_DAY)])
    out_of_care_on = DateField(
        _("Leaves youth care on"), [Optional()], description=_("If there is such a date.")
    )
    target_group = WordRadio(
        _("Target group"), [InputRequired(CHOOSE_ONE)], words=TargetGroup,
        description=_(
            "Light: needs a push to finish school, has tensions at home or no place of their own. "
            "Middle: no work or school for some time, money worries, but independence is in sight. "
            "Heavy: the same, and the way to independence is still long."
        ),
    )  # fmt: skip
    urgency = WordRadio(
        _("How urgent is a room?"), [InputRequired(CHOOSE_ONE)],
        words=Urgency, default=Urgency.NONE.value,
    )  # fmt: skip
    budget = MoneyField(
        _("Budget for rent"), [InputRequired(_("Enter the budget, like 450.")), plausible_rent],
        description=_("What somebody can pay each month, everything included."),
    )  # fmt: skip
    guidance_kind = WordRadio(
        _("Kind of guidance"), [InputRequired(CHOOSE_ONE)], words=GuidanceKind
    )
    day_activity = WordSelect(
        _("What does the youth do during the day?"), [InputRequired(CHOOSE_ONE)],
        words=DayActivity, empty=_("Choose"),
    )  # fmt: skip
    household_gender_wish = WordRadio(
        _("Which adults may live in the home?"), [InputRequired(CHOOSE_ONE)],
        words=GenderWish, default=GenderWish.ANY.value,
    )  # fmt: skip
    smokes = BooleanField(_("The youth smokes"))
    has_pet = BooleanField(_("The youth brings a pet"))
    allergic_to_cats = BooleanField(_("Allergic to cats"))
    allergic_to_dogs = BooleanField(_("Allergic to dogs"))
    needs_step_free = BooleanField(_("Needs a room without stairs"))
    accepts_children = BooleanField(_("Children in the home are fine"), default=True)
    accepts_smoking_household = BooleanField(_("Smoking in the home is fine"), default=True)
    accepts_pets = BooleanField(_("Pets in the home are fine"), default=True)
    languages = SpokenLanguages(
        _("Which languages does the youth speak?"), [Optional()], default=["nl"]
    )
    interests = WordCheckboxes(_("What does the youth like to do?"), [Optional()], words=Interest)
    attention_wish = WordRadio(
        _("How much contact with the host?"), [InputRequired(CHOOSE_ONE)],
        words=Attention, default=Attention.SOME.value,
    )  # fmt: skip
    age_exception = BooleanField(_("There is a reasoned exception to the age limits"))
    age_exception_reason = TextAreaField(
        _("Reason for the exception"), [Length(max=1000), NoBsn()],
        description=_("Only when you tick the box. A second person decides on it. No medical details."),
    )  # fmt: skip
    home_town = Town(_("Home town"), [InputRequired(_("Enter the home town.")), Length(max=80)])
    birth_town = Town(_("Birth town"), [Length(max=80)],
                      description=_("Leave empty when it is outside the Netherlands."))  # fmt: skip
    study_town = Town(_("Study town"), [Length(max=80)])
    work_town = Town(_("Work town"), [Length(max=80)])
    family_town = Town(_("Town of family or friends"), [Length(max=80)])
    other_town = Town(_("Another place that matters"), [Length(max=80)])
    avoid_town = Town(
        _("Place to avoid"), [Length(max=80)],
        description=_("Rooms near this place are never proposed."),
    )  # fmt: skip
    avoid_radius = CommaNumber(
        _("How far away from it at least?"),
        [Optional(), NumberRange(1, 100, _("Enter a distance from 1 to 100 km."))], places=1,
    )  # fmt: skip
    max_distance = CommaNumber(
        _("How far may a room be from one of the places?"),
        [InputRequired(_("Enter a distance, like 15.")),
         NumberRange(1, 300, _("Enter a distance from 1 to 300 km."))], places=1,
    )  # fmt: skip
    kept_places = Checkboxes(_("Further places"), [Optional()], coerce=int)

    def __init__(self, youth: Youth | None = None, **kwargs: Any) -> None:
        self.youth = youth
        self.stored, further = _by_slot(youth)
        super().__init__(data=_data_of(youth, self.stored, further), **kwargs)
        self.kept_places.choices = [
            (place.id, f"{sentence(label(place.kind))}: {place.name}") for place in further
        ]
        self.further = further

    def is_unchanged(self, field: Town) -> bool:
        stored = self.stored.get(field.name)
        return stored is not None and stored.name == (field.data or "").strip()

    def validate_age_exception_reason(self, field: Any) -> None:
        if self.age_exception.data and not (field.data or "").strip():
            raise ValidationError(_("Write down why there is an exception."))

    def situation(self) -> Situation:
        assert self.ready_on.data is not None  # the form was valid
        return Situation(
            ready_on=self.ready_on.data,
            out_of_care_on=self.out_of_care_on.data,
            target_group=TargetGroup(self.target_group.data),
            urgency=int(self.urgency.data),
        )

    def needs(self) -> Needs:
        stored = self.youth.needs if self.youth else None
        return Needs(
            budget_cents=self.budget.data or 0,
            guidance_kind=int(self.guidance_kind.data),
            day_activity=DayActivity(self.day_activity.data),
            max_distance_km=float(self.max_distance.data),
            household_gender_wish=GenderWish(self.household_gender_wish.data),
            languages=_codes(self.languages.data, stored.languages if stored else ""),
            interests=_codes(self.interests.data, stored.interests if stored else ""),
            attention_wish=int(self.attention_wish.data),
            age_exception_reason=(self.age_exception_reason.data or "").strip(),
            **{name: bool(self[name].data) for name in _FLAGS},
        )

    def spots(self) -> tuple[Spot, ...]:
        """Return all places: a town that was not changed keeps its exact position."""
        found = [_stored_spot(place) for place in self.further
                 if place.id in (self.kept_places.data or [])]  # fmt: skip
        for name, (kind, time) in SLOTS.items():
            spot = self._spot(name, kind, time)
            if spot is not None:
                found.append(spot)
        return tuple(found)

    def _spot(self, name: str, kind: PlaceKind, time: PlaceTime) -> Spot | None:
        field, stored = self[name], self.stored.get(name)
        if not (field.data or "").strip():
            return None
        if field.found is None and stored is not None:
            spot = _stored_spot(stored)
        else:
            place = field.found
            spot = Spot(
                time=stored.time if stored else time,
                kind=kind,
                name=place.name,
                municipality_code=place.municipality,
                latitude=place.latitude,
                longitude=place.longitude,
            )
        if kind != PlaceKind.AVOID:
            return spot
        default = policy_in_force().distance.default_avoid_radius_km
        radius = self.avoid_radius.data
        return Spot(**{**asdict(spot), "radius_km": float(radius if radius else default)})


_FLAGS = (
    "smokes", "has_pet", "allergic_to_cats", "allergic_to_dogs", "needs_step_free",
    "accepts_children", "accepts_smoking_household", "accepts_pets", "age_exception",
)  # fmt: skip


def _by_slot(youth: Youth | None) -> tuple[dict[str, YouthPlace], list[YouthPlace]]:
    """Return the first stored place of each field, and the places for which there is no field."""
    found: dict[str, YouthPlace] = {}
    further: list[YouthPlace] = []
    names = {kind: name for name, (kind, _time) in SLOTS.items()}
    for place in youth.places if youth else ():
        name = names.get(place.kind, "")
        if not name or name in found:
            further.append(place)
        else:
            found[name] = place
    return found, further


def _data_of(
    youth: Youth | None, stored: dict[str, YouthPlace], further: list[YouthPlace]
) -> dict[str, Any]:
    if youth is None:
        return {"max_distance": policy_in_force().distance.default_maximum_km}
    needs = youth.needs
    avoided = stored.get("avoid_town")
    return {
        **{name: getattr(needs, name) for name in _FLAGS},
        **{name: place.name for name, place in stored.items()},
        "ready_on": youth.ready_on,
        "out_of_care_on": youth.out_of_care_on,
        "target_group": youth.target_group.value,
        "urgency": str(youth.urgency),
        "budget": needs.budget_cents,
        "guidance_kind": str(needs.guidance_kind),
        "day_activity": needs.day_activity.value,
        "max_distance": needs.max_distance_km,
        "household_gender_wish": needs.household_gender_wish.value,
        "languages": needs.languages.split(),
        "interests": needs.interests.split(),
        "attention_wish": str(needs.attention_wish),
        "age_exception_reason": needs.age_exception_reason,
        "avoid_radius": avoided.radius_km if avoided else None,
        "kept_places": [place.id for place in further],
    }


def _stored_spot(place: YouthPlace) -> Spot:
    return Spot(
        time=place.time,
        kind=place.kind,
        name=place.name,
        municipality_code=place.municipality_code,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        note=place.note,
    )


def _codes(chosen: list[str] | None, before: str) -> str:
    """Return the chosen codes; the text as it was when nothing changed but the order.

    Languages that the form does not list stay: nobody unticked them.
    """
    unlisted = [code for code in before.split() if code not in {*SPOKEN, *Interest.codes()}]
    wanted = [*(chosen or []), *unlisted]
    return before if set(wanted) == set(before.split()) else " ".join(dict.fromkeys(wanted))
