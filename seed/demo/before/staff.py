"""Teams of every demo organisation, the workers among the demo accounts, and who visits homes."""

from __future__ import annotations

from datetime import timedelta

from matcher.words import CovenantPurpose, Specialism
from seed.demo.accounts import GUIDE, VISITOR
from seed.demo.before.around import Region
from seed.demo.chance import stream
from seed.demo.rows import Batch, IdOf, OrganisationId, Row, StaffId

#: Of the first worker's colleague only: an organisation of which every worker has a cap limits
#: a round, and one account stands for many workers here.
CASELOAD_CAP = 15
REFERRER = "verwijzer"

SPECIALISMS = {
    REFERRER: (Specialism.HOUSING, Specialism.DEBTS),
    GUIDE: (Specialism.WORK_SCHOOL, Specialism.NEWCOMERS),
    VISITOR: (Specialism.HOUSING, Specialism.MENTAL_HEALTH, Specialism.FAMILY),
}
PURPOSES = (CovenantPurpose.REFER, CovenantPurpose.CONSULT, CovenantPurpose.VISITS)


def make_staff(region: Region) -> list[Batch]:
    teams = {one.code: _team(one.code, one.base.name) for one in region.demo.organisations}
    own, other = teams[region.own_organisation], teams[region.other_organisation]
    workers = [
        _worker(REFERRER, own, None, is_lead=True),
        _worker(GUIDE, own, CASELOAD_CAP, is_lead=False),
        _worker(VISITOR, other, None, is_lead=True),
    ]
    specialisms: list[Row] = [
        {"account_id": StaffId(name), "specialism": one}
        for name, chosen in SPECIALISMS.items()
        for one in chosen
    ]
    visitors = [
        _visitor(region, GUIDE, 3, 900, "nl en"), _visitor(region, VISITOR, 2, 400, "nl ar"),
    ]  # fmt: skip
    return [
        ("team", list(teams.values())),
        ("worker", workers),
        ("worker_specialism", specialisms),
        ("covenant", [_covenant(region, team) for team in (own, other)]),
        ("visitor", visitors),
    ]


def _team(code: str, town: str) -> Row:
    return {"organisation_id": OrganisationId(code), "name": f"Team {town}"}


def _worker(name: str, team: Row, cap: int | None, *, is_lead: bool) -> Row:
    return {
        "account_id": StaffId(name),
        "team_id": IdOf(team),
        "is_lead": is_lead,
        "caseload_cap": cap,
        "away_from": None,
        "away_until": None,
        "left_on": None,
        "version": 1,
    }


def _covenant(region: Region, team: Row) -> Row:
    return {
        "organisation_id": team["organisation_id"],
        "municipality_code": region.main,
        "name": "Samenwerking rond jongeren die een kamer zoeken",
        "purposes": " ".join(PURPOSES),
        "signed_on": region.today - timedelta(days=500),
        "ends_on": region.today + timedelta(days=230),
        "note": "",
        "reminded_on": None,
    }


def _visitor(region: Region, name: str, visits: int, trained_days_ago: int, languages: str) -> Row:
    """Return a trained visitor, who starts somewhere in the main town."""
    town = region.demo.country.main_town(region.main)
    latitude, longitude = town.position_near(stream(region.seed, f"visitor {name}"))
    return {
        "account_id": StaffId(name),
        "trained_on": region.today - timedelta(days=trained_days_ago),
        "visits_per_week": visits,
        "place_name": town.name,
        "latitude": latitude,
        "longitude": longitude,
        "is_available": True,
        "languages": languages,
    }
