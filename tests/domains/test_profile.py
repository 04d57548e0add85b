"""Life domains, own words, budget and places: what is stored, kept, refused and recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.domains import DomainLevel
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.domains import places, service
from matcher.domains.places import MOST_PLACES, PlaceRefused
from matcher.domains.service import Judged, OwnWords
from matcher.errors import NotFound, Stale, TextRefused
from matcher.policy import load_policy
from matcher.rounds.around import rooms_around
from matcher.rounds.snapshot import load_frames, youth_key
from matcher.words import LifeDomain, PlaceKind, PlaceTime
from matcher.youths.needs import Spot
from tests.factories import TODAY, add_room, add_youth

ACTOR = Actor(None, "web")
BSN = "Dit is 111222333"
LATER = date(2026, 4, 1)
WORDS = OwnWords(talents="Koken", wishes="", must_nots="Geen honden", preferences="Een tuin")
EDE = Spot(
    time=PlaceTime.NOW, kind=PlaceKind.SAFE, name="Ede", municipality_code=None,
    latitude=52.04, longitude=5.66, note="Bij oma",
)  # fmt: skip


@pytest.fixture
def youth(session: Session) -> Youth:
    return add_youth(session)


def told(session: Session, action: str) -> list[dict[str, object]]:
    events = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    return [event.details for event in session.scalars(events)]


def test_a_new_level_stands_beside_the_old_one(session: Session, youth: Youth) -> None:
    service.record_levels(
        session, ACTOR, youth.id, {LifeDomain.MONEY: Judged(2, "Schulden")}, TODAY
    )
    service.record_levels(session, ACTOR, youth.id, {LifeDomain.MONEY: Judged(4, "")}, LATER)
    rows = session.scalars(select(DomainLevel).order_by(DomainLevel.id)).all()
    assert [(row.level, row.note, row.recorded_on) for row in rows] == [
        (2, "Schulden", TODAY),
        (4, "", LATER),
    ]
    assert service.levels_now(session, youth.id) == {LifeDomain.MONEY: 4}
    assert told(session, "youth.judge") == [{"domains": 1}, {"domains": 1}]


def test_the_same_answer_again_is_no_new_level(session: Session, youth: Youth) -> None:
    judged = {LifeDomain.MONEY: Judged(2, "x"), LifeDomain.HEALTH: Judged(5)}
    assert service.record_levels(session, ACTOR, youth.id, judged, TODAY) == 2
    assert service.record_levels(session, ACTOR, youth.id, judged, LATER) == 0
    assert len(told(session, "youth.judge")) == 1


def test_own_words_are_kept_and_raise_the_version(session: Session, youth: Youth) -> None:
    before = youth.version
    changed = service.write_words(session, ACTOR, youth.id, before, WORDS)
    assert set(changed) == {"talents", "must_nots", "preferences"}
    assert youth.version == before + 1
    assert service.detail_of(session, youth.id).talents == "Koken"
    assert service.write_words(session, ACTOR, youth.id, youth.version, WORDS) == ()
    assert youth.version == before + 1


def test_what_people_write_is_not_in_the_audit(session: Session, youth: Youth) -> None:
    service.write_words(session, ACTOR, youth.id, youth.version, WORDS)
    assert told(session, "youth.change") == [{"fields": ["must_nots", "preferences", "talents"]}]


def test_words_over_a_change_of_a_colleague_are_refused(session: Session, youth: Youth) -> None:
    with pytest.raises(Stale):
        service.write_words(session, ACTOR, youth.id, youth.version - 1, WORDS)
    with pytest.raises(NotFound):
        service.write_words(session, ACTOR, 999, 1, WORDS)


@pytest.mark.parametrize("field", ["talents", "wishes", "must_nots", "preferences"])
def test_a_bsn_in_own_words_is_refused(session: Session, youth: Youth, field: str) -> None:
    with pytest.raises(TextRefused):
        service.write_words(session, ACTOR, youth.id, youth.version, replace(WORDS, **{field: BSN}))


def test_a_bsn_in_a_note_is_refused(session: Session, youth: Youth) -> None:
    with pytest.raises(TextRefused):
        service.record_levels(session, ACTOR, youth.id, {LifeDomain.MONEY: Judged(2, BSN)}, TODAY)
    with pytest.raises(TextRefused):
        places.add_place(session, ACTOR, youth.id, youth.version, replace(EDE, note=BSN))


def test_the_budget_changes_matching_only_when_it_is_used(session: Session, youth: Youth) -> None:
    income, costs = {"wages": 90_000, "other": 0}, {"food": 20_000}
    service.keep_budget(session, ACTOR, youth.id, youth.version, income, costs, TODAY)
    assert youth.needs.budget_cents == 45_000
    detail = service.detail_of(session, youth.id)
    assert (detail.income, detail.costs, detail.budget_on) == (
        {"wages": 90_000}, {"food": 20_000}, TODAY,
    )  # fmt: skip
    service.keep_budget(
        session, ACTOR, youth.id, youth.version, income, costs, TODAY, rent_cents=61_000
    )
    assert youth.needs.budget_cents == 61_000
    frames = load_frames(session, TODAY, load_policy())
    assert frames.youths.set_index("youth").loc[youth_key(youth.id), "budget_cents"] == 61_000


def test_a_place_goes_on_the_map_changes_and_comes_off(session: Session, youth: Youth) -> None:
    places.add_place(session, ACTOR, youth.id, youth.version, EDE)
    added = youth.places[-1]
    assert (added.kind, added.note) == (PlaceKind.SAFE, "Bij oma")
    now_friends = replace(EDE, kind=PlaceKind.FRIENDS)
    assert places.change_place(session, ACTOR, youth.id, youth.version, added.id, now_friends)
    assert not places.change_place(session, ACTOR, youth.id, youth.version, added.id, now_friends)
    places.remove_place(session, ACTOR, youth.id, youth.version, added.id)
    assert [place.kind for place in youth.places] == [PlaceKind.HOME]
    assert told(session, "youth.change") == [{"fields": ["places"]}] * 3


def test_the_last_home_town_stays(session: Session, youth: Youth) -> None:
    (home,) = youth.places
    with pytest.raises(PlaceRefused, match="last_home"):
        places.remove_place(session, ACTOR, youth.id, youth.version, home.id)
    with pytest.raises(PlaceRefused, match="last_home"):
        places.change_place(session, ACTOR, youth.id, youth.version, home.id, EDE)


def test_one_place_is_on_the_map_once_per_meaning_and_time(session: Session, youth: Youth) -> None:
    places.add_place(session, ACTOR, youth.id, youth.version, EDE)
    with pytest.raises(PlaceRefused, match="double"):
        places.add_place(session, ACTOR, youth.id, youth.version, replace(EDE, note="anders"))
    later = replace(EDE, time=PlaceTime.LATER)
    places.add_place(session, ACTOR, youth.id, youth.version, later)
    assert len(youth.places) == 3


def test_a_full_map_takes_no_more(session: Session, youth: Youth) -> None:
    for number in range(MOST_PLACES - 1):
        spot = replace(EDE, name=f"Plek {number}")
        places.add_place(session, ACTOR, youth.id, youth.version, spot)
    with pytest.raises(PlaceRefused, match="full"):
        places.add_place(session, ACTOR, youth.id, youth.version, EDE)


def test_a_place_of_somebody_else_is_not_found(session: Session, youth: Youth) -> None:
    other = add_youth(session)
    for act in (
        lambda: places.remove_place(session, ACTOR, youth.id, youth.version, other.places[0].id),
        lambda: places.change_place(
            session, ACTOR, youth.id, youth.version, other.places[0].id, EDE
        ),
    ):
        with pytest.raises(NotFound):
            act()


def test_places_reach_the_frames_that_matching_reads(session: Session, youth: Youth) -> None:
    add_room(session)
    places.add_place(session, ACTOR, youth.id, youth.version, EDE)
    away = replace(EDE, kind=PlaceKind.AVOID, name="Utrecht", radius_km=12.5)
    places.add_place(session, ACTOR, youth.id, youth.version, away)
    found = load_frames(session, TODAY, load_policy()).places
    mine = found[found["youth"] == youth_key(youth.id)].set_index("kind")
    assert set(mine.index) == {"home", "safe", "avoid"}
    assert mine.loc["avoid", "radius_km"] == 12.5


def rules_in_the_way(session: Session, youth: Youth) -> set[str]:
    around = rooms_around(session, youth.id, TODAY, load_policy())
    assert around is not None
    return {str(reason) for reason, _blocks, _alone in around.rules()}


def test_a_place_to_avoid_keeps_the_room_away(session: Session, youth: Youth) -> None:
    room = add_room(session)
    assert rules_in_the_way(session, youth) == set()
    away = replace(
        EDE, kind=PlaceKind.AVOID, name="Utrecht", time=PlaceTime.PAST,
        latitude=room.home.latitude + 0.03, longitude=room.home.longitude, radius_km=4.0,
    )  # fmt: skip
    places.add_place(session, ACTOR, youth.id, youth.version, away)  # 3.3 km from the room
    assert rules_in_the_way(session, youth) == {"place_to_avoid"}
    nearer = replace(away, radius_km=3.0)
    place_id = youth.places[-1].id
    places.change_place(session, ACTOR, youth.id, youth.version, place_id, nearer)
    assert rules_in_the_way(session, youth) == set()
