"""Reads a policy file, lays an operator's own figures over it, and checks all of it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from matcher.errors import InvalidPolicy
from matcher.policy.after import read_after
from matcher.policy.model import (
    AgePolicy,
    BeforePolicy,
    DatesPolicy,
    DistancePolicy,
    FairnessPolicy,
    FitPolicy,
    GenderPolicy,
    HomelessnessPolicy,
    Policy,
    PriorityPolicy,
    ProcessPolicy,
    RentPolicy,
    SavingsPolicy,
)
from matcher.policy.reader import Reader

BUILT_IN = Path(__file__).with_name("policy.toml")

Tables = dict[str, Any]

FIT_PARTS = ("town", "distance", "attention", "interests", "language", "guidance", "budget")
FIT_CURVES = (
    "distance_km",
    "rent_to_budget",
    "shared_interests",
    "shared_languages",
    "guidance_kinds_accepted",
    "attention_offer_minus_wish",
)
TOWN_TIES = ("home", "birth", "study", "work", "family", "friends", "safe", "other", "further_tie")
#: The whole figures of [before] with the lowest and the highest that make sense.
BEFORE_FIGURES = {
    "draft_days": (1, 366),
    "link_days": (1, 90),
    "invitation_days": (1, 90),
    "answer_days": (1, 366),
    "notice_days": (0, 60),
    "visit_minutes": (10, 480),
    "visits_per_week_default": (0, 50),
    "vog_valid_months": (1, 240),
    "reference_valid_months": (1, 240),
    "remind_days_before": (0, 366),
    "rooms_without_permit_question": (0, 20),
    "deposit_largest_months": (0, 12),
    "photo_largest_megabytes": (1, 100),
    "photo_largest_megapixels": (1, 200),
    "photo_longest_side": (400, 4000),
    "photo_preview_side": (100, 1200),
    "photos_per_room": (1, 50),
    "self_registration_minimum_age": (12, 30),
    "exception_minimum_age": (12, 30),
    "exception_maximum_age": (18, 60),
    "caseload_cap_default": (1, 200),
    "names_kept_days": (1, 3660),
    "buffer_percent": (0, 50),
    "route_map_review_months": (1, 60),
    "woonkaart_smallest_count": (1, 1000),
    "woonkaart_round_to": (1, 100),
}
PRIORITY_PARTS = ("waiting", "out_of_care", "urgency", "target_group")
PRIORITY_CURVES = ("days_waiting", "days_until_out_of_care", "urgency")
MOST_CENTS = 10_000_000  # € 100,000: above it, somebody has mixed up euros and cents


def load_policy(own_file: Path | str | None = None) -> Policy:
    """Return the built-in policy, or that policy with the figures of ``own_file`` laid over it.

    Raises InvalidPolicy naming the file, each figure that is wrong, and what to do.
    """
    if own_file is None:
        return _built_in()
    path = Path(own_file)
    own = _tables(path)
    reader = Reader(str(path))
    merged = _tables(BUILT_IN)
    _check_own_sources(own, reader, "")
    _lay_over(merged, own)
    return _policy(merged, reader)


@cache
def _built_in() -> Policy:
    return _policy(_tables(BUILT_IN), Reader(BUILT_IN.name))


def _tables(path: Path) -> Tables:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidPolicy(
            f"policy file {path} cannot be read ({error.strerror}); "
            "check the path, or leave it out to use the built-in policy"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidPolicy(
            f"policy file {path} is not valid TOML in UTF-8: {error}; mend that line"
        ) from error


def _lay_over(base: Tables, own: Tables) -> None:
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _lay_over(base[key], value)
        else:
            base[key] = value


def _check_own_sources(own: Tables, reader: Reader, section: str) -> None:
    """A changed figure must say on whose decision; the built-in source would be untrue for it."""
    sources = own.get("sources", {})
    for key, value in own.items():
        if key == "sources" or (not section and key == "version"):
            continue
        name = f"{section}.{key}" if section else key
        if isinstance(value, dict):
            _check_own_sources(value, reader, name)
        elif not isinstance(sources, dict) or key not in sources:
            reader.wrong(name, f"has no source; add {key} = '…' under [{section}.sources]")


def _policy(tables: Tables, reader: Reader) -> Policy:
    reader.open(tables)
    policy = Policy(
        version=reader.version(),
        age=_age(reader),
        dates=DatesPolicy(
            horizon_nights=reader.whole("dates", "horizon_nights", 1, 3660),
            minimum_nights=reader.whole("dates", "minimum_nights", 1, 366),
        ),
        distance=DistancePolicy(
            default_maximum_km=reader.number("distance", "default_maximum_km", 0.1, 500.0),
            default_avoid_radius_km=reader.number(
                "distance", "default_avoid_radius_km", 0.1, 100.0
            ),
        ),
        gender=GenderPolicy(reader.flag("gender", "single_gender_wish_admits_other")),
        rent=_rent(reader),
        kamerverhuurvrijstelling=reader.cents_by_year("kamerverhuurvrijstelling", MOST_CENTS),
        process=ProcessPolicy(
            hospita_trial_months=reader.whole("process", "hospita_trial_months", 0, 60),
        ),
        savings=_savings(reader),
        homelessness=HomelessnessPolicy(
            reader.whole("homelessness", "homeless_18_to_27_in_2021", 0, 1_000_000),
            reader.whole("homelessness", "homeless_18_to_27_by_cbs", 0, 1_000_000),
        ),
        fit=FitPolicy(
            weights=reader.weights("fit.weights", FIT_PARTS),
            town=reader.shares("fit.town", TOWN_TIES),
            curves=reader.curves("fit.curves", FIT_CURVES),
            unknown=reader.shares("fit.unknown", ("interests", "language")),
        ),
        priority=PriorityPolicy(
            weights=reader.weights("priority.weights", PRIORITY_PARTS),
            curves=reader.curves("priority.curves", PRIORITY_CURVES),
            target_group=reader.shares("priority.target_group", ("light", "middle", "heavy")),
        ),
        fairness=_fairness(reader),
        before=_before(reader),
        after=read_after(reader),
        sources=dict(sorted(reader.sources.items())),
        fingerprint=fingerprint(tables),
    )
    reader.close()
    return policy


def _age(reader: Reader) -> AgePolicy:
    minimum = reader.whole("age", "minimum", 12, 60)
    maximum = reader.whole("age", "maximum", 12, 60, instead=60)
    if maximum < minimum:
        reader.wrong("age.maximum", f"is {maximum}, below age.minimum {minimum}; swap them")
    return AgePolicy(
        minimum=minimum,
        maximum=maximum,
        kostendelersnorm_from=reader.whole("age", "kostendelersnorm_from", 18, 99),
        kostendelersnorm_days_ahead=reader.whole("age", "kostendelersnorm_days_ahead", 0, 3660),
    )


def _rent(reader: Reader) -> RentPolicy:
    figures = RentPolicy(
        typical_minimum_cents=reader.whole("rent", "typical_minimum_cents", 0, MOST_CENTS),
        typical_maximum_cents=reader.whole("rent", "typical_maximum_cents", 0, MOST_CENTS),
        wwso_cents_at_40_points=reader.whole("rent", "wwso_cents_at_40_points", 0, MOST_CENTS),
        wwso_cents_at_60_points=reader.whole("rent", "wwso_cents_at_60_points", 0, MOST_CENTS),
    )
    if figures.typical_maximum_cents < figures.typical_minimum_cents:
        reader.wrong("rent.typical_maximum_cents", "is below rent.typical_minimum_cents")
    return figures


def _savings(reader: Reader) -> SavingsPolicy:
    names = ("lowest_factor", "shown_from", "shown_to", "highest_factor")
    factors = {name: reader.number("savings", name, 0.0, 10.0) for name in names}
    if list(factors.values()) != sorted(factors.values()):
        reader.wrong("savings", "must rise: " + " ≤ ".join(names))
    return SavingsPolicy(**factors)


def _fairness(reader: Reader) -> FairnessPolicy:
    return FairnessPolicy(
        warn_below_ratio=reader.number("fairness", "warn_below_ratio", 0.01, 1.0),
        warn_below_chance=reader.number("fairness", "warn_below_chance", 0.0001, 1.0),
        smallest_group=reader.whole("fairness", "smallest_group", 1, 1000),
        out_of_care_soon_days=reader.whole("fairness", "out_of_care_soon_days", 1, 3660),
    )


def _before(reader: Reader) -> BeforePolicy:
    figures = {
        name: reader.whole("before", name, lowest, highest)
        for name, (lowest, highest) in BEFORE_FIGURES.items()
    }
    if figures["exception_maximum_age"] < figures["exception_minimum_age"]:
        reader.wrong("before.exception_maximum_age", "is below before.exception_minimum_age")
    area = reader.number("before", "smallest_m2_per_person", 1.0, 100.0)
    return BeforePolicy(**figures, smallest_m2_per_person=area)


def fingerprint(tables: Mapping[str, Any]) -> str:
    """Return a SHA-256 over figures and sources, the same however the file is laid out."""
    canonical = json.dumps(tables, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
