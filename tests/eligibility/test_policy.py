"""The policy file: what an operator may change, and how a mistake is told."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from matcher.errors import InvalidPolicy
from matcher.policy import Policy, load_policy


def own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def figure_names(value: object, name: str = "") -> list[str]:
    """Return the dotted names of all figures in a policy."""
    if is_dataclass(value):
        items = {field.name: getattr(value, field.name) for field in fields(value)}
    elif isinstance(value, dict):
        items = {str(key): inner for key, inner in value.items()}
    else:
        return [name]
    return [
        found
        for key, inner in items.items()
        for found in figure_names(inner, f"{name}.{key}".strip("."))
    ]


def test_every_figure_has_a_source() -> None:
    policy = load_policy()
    about = ("version", "fingerprint")
    names = {n for n in figure_names(policy) if n not in about and not n.startswith("sources")}
    assert names == set(policy.sources)
    assert all(len(source) > 5 for source in policy.sources.values())


def test_figures_of_the_domain() -> None:
    policy = load_policy()
    assert (policy.age.minimum, policy.age.maximum) == (18, 27)
    assert policy.dates.horizon_nights == 180
    exemptions = {year: policy.exemption_cents(year) for year in (2024, 2025, 2026)}
    assert exemptions == {2024: 599_800, 2025: 632_400, 2026: 663_300}
    assert policy.exemption_cents(date(2031, 1, 1).year) is None
    assert policy.rent.wwso_cents_at_40_points == 40_758
    assert policy.rent.wwso_cents_at_60_points == 61_128
    assert (policy.savings.shown_from, policy.savings.shown_to) == (1.4, 2.0)
    assert policy.after.answer_hours == 24
    assert policy.after.follow_up_months == 6
    assert len(policy.after.check_in_factors) == 4
    assert list(policy.after.check_in_days) == sorted(policy.after.check_in_days)


def test_weights_of_fit_and_priority_add_up_to_1000() -> None:
    policy = load_policy()
    assert sum(policy.fit.weights.values()) == 1000
    assert sum(policy.priority.weights.values()) == 1000


def test_own_file_changes_only_what_it_names(tmp_path: Path) -> None:
    text = '[age]\nmaximum = 23\n[age.sources]\nmaximum = "Decision of the council, 2026-01-15"\n'
    changed, built_in = load_policy(own(tmp_path, text)), load_policy()
    assert changed.age.maximum == 23
    assert changed.age.minimum == built_in.age.minimum
    assert changed.sources["age.maximum"] == "Decision of the council, 2026-01-15"
    assert changed.fit == built_in.fit
    assert changed.fingerprint != built_in.fingerprint


def test_fingerprint_does_not_depend_on_the_layout_of_the_file(tmp_path: Path) -> None:
    one = '[age]\nmaximum = 23\nminimum = 18\n[age.sources]\nmaximum = "a b"\nminimum = "c"\n'
    two = '[age]\n\nminimum=18 # x\nmaximum=23\n[age.sources]\nminimum="c"\nmaximum="a b"\n'
    first = load_policy(own(tmp_path, one)).fingerprint
    assert load_policy(own(tmp_path, two)).fingerprint == first


def test_policy_survives_the_way_to_another_process() -> None:
    policy = load_policy()
    copy: Policy = pickle.loads(pickle.dumps(policy))
    assert copy == policy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[age]\nmaximum = 23", "age.maximum has no source"),
        ('[age]\nmaximum = "old"\n[age.sources]\nmaximum = "x"', "'old'; it must be a whole"),
        ("[age]\nmaximum = 17\n[age.sources]\nmaximum = 'x'", "below age.minimum 18"),
        ("[age]\nmaximum = true\n[age.sources]\nmaximum = 'x'", "must be a whole number"),
        ("[age]\nmaximun = 23\n[age.sources]\nmaximun = 'x'", "age.maximun is unknown"),
        ("[ages]\nmaximum = 23\n[ages.sources]\nmaximum = 'x'", "ages.maximum is unknown"),
        ("[age.sources]\nmaximun = 'x'", "age.sources.maximun is unknown"),
        ("[fit.weights]\ntown = 400\n[fit.weights.sources]\ntown = 'x'", "add up to 1100"),
        (
            "[fit.curves]\ndistance_km = [[5, 1], [2, 0]]\n[fit.curves.sources]\ndistance_km = 'x'",
            "with x rising",
        ),
        (
            "[fit.curves]\ndistance_km = [[1, 1.5]]\n[fit.curves.sources]\ndistance_km = 'x'",
            "shares between 0 and 1",
        ),
        (
            "[fit.curves]\ndistance_km = [[1, nan]]\n[fit.curves.sources]\ndistance_km = 'x'",
            "shares between 0 and 1",
        ),
        (
            "[gender]\nsingle_gender_wish_admits_other = 1\n"
            "[gender.sources]\nsingle_gender_wish_admits_other = 'x'",
            "true or false",
        ),
        (
            "[kamerverhuurvrijstelling]\nnext = 1\n[kamerverhuurvrijstelling.sources]\nnext = 'x'",
            "is not a year",
        ),
        (
            "[savings]\nshown_from = 9.0\n[savings.sources]\nshown_from = 'x'",
            "savings must rise",
        ),
        (
            "[after]\ncheck_in_days = [2, 2]\n[after.sources]\ncheck_in_days = 'x'",
            "after.check_in_days is [2, 2]; it must be a list of rising whole numbers",
        ),
        (
            "[after]\ncheck_in_later = [[6, 0]]\n[after.sources]\ncheck_in_later = 'x'",
            "a list of pairs [from, figure]",
        ),
        (
            "[after]\ncheck_in_factors = [1.0, 1.0]\n[after.sources]\ncheck_in_factors = 'x'",
            "a list of 4 numbers between 0.05 and 10.0",
        ),
        (
            "[after]\naction_escalate_days = 3\n[after.sources]\naction_escalate_days = 'x'",
            "is below after.action_chase_days",
        ),
        (
            "[after.escalation_hours]\n4 = 1\n[after.escalation_hours.sources]\n4 = 'x'",
            "after.escalation_hours.4 is unknown",
        ),
        ("version = ''", "version is missing"),
        ("age = 3", "age.minimum is missing"),
        ("[age", "is not valid TOML"),
    ],
)
def test_mistake_is_told_with_figure_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidPolicy, match=r"own\.toml") as caught:
        load_policy(own(tmp_path, text))
    assert told in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "[age]\nmaximum = 'x'\n[dates]\nhorizon_nights = 0\n"
    with pytest.raises(InvalidPolicy, match="4 problem") as caught:
        load_policy(own(tmp_path, text))
    assert "age.maximum" in str(caught.value)
    assert "dates.horizon_nights" in str(caught.value)


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="cannot be read"):
        load_policy(tmp_path / "absent.toml")
