"""Tiny instances with side limits that read as a story, one rule each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, Result, solve
from tests.optimiser.test_stories import Row, frame, homes, price, reason

ATTIC_AND_GARDEN: list[Row] = [("Noor", "attic", 90, 0), ("Sem", "garden", 80, 0)]


def story(
    pairs: list[Row],
    *,
    towns: dict[str, str] | None = None,
    room_towns: dict[str, str] | None = None,
    beds: dict[str, int] | None = None,
    coach: dict[str, str] | None = None,
    group: dict[str, str] | None = None,
    severity: dict[str, str] | None = None,
    limits: list[Row] | None = None,
    fixed: list[Row] | None = None,
    **parameters: Any,
) -> Result:
    """``pairs``: youth, room, nights, fit; everybody and every room is in Zwolle unless told."""
    youths = list(dict.fromkeys(str(pair[0]) for pair in pairs))
    rooms = list(dict.fromkeys(str(pair[1]) for pair in pairs))
    problem = Problem.checked(
        frame(
            "youth municipality organisation priority lottery group",
            [
                (
                    name, (towns or {}).get(name, "Zwolle"), (coach or {}).get(name, ""), 0, place,
                    (group or {}).get(name, ""),
                )
                for place, name in enumerate(youths)
            ],
        ),
        frame(
            "room municipality capacity",
            [(name, (room_towns or {}).get(name, "Zwolle"), (beds or {}).get(name, 1)) for name in rooms],
        ),
        frame("youth room nights fit", pairs),
        frame("kind key limit", limits or []),
        frame("youth room", fixed or []),
        traits=pd.DataFrame(
            [(name, "severity", value) for name, value in (severity or {}).items()],
            columns=["youth", "trait", "value"],
        ),
    )  # fmt: skip
    return solve(problem, Parameters(**parameters))


def test_organisation_without_more_coaches_places_no_more_youths() -> None:
    result = story(
        ATTIC_AND_GARDEN,
        coach={"Noor": "zorg", "Sem": "zorg"},
        limits=[("organisation", "zorg", 1)],
    )
    assert homes(result) == {"Noor": "attic"}
    assert reason(result, "Sem") == "limit organisation zorg"
    assert reason(result, "garden") == "limit organisation zorg"
    assert price(result, "organisation", "zorg") == 80


def test_inflow_counts_only_youths_of_elsewhere() -> None:
    result = story(
        [*ATTIC_AND_GARDEN, ("Bo", "shed", 70, 0)],
        towns={"Noor": "Kampen", "Sem": "Kampen"},
        limits=[("inflow", "Zwolle", 1)],
    )
    assert homes(result) == {"Noor": "attic", "Bo": "shed"}
    assert reason(result, "Sem") == "limit inflow Zwolle"
    assert price(result, "inflow", "Zwolle") == 80


def test_outflow_counts_only_rooms_elsewhere() -> None:
    result = story(
        [*ATTIC_AND_GARDEN, ("Bo", "shed", 70, 0)],
        room_towns={"attic": "Kampen", "garden": "Deventer"},
        limits=[("outflow", "Zwolle", 1)],
    )
    assert homes(result) == {"Noor": "attic", "Bo": "shed"}
    assert reason(result, "Sem") == "limit outflow Zwolle"


def test_own_room_is_no_outflow_so_the_youth_moves_there() -> None:
    result = story(
        [("Noor", "attic", 90, 0), ("Noor", "garden", 10, 0)],
        room_towns={"attic": "Kampen"},
        limits=[("outflow", "Zwolle", 0)],
    )
    assert homes(result) == {"Noor": "garden"}


def test_group_goes_to_one_municipality_even_when_apart_would_bring_more() -> None:
    pairs: list[Row] = [
        ("Noor", "attic", 90, 0), ("Sem", "garden", 90, 0),
        ("Noor", "shed", 50, 0), ("Sem", "barn", 50, 0),
    ]  # fmt: skip
    places = {"attic": "Kampen", "garden": "Deventer"}
    together = {"Noor": "twins", "Sem": "twins"}
    assert homes(story(pairs, room_towns=places)) == {"Noor": "attic", "Sem": "garden"}
    result = story(pairs, room_towns=places, group=together)
    assert homes(result) == {"Noor": "shed", "Sem": "barn"}
    assert price(result, "group", "twins") == 100


def test_group_without_room_for_all_is_not_split() -> None:
    result = story(
        [("Noor", "attic", 90, 0), ("Sem", "attic", 90, 0), ("Bo", "attic", 10, 0)],
        group={"Noor": "twins", "Sem": "twins"},
    )
    assert homes(result) == {"Bo": "attic"}
    assert reason(result, "Noor") == "limit group twins"
    assert len(result.backups) == 0


def test_youths_share_a_room_with_two_beds_as_a_group() -> None:
    result = story(
        [("Noor", "attic", 90, 0), ("Sem", "attic", 90, 0)],
        beds={"attic": 2},
        group={"Noor": "twins", "Sem": "twins"},
    )
    assert homes(result) == {"Noor": "attic", "Sem": "attic"}


def test_group_of_one_is_free() -> None:
    assert homes(story(ATTIC_AND_GARDEN, group={"Noor": "alone"})) == {
        "Noor": "attic",
        "Sem": "garden",
    }


def test_group_follows_the_youth_whose_room_is_fixed() -> None:
    pairs: list[Row] = [
        ("Noor", "attic", 10, 0), ("Noor", "shed", 90, 0),
        ("Sem", "garden", 5, 0), ("Sem", "barn", 90, 0),
    ]  # fmt: skip
    result = story(
        pairs,
        room_towns={"attic": "Kampen", "garden": "Kampen"},
        group={"Noor": "twins", "Sem": "twins"},
        fixed=[("Noor", "attic")],
    )
    assert homes(result) == {"Noor": "attic", "Sem": "garden"}


def test_share_leaves_a_room_empty_rather_than_pass_over_the_hard_to_place() -> None:
    pairs: list[Row] = [("Noor", "attic", 90, 0), ("Sem", "garden", 80, 0), ("Bo", "shed", 10, 0)]
    severity = {"Noor": "light", "Sem": "light", "Bo": "heavy"}
    result = story(pairs, severity=severity, limits=[("share", "severity=heavy", 50)])
    assert homes(result) == {"Noor": "attic", "Bo": "shed"}
    assert reason(result, "Sem") == "limit share severity=heavy"


def test_share_that_nobody_can_bring_leaves_all_rooms_empty() -> None:
    result = story(
        [("Noor", "attic", 90, 0), ("Sem", "attic", 10, 0)],
        severity={"Noor": "light", "Sem": "heavy"},
        limits=[("share", "severity=heavy", 100)],
    )
    assert homes(result) == {"Sem": "attic"}


def test_backup_keeps_the_side_limits() -> None:
    pairs: list[Row] = [
        ("Noor", "attic", 90, 0), ("Sem", "attic", 80, 0), ("Bo", "garden", 70, 0), ("Sem", "garden", 60, 0),
    ]  # fmt: skip
    coach = {"Noor": "zorg", "Sem": "zorg"}
    result = story(pairs, coach=coach, limits=[("organisation", "zorg", 1)])
    assert homes(result) == {"Noor": "attic", "Bo": "garden"}
    assert result.backups[["room", "youth"]].to_numpy().tolist() == [["attic", "Sem"]]


@pytest.mark.parametrize(
    ("given", "clash"),
    [
        (
            {
                "group": {"Noor": "twins", "Sem": "twins"},
                "room_towns": {"attic": "Kampen"},
                "fixed": [("Noor", "attic")],
            },
            ("group twins", "fixed Noor attic"),
        ),
        (
            {
                "coach": {"Noor": "zorg", "Sem": "zorg"},
                "limits": [("organisation", "zorg", 1), ("guarantee", "Zwolle", 2), ("contract", "Zwolle", 9)],
            },
            ("guarantee Zwolle", "organisation zorg"),
        ),
        (
            {
                "severity": {"Noor": "heavy"},
                "limits": [("share", "severity=heavy", 100), ("guarantee", "Zwolle", 2)],
            },
            ("guarantee Zwolle", "share severity=heavy"),
        ),
        (
            {
                "towns": {"Noor": "Kampen", "Sem": "Kampen"},
                "limits": [("inflow", "Zwolle", 0), ("guarantee", "Kampen", 1)],
            },
            ("guarantee Kampen", "inflow Zwolle"),
        ),
    ],
)  # fmt: skip
def test_clash_names_limits_of_all_kinds(given: dict[str, Any], clash: tuple[str, ...]) -> None:
    result = story(ATTIC_AND_GARDEN, **given)
    assert (result.status, result.clash) == ("infeasible", clash)


def test_alone_a_municipality_keeps_groups_and_coaches_too() -> None:
    pairs: list[Row] = [("Noor", "attic", 90, 0), ("Sem", "attic", 80, 0), ("Bo", "garden", 70, 0)]
    result = story(
        pairs,
        group={"Noor": "twins", "Sem": "twins"},
        coach={"Bo": "zorg"},
        limits=[("organisation", "zorg", 0)],
        guarantee=True,
    )
    assert result.guarantee["Zwolle"].alone == 0
    assert result.status == "optimal"
