"""Tiny instances that read as a story, one rule each."""

from __future__ import annotations

import pandas as pd

from matcher.optimiser import Parameters, Problem, Result, solve

Row = tuple[object, ...]


def frame(columns: str, rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


def story(
    pairs: list[Row],
    *,
    youths: dict[str, str] | None = None,
    rooms: dict[str, int] | None = None,
    room_towns: dict[str, str] | None = None,
    priority: dict[str, int] | None = None,
    limits: list[Row] | None = None,
    fixed: list[Row] | None = None,
    forbidden: list[Row] | None = None,
    parameters: Parameters | None = None,
) -> Result:
    """``pairs``: youth, room, nights, fit. ``youths``: municipality by youth; ``rooms``: capacity."""
    towns = {str(pair[0]): "Zwolle" for pair in pairs} | (youths or {})
    beds = {str(pair[1]): 1 for pair in pairs} | (rooms or {})
    problem = Problem.checked(
        frame(
            "youth municipality organisation priority lottery",
            [
                (name, town, "", (priority or {}).get(name, 0), place)
                for place, (name, town) in enumerate(towns.items())
            ],
        ),
        frame(
            "room municipality capacity",
            [(name, (room_towns or {}).get(name, "Zwolle"), beds[name]) for name in beds],
        ),
        frame("youth room nights fit", pairs),
        frame("kind key limit", limits or []),
        frame("youth room", fixed or []),
        frame("youth room", forbidden or []),
    )
    return solve(problem, parameters or Parameters())


def homes(result: Result) -> dict[str, str]:
    return dict(zip(result.assignments["youth"], result.assignments["room"], strict=True))


def reason(result: Result, key: str) -> str:
    rows = result.unmatched[result.unmatched["key"] == key]
    return str(rows["reason"].iloc[0])


def price(result: Result, kind: str, key: str) -> int:
    rows = result.prices.query("kind == @kind and key == @key")
    return int(rows["price"].iloc[0])


def test_room_that_only_one_youth_can_live_in_goes_to_that_youth() -> None:
    result = story([("Noor", "attic", 90, 900), ("Sem", "attic", 90, 0), ("Noor", "garden", 90, 0)])
    assert homes(result) == {"Noor": "garden", "Sem": "attic"}


def test_no_room_stays_empty_for_the_sake_of_fit() -> None:
    result = story(
        [("Noor", "attic", 100, 1000), ("Noor", "garden", 90, 0), ("Sem", "attic", 11, 0)]
    )
    assert homes(result) == {"Noor": "garden", "Sem": "attic"}


def test_more_nights_go_before_more_youths() -> None:
    result = story([("Noor", "attic", 180, 0), ("Sem", "attic", 179, 1000)])
    assert homes(result) == {"Noor": "attic"}


def test_youth_with_the_higher_priority_gets_the_contested_room() -> None:
    pairs: list[Row] = [("Noor", "attic", 90, 1000), ("Sem", "attic", 90, 0)]
    assert homes(story(pairs, priority={"Sem": 1})) == {"Sem": "attic"}


def test_order_of_the_tiers_is_what_was_asked() -> None:
    pairs: list[Row] = [("Noor", "attic", 90, 1000), ("Sem", "attic", 90, 0)]
    fit_first = Parameters(tiers=("fit", "priority"))
    assert homes(story(pairs, priority={"Sem": 1}, parameters=fit_first)) == {"Noor": "attic"}


def test_lower_lottery_number_wins_a_tie() -> None:
    result = story([("Sem", "attic", 90, 5), ("Noor", "attic", 90, 5)])
    assert homes(result) == {"Sem": "attic"}
    assert result.lottery is not None
    assert (result.lottery.value, result.lottery.bound) == (1, 1)


def test_room_with_two_beds_takes_two_youths() -> None:
    result = story([("Noor", "attic", 90, 5), ("Sem", "attic", 90, 5)], rooms={"attic": 2})
    assert homes(result) == {"Noor": "attic", "Sem": "attic"}
    assert len(result.unmatched) == 0


def test_contract_that_is_used_up_is_named_as_the_reason_on_both_sides() -> None:
    result = story(
        [("Noor", "attic", 90, 5), ("Sem", "garden", 80, 5)], limits=[("contract", "Zwolle", 1)]
    )
    assert homes(result) == {"Noor": "attic"}
    assert reason(result, "Sem") == "limit contract Zwolle"
    assert reason(result, "garden") == "limit contract Zwolle"
    assert price(result, "contract", "Zwolle") == 80


def test_contract_that_nobody_waits_for_has_no_price() -> None:
    result = story([("Noor", "attic", 90, 5)], limits=[("contract", "Zwolle", 1)])
    assert price(result, "contract", "Zwolle") == 0


def test_closed_contract_keeps_its_youths_out_and_says_so() -> None:
    result = story(
        [("Noor", "attic", 90, 5), ("Sem", "garden", 20, 5)],
        youths={"Noor": "Kampen"},
        limits=[("contract", "Kampen", 0)],
    )
    assert homes(result) == {"Sem": "garden"}
    assert reason(result, "Noor") == "limit contract Kampen"
    assert price(result, "contract", "Kampen") == 90


def test_price_of_a_room_is_what_one_bed_more_would_bring() -> None:
    result = story([("Noor", "attic", 90, 0), ("Sem", "attic", 60, 0), ("Bo", "garden", 50, 0)])
    assert price(result, "room", "attic") == 60
    assert price(result, "room", "garden") == 0
    assert reason(result, "Sem") == "all_outbid"


def test_guarantee_places_a_youth_whom_the_tiers_would_pass_over() -> None:
    pairs: list[Row] = [("Noor", "attic", 90, 0), ("Sem", "attic", 30, 0)]
    result = story(pairs, youths={"Sem": "Kampen"}, limits=[("guarantee", "Kampen", 1)])
    assert homes(result) == {"Sem": "attic"}
    assert price(result, "guarantee", "Kampen") == -60
    assert reason(result, "Noor") == "limit guarantee Kampen"


def test_no_municipality_is_worse_off_by_sharing() -> None:
    pairs: list[Row] = [
        ("Noor", "attic", 90, 0),
        ("Sem", "attic", 30, 0),
        ("Sem", "garden", 1, 0),
        ("Bo", "garden", 80, 0),
    ]
    towns: dict[str, str] = {"Noor": "Zwolle", "Sem": "Kampen", "Bo": "Zwolle"}
    given = {"youths": towns, "room_towns": {"attic": "Kampen"}}
    assert homes(story(pairs, **given)) == {"Noor": "attic", "Bo": "garden"}  # type: ignore[arg-type]
    shared = story(pairs, parameters=Parameters(guarantee=True), **given)  # type: ignore[arg-type]
    assert homes(shared) == {"Sem": "attic", "Bo": "garden"}
    figures = {name: (share.alone, share.shared) for name, share in shared.guarantee.items()}
    assert figures == {"Kampen": (1, 1), "Zwolle": (1, 1)}
    assert shared.guarantee_cost == 60
    assert shared.guarantee_costs == {"nights": 60, "priority": 0, "fit": 0, "placed": 0}


def test_fixed_pair_is_kept_and_named_to_the_youth_who_lost_the_room() -> None:
    result = story([("Noor", "attic", 90, 5), ("Sem", "attic", 10, 5)], fixed=[("Sem", "attic")])
    assert homes(result) == {"Sem": "attic"}
    assert reason(result, "Noor") == "limit fixed Sem attic"


def test_forbidden_pair_is_never_chosen() -> None:
    result = story([("Noor", "attic", 90, 5)], forbidden=[("Noor", "attic")])
    assert homes(result) == {}
    assert reason(result, "Noor") == "limit forbidden"


def test_youth_without_eligible_room_is_told_so() -> None:
    result = story([("Noor", "attic", 90, 5)], youths={"Sem": "Zwolle"}, rooms={"garden": 1})
    assert reason(result, "Sem") == "no_eligible_pair"
    assert reason(result, "garden") == "no_eligible_pair"


def test_clash_names_only_the_limits_that_cannot_be_met_together() -> None:
    result = story(
        [("Noor", "attic", 90, 5), ("Sem", "attic", 80, 5), ("Bo", "garden", 80, 5)],
        youths={"Sem": "Kampen", "Bo": "Deventer"},
        limits=[
            ("guarantee", "Zwolle", 1),
            ("guarantee", "Kampen", 1),
            ("guarantee", "Deventer", 1),
            ("contract", "Deventer", 3),
        ],
    )
    assert result.status == "infeasible"
    assert result.clash == ("guarantee Kampen", "guarantee Zwolle")
    assert len(result.assignments) == 0


def test_pair_that_is_fixed_and_forbidden_is_a_clash_by_name() -> None:
    pair: Row = ("Noor", "attic")
    result = story([(*pair, 90, 5)], fixed=[pair], forbidden=[pair])
    assert result.clash == ("fixed Noor attic", "forbidden Noor attic")


def test_backups_are_the_best_unplaced_youths_in_order() -> None:
    result = story(
        [
            ("Noor", "attic", 90, 5),
            ("Sem", "attic", 80, 5),
            ("Bo", "attic", 80, 9),
            ("Liv", "attic", 70, 999),
        ],
        parameters=Parameters(backups=2),
    )
    assert result.backups[["room", "rank", "youth"]].to_numpy().tolist() == [
        ["attic", 1, "Bo"],
        ["attic", 2, "Sem"],
    ]


def test_backup_never_breaks_a_contract() -> None:
    result = story(
        [("Noor", "attic", 90, 5), ("Sem", "attic", 80, 5), ("Sem", "garden", 80, 5)],
        limits=[("contract", "Zwolle", 1)],
    )
    assert homes(result) == {"Noor": "attic"}
    assert result.backups[["room", "youth"]].to_numpy().tolist() == [["attic", "Sem"]]


def test_empty_round_is_solved() -> None:
    result = story([])
    assert (result.status, len(result.assignments), len(result.unmatched)) == ("optimal", 0, 0)
