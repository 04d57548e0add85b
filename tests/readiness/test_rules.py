"""The list of obstacles, and how facts become obstacles. Without a database."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from matcher.documents.rules import Missing
from matcher.documents.rules import Standing as PaperStanding
from matcher.readiness.obstacles import OBSTACLES, Effect, Obstacle, read_obstacles
from matcher.readiness.rules import (
    LastVisit,
    Readiness,
    host_readiness,
    offer,
    room_readiness,
    visit_missing,
    youth_readiness,
)
from matcher.rounds.rules import Window, first_window, free_windows
from matcher.words import DocumentKind, HouseholdStatus, Role, VisitAdvice, VisitStatus

TODAY = date(2026, 3, 2)
HORIZON, MINIMUM = 180, 30


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def window(begin: int, end: int | None = None) -> Window:
    return Window(day(begin), None if end is None else day(end))


def codes(found: Readiness | tuple[Obstacle, ...]) -> list[str]:
    return [one.code for one in (found.obstacles if isinstance(found, Readiness) else found)]


def why_no_window(offered: list[Window], taken: list[Window]) -> str | None:
    return offer(offered, taken, TODAY, HORIZON, MINIMUM)[1]


@pytest.mark.parametrize("obstacle", OBSTACLES.values(), ids=str)
def test_every_obstacle_names_a_role_and_a_remedy_in_both_languages(obstacle: Obstacle) -> None:
    assert obstacle.whose in Role
    for told in (obstacle.nl, obstacle.en):
        assert told.name[0].islower() or told.name.startswith("VOG")
        assert not told.name.endswith(".")
        assert told.remedy.endswith(".")
        assert told.plain.endswith((".", "?"))
    assert obstacle.nl != obstacle.en
    assert not re.search(r"\b[Uu]w?\b", " ".join((obstacle.nl.plain, obstacle.nl.remedy)))


def test_an_obstacle_without_words_in_one_language_does_not_start() -> None:
    text = '[x]\nabout = "youth"\neffect = "stops"\nwhose = "coordinator"\nnl = { name = "a" }'
    with pytest.raises(ValueError, match=r"'x' has no words for \['remedy', 'plain'\]"):
        read_obstacles(text)


def test_an_obstacle_with_an_unknown_role_does_not_start() -> None:
    text = '[x]\nabout = "youth"\neffect = "stops"\nwhose = "somebody"'
    with pytest.raises(ValueError, match="somebody"):
        read_obstacles(text)


@pytest.mark.parametrize(
    ("offered", "taken", "why"),
    [
        ([], [], "room_not_offered"),
        ([window(-60, -1)], [], "room_not_offered"),
        ([window(0)], [window(-10)], "room_taken"),
        ([window(0, 90)], [window(0, 90)], "room_taken"),
        ([window(HORIZON)], [], "room_later"),
        ([window(HORIZON - MINIMUM + 1)], [], "room_later"),
        ([window(0)], [window(-10, HORIZON)], "room_later"),
        ([window(0, MINIMUM - 1)], [], "room_too_short"),
        ([window(-300, MINIMUM - 1)], [], "room_too_short"),
        ([window(0, 100)], [window(10, 90)], "room_too_short"),
        ([window(0, 10), window(200)], [], "room_later"),
        ([window(0)], [], None),
        ([window(HORIZON - MINIMUM)], [], None),
        ([window(0, MINIMUM)], [], None),
    ],
)
def test_a_room_without_a_window_is_told_why(
    offered: list[Window], taken: list[Window], why: str | None
) -> None:
    assert why_no_window(offered, taken) == why
    found = first_window(free_windows(offered, taken), TODAY, HORIZON, MINIMUM)
    assert (found is None) == (why is not None)
    assert offer(offered, taken, TODAY, HORIZON, MINIMUM)[0] == found


def test_a_second_visit_has_to_be_planned_like_the_first() -> None:
    again = LastVisit(VisitStatus.DECIDED, VisitAdvice.SECOND_VISIT)
    assert visit_missing(HouseholdStatus.VISITED, again) == "visit_not_planned"
    assert visit_missing(HouseholdStatus.SIGNED_UP, None) == "visit_not_planned"
    planned = LastVisit(VisitStatus.PLANNED)
    assert visit_missing(HouseholdStatus.SIGNED_UP, planned) == "visit_not_held"
    assert visit_missing(HouseholdStatus.APPROVED, planned) is None
    held = LastVisit(VisitStatus.HELD)
    assert visit_missing(HouseholdStatus.SIGNED_UP, held) == "report_missing"
    assert visit_missing(HouseholdStatus.VISITED, LastVisit(VisitStatus.REPORTED)) is None


def test_deciding_is_nobodys_turn_until_all_else_is_there() -> None:
    vog = [Missing(DocumentKind.VOG, PaperStanding.WAITING)]
    found = host_readiness(["host_visited"], HouseholdStatus.VISITED, None, vog, has_room=True)
    assert codes(found) == ["vog", "host_visited"]
    assert codes(found.turns) == ["vog"]
    ready = host_readiness(["host_visited"], HouseholdStatus.VISITED, None, [], has_room=True)
    assert codes(ready.turns) == ["host_visited"]


def test_a_host_who_stopped_is_asked_nothing_more() -> None:
    vog = [Missing(DocumentKind.VOG, PaperStanding.ABSENT)]
    found = host_readiness(["host_withdrawn"], HouseholdStatus.WITHDRAWN, None, vog, has_room=False)
    assert codes(found) == ["host_withdrawn"]
    assert found.turns == ()
    assert not found.takes_part


def test_a_host_without_a_room_is_looked_at_and_matched_with_nobody() -> None:
    found = host_readiness([], HouseholdStatus.APPROVED, None, [], has_room=False)
    assert codes(found) == ["room_missing"]
    assert found.takes_part
    assert not found.can_be_matched


def test_what_is_missing_keeps_nobody_out_of_a_round() -> None:
    vog = [Missing(DocumentKind.VOG, PaperStanding.ABSENT)]
    found = host_readiness([], HouseholdStatus.APPROVED, None, vog, has_room=True)
    assert codes(found.still_missing) == ["vog"]
    assert found.can_be_matched


def test_without_a_care_organisation_it_is_the_turn_of_the_coordinator() -> None:
    helped, alone = (
        youth_readiness([], ["motivation"], has_place=True, has_referrer=has_referrer)
        for has_referrer in (True, False)
    )
    assert [one.whose for one in helped.turns] == [Role.REFERRER]
    assert [one.whose for one in alone.turns] == [Role.COORDINATOR]


def test_consent_taken_back_is_told_once() -> None:
    found = youth_readiness(
        ["consent_withdrawn"], ["consent_to_keep"], has_place=True, has_referrer=True
    )
    assert codes(found) == ["consent_withdrawn"]


def test_a_room_that_becomes_free_later_is_nobodys_turn() -> None:
    found = room_readiness(
        None, "room_later", host_takes_part=True, rent_cents=40000,
        legal_max_rent_cents=50000, is_participating=True,
    )  # fmt: skip
    assert codes(found) == ["room_later"]
    assert found.turns == ()


@pytest.mark.parametrize(
    ("legal", "expected"), [(None, ["points_missing"]), (39999, ["rent_too_high"]), (40000, [])]
)
def test_a_rent_above_the_legal_maximum_bars_the_room(
    legal: int | None, expected: list[str]
) -> None:
    found = room_readiness(
        window(0), None, host_takes_part=True, rent_cents=40000,
        legal_max_rent_cents=legal, is_participating=True,
    )  # fmt: skip
    assert codes(found) == expected
    assert found.can_be_matched == (expected != ["rent_too_high"])


def test_effects_are_told_apart() -> None:
    assert {one.effect for one in OBSTACLES.values()} == set(Effect)
