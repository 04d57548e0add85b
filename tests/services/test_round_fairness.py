"""A round keeps who gets a room: in full for coordinators, and published without small numbers."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict

import pandas as pd
import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.rounds import MatchingRound
from matcher.database.session import engine_for, make_session_factory, reading, transaction
from matcher.rounds.fairness import PUBLISHED, rows_of
from matcher.rounds.files import read_file
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.published import published_fairness, sharing_of
from matcher.rounds.traits import Share, read_shares
from matcher.words import TargetGroup
from tests.factories import TODAY, UTRECHT, add_room, add_youth
from tests.services.scenes import run

Factory = sessionmaker[Session]


@pytest.fixture
def factory(sqlite_url: str) -> Factory:
    """SQLite only: what is kept comes from frames, whatever the database."""
    return make_session_factory(engine_for(sqlite_url))


@pytest.fixture
def contest(factory: Factory) -> Factory:
    """Fourteen rooms; 12 youths of the heavy group, and 13 others whose need is more urgent."""
    with transaction(factory) as session:
        for _ in range(14):
            add_room(session)
        for _ in range(12):
            add_youth(session, target_group=TargetGroup.HEAVY)
        for _ in range(13):
            add_youth(session, urgency=3)
    return factory


def figures(done: MatchingRound, value: str) -> dict[str, object]:
    return next(row for row in rows_of(done.summary["fairness"]) if row["value"] == value)


def kept(factory: Factory, done: MatchingRound) -> tuple[bytes, bytes]:
    """Return what is kept of a round: its problem and its result."""
    with reading(factory) as session:
        found = session.get_one(MatchingRound, done.id)
        assert found.problem
        assert found.result
        return found.problem, found.result


def test_a_round_keeps_who_gets_a_room_by_severity(contest: Factory) -> None:
    done = run(contest)
    heavy = figures(done, "heavy")
    assert (heavy["youths"], heavy["with_room"], heavy["placed"]) == (12, 12, 1)
    assert heavy["because_priority"] == 11
    assert figures(done, "light")["placed"] == 13
    assert not any(done.summary["fairness"]["passed_over"].values())
    warnings = {(w["code"], w["value"]) for w in done.summary["fairness"]["warnings"]}
    assert ("by_priority", "heavy") in warnings


def test_a_minimum_share_is_kept_and_its_price_is_told(contest: Factory) -> None:
    free = run(contest)
    done = run(contest, RoundParameters(shares=(Share("severity=heavy", 50),)))
    assert figures(done, "heavy")["placed"] == 7
    assert done.summary["shares"] == [{"key": "severity=heavy", "percent": 50}]
    without = done.summary["otherwise"]["shares"]
    assert without["tiers"] == {tier["name"]: tier["value"] for tier in free.summary["tiers"]}
    assert without["tiers"]["priority"] > done.summary["outcome"]["priority"]
    assert free.summary["otherwise"]["shares"] is None


def test_a_minimum_share_that_nobody_can_count_for_stops_nothing(contest: Factory) -> None:
    done = run(contest, RoundParameters(shares=(Share("guidance=1", 50),)))
    assert done.summary["outcome"]["placed"] == 14


def test_the_frozen_problem_holds_no_trait_but_who_counts_for_a_share(contest: Factory) -> None:
    problem, _ = kept(contest, run(contest))
    assert "traits.csv" not in zipfile.ZipFile(io.BytesIO(problem)).namelist()
    shares = (Share("severity=heavy", 50),)
    problem, _ = kept(contest, run(contest, RoundParameters(shares=shares)))
    traits = pd.read_csv(io.BytesIO(read_file(problem, "traits.csv")))
    assert len(traits) == 12
    assert set(traits["trait"] + "=" + traits["value"]) == {"severity=heavy"}


def test_what_is_published_is_rounded_and_holds_no_small_number(contest: Factory) -> None:
    _, result = kept(contest, run(contest))
    table = pd.read_csv(io.BytesIO(read_file(result, PUBLISHED)))
    numbers = pd.concat([table["youths"], table["placed"]]).dropna()
    assert len(numbers) > 0
    assert (numbers >= 10).all()
    assert (numbers % 5 == 0).all()
    heavy = table[(table["value"] == "heavy") & (table["municipality"] == UTRECHT)].iloc[0]
    assert heavy["youths"] == 10  # twelve
    assert pd.isna(heavy["placed"])  # one


def test_only_the_first_round_of_a_month_is_published(contest: Factory) -> None:
    run(contest)
    with transaction(contest) as session:
        for _ in range(10):
            add_youth(session, target_group=TargetGroup.HEAVY)
    run(contest)
    with reading(contest) as session:
        found = published_fairness(session, UTRECHT)
        assert found is not None
        heavy = found.own[found.own["value"] == "heavy"]["youths"].iloc[0]
    assert heavy == 10  # not the 22 of the second round


def test_a_municipality_reads_what_it_could_do_alone_and_together(contest: Factory) -> None:
    run(contest, RoundParameters(guarantee=True))
    with reading(contest) as session:
        found = sharing_of(session, UTRECHT)
        assert found is not None
        assert asdict(found) == {
            "on": TODAY, "alone": 14, "shared": 14, "is_guaranteed": True,
        }  # fmt: skip
        assert sharing_of(session, "GM0363") is None


def test_parameters_are_read_back_as_they_were_kept() -> None:
    parameters = RoundParameters(shares=(Share("severity=heavy", 25),), guarantee=True)
    assert RoundParameters.from_json(parameters.as_json()) == parameters


@pytest.mark.parametrize(
    "word",
    ["severity=heavy", "severity=heavy:0", "severity=heavy:101", "luck=1:5", "gender=male:9"],
)
def test_a_share_that_is_typed_wrong_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"is not one of|whole percentage"):
        read_shares([word])


def test_a_group_has_one_share_at_most() -> None:
    with pytest.raises(ValueError, match="one minimum share"):
        read_shares(["severity=heavy:5", "severity=heavy:6"])
