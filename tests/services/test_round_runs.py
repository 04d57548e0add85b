"""A round while it runs: what changes meanwhile, what fails, and who may run one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matcher.database.base import now
from matcher.database.hosts import Room
from matcher.database.rounds import MatchingRound, Proposal, RoundUnmatched
from matcher.database.session import reading, transaction
from matcher.errors import AnotherRoundRuns, InvalidSettings, ResultRejected, Stale, StepNotAllowed
from matcher.proposals.service import approve_proposal
from matcher.rounds import running, service
from matcher.rounds.running import run_round
from matcher.words import ProposalStatus, RoundStatus
from matcher.workers import Workers
from tests.factories import TODAY
from tests.services.scenes import CLI, Factory, actions, names, proposals_of, run


def test_what_changed_while_the_round_was_running_is_left_out_and_told(story: Factory) -> None:
    """The rent of the dear room goes up between solving and saving."""

    def meddle(step: str) -> None:
        if step == "explain":
            with transaction(story) as session:
                room = session.scalars(select(Room).where(Room.reference == "dear")).one()
                room.rent_cents = 52_000

    with transaction(story) as session:
        round_id = service.queue_round(session, CLI, TODAY).id
    done = run_round(story, round_id, meddle)
    assert (done.summary["proposals"], done.summary["skipped"]) == (1, 1)
    with reading(story) as session:
        assert names(session, round_id) == {("Bo", "cheap")}
        told = session.scalars(
            select(RoundUnmatched).where(RoundUnmatched.reason == "changed_meanwhile")
        ).all()
        assert {(t.youth and t.youth.first_name, t.room and t.room.reference) for t in told} == {
            ("Aya", None),
            (None, "dear"),
        }


def test_a_booking_made_while_the_round_was_running_is_left_out(story: Factory) -> None:
    first = run(story)

    def meddle(step: str) -> None:
        if step == "explain":
            with transaction(story) as session:
                for proposal in proposals_of(session, first.id):
                    approve_proposal(session, CLI, proposal.id, proposal.version, today=TODAY)

    with transaction(story) as session:
        round_id = service.queue_round(session, CLI, TODAY).id
    assert run_round(story, round_id, meddle).summary["proposals"] == 0


def test_a_rejected_result_stores_nothing_and_the_round_says_why(
    story: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(story)

    def reject(*_: object) -> None:
        raise ResultRejected(["youth Y is assigned twice"])

    monkeypatch.setattr(running, "solve_scored", reject)
    with pytest.raises(ResultRejected):
        run(story)
    with reading(story) as session:
        failed = session.scalars(
            select(MatchingRound).where(MatchingRound.status == RoundStatus.FAILED)
        ).one()
        assert "assigned twice" in failed.error
        assert proposals_of(session, failed.id) == []
        assert {p.status for p in proposals_of(session, first.id)} == {ProposalStatus.PROPOSED}
        assert actions(session, "round")[-1] == "round.fail"


def test_a_failure_while_saving_leaves_no_half_round(
    story: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(story)

    def break_off(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(service, "finish", break_off)
    with pytest.raises(OSError, match="disk full"):
        run(story)
    with reading(story) as session:
        assert set(session.scalars(select(Proposal.round_id))) == {first.id}
        assert {p.status for p in proposals_of(session, first.id)} == {ProposalStatus.PROPOSED}


def test_a_failed_round_can_be_queued_again_and_then_runs(
    story: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(running, "load_frames", break_off)
        with pytest.raises(OSError, match="gone"):
            run(story)
    with transaction(story) as session:
        round_id = service.requeue(session, CLI, 1).id
    done = run_round(story, round_id)
    assert (done.status, done.attempt, done.error) == (RoundStatus.DONE, 2, "")


def test_running_a_done_round_again_changes_nothing(story: Factory) -> None:
    done = run(story)
    again = run_round(story, done.id)
    assert again.finished_at == done.finished_at
    with reading(story) as session:
        assert len(proposals_of(session, done.id)) == 2
    with transaction(story) as session, pytest.raises(StepNotAllowed):
        service.requeue(session, CLI, done.id)


def test_one_round_runs_at_a_time(story: Factory) -> None:
    with transaction(story) as session:
        first = service.queue_round(session, CLI, TODAY).id
        second = MatchingRound(today=TODAY)
        session.add(second)
    with transaction(story) as session:
        service.claim(session, first)
    for round_id in (first, second.id):
        with pytest.raises(AnotherRoundRuns):
            run_round(story, round_id)
    with transaction(story) as session, pytest.raises(AnotherRoundRuns):
        service.queue_round(session, CLI, TODAY)


def test_a_run_that_was_given_up_may_not_store_when_it_comes_back(story: Factory) -> None:
    """Its process hangs while solving, the round is queued again and run by another one."""

    def hang(step: str) -> None:
        if step == "solve":
            with transaction(story) as session:
                later = now() + timedelta(hours=1)
                assert service.requeue_stale(session, later) == [round_id]
            run_round(story, round_id)

    with transaction(story) as session:
        round_id = service.queue_round(session, CLI, TODAY).id
    with pytest.raises(Stale):
        run_round(story, round_id, hang)
    with reading(story) as session:
        done = session.get_one(MatchingRound, round_id)
        assert (done.status, done.attempt) == (RoundStatus.DONE, 2)
        assert len(proposals_of(session, round_id)) == 2


def test_a_round_that_still_gives_signs_of_life_is_left_alone(story: Factory) -> None:
    with transaction(story) as session:
        round_id = service.queue_round(session, CLI, TODAY).id
    with transaction(story) as session:
        service.claim(session, round_id)
    with transaction(story) as session:
        assert service.requeue_stale(session) == []


def test_a_round_uses_the_workers_that_are_set(
    story: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Workers] = []

    def scored(*words: object, **_: object) -> None:
        seen.extend(word for word in words if isinstance(word, Workers))
        raise OSError("far enough")

    monkeypatch.setenv("KAMERMATCH_WORKERS", "2")
    monkeypatch.setattr(running, "score_pairs", scored)
    with pytest.raises(OSError, match="far enough"):
        run(story)
    assert seen == [Workers(2)]


def test_a_round_waits_when_the_workers_are_set_up_wrong(
    story: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERMATCH_WORKERS", "0")
    with pytest.raises(InvalidSettings, match="KAMERMATCH_WORKERS is 0"):
        run(story)
    with reading(story) as session:
        assert session.get_one(MatchingRound, 1).status == RoundStatus.QUEUED
