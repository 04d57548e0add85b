"""The stays, those that the demo accounts look at, who is responsible for each, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from matcher.words import ContactKind, PlacementStatus
from seed.demo.accounts import COLLEAGUE, ELSEWHERE, GUIDE, STAND_IN
from seed.demo.before.around import Region
from seed.demo.before.staff import REFERRER
from seed.demo.chance import stream
from seed.demo.history import Placed
from seed.demo.rows import Batch, IdOf, Row, StaffId, moment

COORDINATORS = ("coordinator", COLLEAGUE)


@dataclass(frozen=True)
class Lived:
    """One stay of the region; ``number`` names its streams."""

    region: Region
    number: int
    placed: Placed
    counsellor: StaffId | None

    @property
    def is_active(self) -> bool:
        return self.placed.stay.status == PlacementStatus.ACTIVE

    @property
    def is_ended(self) -> bool:
        return self.placed.stay.status == PlacementStatus.ENDED

    @property
    def starts_on(self) -> date:
        return self.placed.stay.starts_on

    @property
    def ends_on(self) -> date | None:
        return self.placed.stay.ends_on

    @property
    def is_elsewhere(self) -> bool:
        return self.placed.dwelling.town.municipality not in self.region.municipalities

    @property
    def coordinator(self) -> StaffId:
        return StaffId(ELSEWHERE if self.is_elsewhere else COORDINATORS[self.number % 2])

    @property
    def deputy(self) -> StaffId:
        return StaffId(STAND_IN if self.is_elsewhere else COORDINATORS[(self.number + 1) % 2])

    @property
    def id(self) -> IdOf:
        return IdOf(self.placed.row)

    def chance(self, subject: str) -> Random:
        return stream(self.region.seed, f"after {subject}", self.number)


def look_at_stays(region: Region) -> list[Lived]:
    """Return the stays in homes of the region, numbered as in the set."""
    found = []
    for number, placed in enumerate(region.demo.placed, 1):
        if placed.dwelling.town.municipality in region.municipalities:
            own = placed.person.organisation == region.own_organisation
            counsellor = StaffId(GUIDE if number % 3 == 0 else REFERRER) if own else None
            found.append(Lived(region, number, placed, counsellor))
    return found


def look_elsewhere(region: Region) -> list[Lived]:
    """Return all other stays: somebody is responsible for them too."""
    numbered = enumerate(region.demo.placed, 1)
    everywhere = [Lived(region, number, placed, None) for number, placed in numbered]
    return [one for one in everywhere if one.is_elsewhere]


def make_teams(stays: list[Lived]) -> list[Batch]:
    """Return care teams, numbers to call and the address that shows them."""
    going = [one for one in stays if not one.is_ended]
    teams: list[Row] = [
        {
            "placement_id": one.id,
            "responsible_id": one.coordinator,
            "deputy_id": one.deputy,
            "counsellor_id": one.counsellor,
            "since_on": one.starts_on,
        }
        for one in stays
    ]
    links: list[Row] = [
        {
            "placement_id": one.id,
            "nonce": f"{one.chance('link').getrandbits(128):032x}",
            "made_at": moment(one.starts_on, 9),
            "is_active": True,
        }
        for one in going
    ]
    return [
        ("care_team", teams),
        ("emergency_contact", [row for one in going for row in _numbers(one)]),
        ("emergency_link", links),
    ]


def _numbers(one: Lived) -> list[Row]:
    lines = (
        (ContactKind.COORDINATOR, "", "06-00001234", "ma-vr 9-17 uur"),
        (ContactKind.ON_CALL, "", "06-00005678", "avond, nacht en weekend"),
        (ContactKind.POLICE, "", "0900-8844", "24/7"),
    )
    return [
        {
            "placement_id": one.id,
            "position": position,
            "kind": kind,
            "label": label,
            "phone": phone,
            "hours": hours,
        }
        for position, (kind, label, phone, hours) in enumerate(lines, 1)
    ]
